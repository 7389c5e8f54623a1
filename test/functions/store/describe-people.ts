// What every store promises of users, accounts, memberships and the deployment.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Membership } from '../../../functions/rules/account.ts';
import type { ConsoleStore } from '../../../functions/store/console-store.ts';
import { CorruptRecordError } from '../../../functions/store/errors.ts';
import { anyAccount, anyMembership, anyUser } from './console-arbitraries.ts';
import { newAccount, newDeployment, newId, newMembership, newUser } from './console-records.ts';
import { alternate, type Connections, times } from './store-under-test.ts';

/** Declares what holds for them. */
export function describePeople(connections: Connections): void {
  describeVersioned(connections);
  describeMemberships(connections);
  describeDeployment(connections);
}

function describeVersioned(connections: Connections): void {
  const store = (): ConsoleStore => connections.store().console;
  const other = (): ConsoleStore => connections.other().console;

  describe('users and accounts', () => {
    test('a user is created once, found on every connection and changed from version to version', async () => {
      const user = newUser();
      expect(await store().changeUser(user)).toBe('missing');
      expect(await store().createUser(user)).toBe('created');
      expect(await other().createUser({ ...user, name: 'Another' })).toBe('exists');
      expect(await other().findUser(user.id)).toEqual(user);
      expect(await other().changeUser({ ...user, signedOutAtMs: 7 })).toBe('changed');
      expect(await store().changeUser({ ...user, signedOutAtMs: 1 })).toBe('conflict');
      expect(await store().findUser(user.id)).toEqual({ ...user, signedOutAtMs: 7, version: 2 });
      expect(await store().findUser(newId('usr'))).toBeUndefined();
    });

    test('an account is created once, found on every connection and changed from version to version', async () => {
      const account = newAccount();
      expect(await store().changeAccount(account)).toBe('missing');
      expect(await store().createAccount(account)).toBe('created');
      expect(await other().createAccount({ ...account, name: 'Another' })).toBe('exists');
      expect(await other().changeAccount({ ...account, name: 'Renamed' })).toBe('changed');
      expect(await store().changeAccount({ ...account, name: 'Late' })).toBe('conflict');
      expect(await store().findAccount(account.id)).toEqual({ ...account, name: 'Renamed', version: 2 });
      expect(await store().findAccount(newId('acc'))).toBeUndefined();
    });

    test('any user and any account come back as they were', async () => {
      await fc.assert(
        fc.asyncProperty(anyUser, anyAccount, async (user, account) => {
          fc.pre((await store().findUser(user.id)) === undefined);
          fc.pre((await store().findAccount(account.id)) === undefined);
          expect(await store().createUser(user)).toBe('created');
          expect(await other().findUser(user.id)).toEqual(user);
          expect(await store().createAccount(account)).toBe('created');
          expect(await other().findAccount(account.id)).toEqual(account);
        }),
        { numRuns: 30, endOnFailure: true },
      );
    });
  });
}

function describeMemberships(connections: Connections): void {
  const { damage } = connections;
  const store = (): ConsoleStore => connections.store().console;
  const other = (): ConsoleStore => connections.other().console;
  const create = async (...memberships: Membership[]): Promise<void> => {
    for (const membership of memberships) expect(await store().createMembership(membership)).toBe('created');
  };

  describe('memberships', () => {
    test('a membership is found by account and address, and changed from version to version', async () => {
      const membership = newMembership();
      const { accountId, email } = membership;
      await create(membership);
      expect(await other().findMembership(accountId, email)).toEqual(membership);
      expect(await other().findMembership(accountId, 'nobody@example.com')).toBeUndefined();
      expect(await other().findMembership(newId('acc'), email)).toBeUndefined();
      expect(await other().changeMembership({ ...membership, userId: 'usr_1', role: 'owner' })).toBe('changed');
      expect(await store().changeMembership({ ...membership, role: 'viewer' })).toBe('conflict');
      const changed = { ...membership, userId: 'usr_1', role: 'owner', version: 2 };
      expect(await store().findMembership(accountId, email)).toEqual(changed);
      expect(await store().listMembershipsOfEmail(email)).toEqual([changed]);
    });

    test('a membership that was deleted is gone from every list, and may be made anew', async () => {
      const membership = newMembership();
      const { accountId, email } = membership;
      await create(membership);
      expect(await other().deleteMembership(accountId, email)).toBe('deleted');
      expect(await other().deleteMembership(accountId, email)).toBe('missing');
      expect(await store().findMembership(accountId, email)).toBeUndefined();
      expect(await store().changeMembership(membership)).toBe('missing');
      expect(await store().listMembershipsOfAccount(accountId)).toEqual([]);
      expect(await store().listMembershipsOfEmail(email)).toEqual([]);
      await create(membership);
    });

    test('those of an account come oldest first, those of one moment by id, and no others', async () => {
      const accountId = newId('acc');
      const made = [
        newMembership({ accountId, email: 'c@example.com', createdAtMs: 30 }),
        newMembership({ accountId, email: 'b@example.com', createdAtMs: 20 }),
        newMembership({ accountId, email: 'a@example.com', createdAtMs: 20 }),
        newMembership({ accountId, email: 'z/%2F..@example.com', createdAtMs: 10 }),
      ];
      await create(
        ...made,
        newMembership({ accountId: `${accountId}2` }),
        newMembership({ accountId: accountId.slice(0, -1) }),
      );
      const [third, second, first, oldest] = made;
      expect(await store().listMembershipsOfAccount(accountId)).toEqual([oldest, first, second, third]);
      expect(await other().listMembershipsOfAccount(accountId)).toEqual([oldest, first, second, third]);
    });

    test('those of an address come oldest first, of every account, and no others', async () => {
      const { email } = newUser();
      const [late, early] = [newMembership({ email, createdAtMs: 20 }), newMembership({ email, createdAtMs: 10 })];
      await create(late, early, newMembership({ email: `x${email}` }));
      expect(await store().listMembershipsOfEmail(email)).toEqual([early, late]);
      expect(await other().listMembershipsOfEmail('nobody@example.com')).toEqual([]);
    });

    test('of many that ask one person in at once, one does, and its role is the one stored', async () => {
      const membership = newMembership();
      const outcomes = await Promise.all(
        times(12).map((index) =>
          alternate(connections, index).console.createMembership({ ...membership, createdAtMs: index }),
        ),
      );
      expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'exists')).toHaveLength(11);
      const stored = await store().findMembership(membership.accountId, membership.email);
      expect(stored?.createdAtMs).toBe(outcomes.indexOf('created'));
    });

    test('a damaged one goes to who is told of it, without the person’s address, or else is thrown', async () => {
      const accountId = newId('acc');
      const { email } = newUser();
      const [bad, sound] = [newMembership({ accountId, email }), newMembership({ accountId })];
      await create(bad, sound);
      await damage('memberships', bad.id, JSON.stringify({ ...bad, role: 'admin' }));
      const told: string[] = [];
      const listen = (id: string, error: CorruptRecordError): unknown => told.push(id, error.message);
      await expect(store().findMembership(accountId, email)).rejects.toThrow(CorruptRecordError);
      await expect(store().listMembershipsOfAccount(accountId)).rejects.toThrow(CorruptRecordError);
      await expect(store().listMembershipsOfEmail(email)).rejects.toThrow(CorruptRecordError);
      expect(await store().listMembershipsOfAccount(accountId, listen)).toEqual([sound]);
      expect(await store().listMembershipsOfEmail(email, listen)).toEqual([]);
      expect(told).toHaveLength(4);
      expect(told[0]).toBe(`${accountId}:…`);
      expect(told.join()).not.toContain(email);
    });

    test('any membership comes back as it was', async () => {
      await fc.assert(
        fc.asyncProperty(anyMembership, async (membership) => {
          const { accountId, email } = membership;
          fc.pre((await store().findMembership(accountId, email)) === undefined);
          await create(membership);
          expect(await other().findMembership(accountId, email)).toEqual(membership);
          expect(await other().listMembershipsOfAccount(accountId)).toContainEqual(membership);
          expect(await other().listMembershipsOfEmail(email)).toContainEqual(membership);
        }),
        { numRuns: 30, endOnFailure: true },
      );
    });
  });
}

function describeDeployment(connections: Connections): void {
  const store = (): ConsoleStore => connections.store().console;
  const other = (): ConsoleStore => connections.other().console;

  describe('the deployment', () => {
    test('of many that sign in first at once, one owns it, and so it stays', async () => {
      expect(await store().findDeployment()).toBeUndefined();
      const candidates = times(12).map(() => newDeployment());
      const outcomes = await Promise.all(
        candidates.map((one, index) => alternate(connections, index).console.createDeployment(one)),
      );
      expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'exists')).toHaveLength(11);
      expect(await store().createDeployment(newDeployment())).toBe('exists');
      const owner = candidates[outcomes.indexOf('created')];
      expect(await store().findDeployment()).toEqual(owner);
      expect(await other().findDeployment()).toEqual(owner);
    });
  });
}
