// What every store promises of sign-ins, tickets and the audit trail.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AuditEvent } from '../../../functions/rules/account.ts';
import type { ConsoleStore } from '../../../functions/store/console-store.ts';
import { CorruptRecordError } from '../../../functions/store/errors.ts';
import { anyAuditEvent } from './console-arbitraries.ts';
import { newAuditEvent, newId, newSignIn, newTicket } from './console-records.ts';
import { alternate, type Connections, times } from './store-under-test.ts';

/** Declares what holds for them. */
export function describeSignIns(connections: Connections): void {
  describeBrowsers(connections);
  describeTickets(connections);
  describeAudit(connections);
}

function describeBrowsers({ store: firstStore, other: otherStore, damage }: Connections): void {
  const store = (): ConsoleStore => firstStore().console;
  const other = (): ConsoleStore => otherStore().console;

  describe('sign-ins', () => {
    test('a sign-in is found on every connection until somebody deletes it', async () => {
      const signIn = newSignIn();
      expect(await store().createSignIn(signIn)).toBe('created');
      expect(await other().createSignIn({ ...signIn, userId: 'usr_another' })).toBe('exists');
      expect(await other().findSignIn(signIn.id, 0)).toEqual(signIn);
      expect(await other().deleteSignIn(signIn.id)).toBe('deleted');
      expect(await store().deleteSignIn(signIn.id)).toBe('missing');
      expect(await store().findSignIn(signIn.id, 0)).toBeUndefined();
    });

    test('a sign-in is not there from the moment that it expires', async () => {
      const signIn = newSignIn();
      await store().createSignIn(signIn);
      expect(await other().findSignIn(signIn.id, signIn.expiresAtMs - 1)).toEqual(signIn);
      expect(await other().findSignIn(signIn.id, signIn.expiresAtMs)).toBeUndefined();
    });

    test('a damaged sign-in lets nobody in, can be deleted, and its error shows no whole hash', async () => {
      const signIn = newSignIn();
      await store().createSignIn(signIn);
      await damage('signIns', signIn.id, JSON.stringify({ ...signIn, expiresAtMs: 'never' }));
      const error: unknown = await store()
        .findSignIn(signIn.id, 0)
        .then(fail, (reason) => reason);
      expect(error).toBeInstanceOf(CorruptRecordError);
      expect(String(error)).toContain(`sign-in …${signIn.id.slice(-4)} is damaged`);
      expect(String(error)).not.toContain(signIn.id);
      expect(await store().deleteSignIn(signIn.id)).toBe('deleted');
    });
  });
}

function describeTickets(connections: Connections): void {
  const { damage } = connections;
  const store = (): ConsoleStore => connections.store().console;
  const other = (): ConsoleStore => connections.other().console;

  describe('tickets', () => {
    test('a ticket is taken once', async () => {
      const ticket = newTicket();
      expect(await store().createTicket(ticket)).toBe('created');
      expect(await other().createTicket(ticket)).toBe('exists');
      expect(await other().takeTicket(ticket.id, ticket.createdAtMs)).toBe('taken');
      expect(await store().takeTicket(ticket.id, ticket.createdAtMs)).toBe('missing');
      expect(await other().takeTicket(newTicket().id, 0)).toBe('missing');
    });

    test('a ticket cannot be taken from the moment that it expires', async () => {
      const ticket = newTicket();
      await store().createTicket(ticket);
      expect(await store().takeTicket(ticket.id, ticket.expiresAtMs)).toBe('missing');
      expect(await other().takeTicket(ticket.id, ticket.expiresAtMs - 1)).toBe('taken');
    });

    test('of many that come with one ticket at once, exactly one takes it', async () => {
      for (const _ of times(3)) {
        const ticket = newTicket();
        await store().createTicket(ticket);
        const outcomes = await Promise.all(
          times(12).map((index) => alternate(connections, index).console.takeTicket(ticket.id, 0)),
        );
        expect(outcomes.filter((outcome) => outcome === 'taken')).toHaveLength(1);
        expect(outcomes.filter((outcome) => outcome === 'missing')).toHaveLength(11);
      }
    });

    test('a damaged ticket lets nobody in', async () => {
      const ticket = newTicket();
      await store().createTicket(ticket);
      await damage('tickets', ticket.id, '{}');
      await expect(store().takeTicket(ticket.id, 0)).rejects.toThrow(CorruptRecordError);
      await expect(other().takeTicket(ticket.id, 0)).rejects.toThrow(CorruptRecordError);
    });
  });
}

function describeAudit({ store: firstStore, other: otherStore, damage }: Connections): void {
  const store = (): ConsoleStore => firstStore().console;
  const other = (): ConsoleStore => otherStore().console;
  const add = async (...events: AuditEvent[]): Promise<void> => {
    for (const event of events) expect(await store().addAuditEvent(event)).toBe('created');
  };

  describe('the audit trail', () => {
    test('of an account comes newest first, and no other’s', async () => {
      const accountId = newId('acc');
      const [first, second, third] = [9, 1_700_000_000_000, 1_700_000_000_001].map((atMs) =>
        newAuditEvent({ accountId, atMs }),
      );
      if (!(first && second && third)) throw new Error('There are not three.');
      await add(second, third, first, newAuditEvent({ accountId: `${accountId}2` }), newAuditEvent());
      expect(await store().listAuditEvents({ accountId, limit: 9 })).toEqual([third, second, first]);
      expect(await other().listAuditEvents({ accountId, limit: 2 })).toEqual([third, second]);
      expect(await other().listAuditEvents({ accountId: newId('acc'), limit: 9 })).toEqual([]);
    });

    test('goes on behind the event that a page ended with, also among several of one moment', async () => {
      const accountId = newId('acc');
      const events = [1, 2, 2, 2, 3].map((atMs) => newAuditEvent({ accountId, atMs }));
      await add(...events);
      const listed: AuditEvent[] = [];
      for (let before: string | undefined; ; before = listed.at(-1)?.id) {
        const page = await other().listAuditEvents({ accountId, limit: 2, before });
        if (page.length === 0) break;
        listed.push(...page);
      }
      expect(listed).toEqual(events.toSorted((a, b) => b.atMs - a.atMs || (a.id < b.id ? -1 : 1)));
    });

    test('keeps an event as it was written', async () => {
      const event = newAuditEvent();
      await add(event);
      expect(await other().addAuditEvent({ ...event, what: 'nothing' })).toBe('exists');
      expect(await store().listAuditEvents({ accountId: event.accountId, limit: 9 })).toEqual([event]);
    });

    test('tells of damaged events, which take nobody’s place, or else the first is thrown', async () => {
      const accountId = newId('acc');
      const events = [4, 3, 2, 1].map((atMs) => newAuditEvent({ accountId, atMs }));
      await add(...events);
      for (const index of [0, 1]) await damage('auditEvents', events[index]?.id ?? '', 'null');
      const told: string[] = [];
      expect(await store().listAuditEvents({ accountId, limit: 1 }, (id) => told.push(id))).toEqual([events[2]]);
      expect(told).toEqual([events[0]?.id, events[1]?.id]);
      await expect(store().listAuditEvents({ accountId, limit: 1 })).rejects.toThrow(CorruptRecordError);
    });

    test('removes old ones of one account after the other, at most so many at once, and damaged ones too', async () => {
      const [one = '', two = ''] = [newId('acc'), newId('acc')].sort();
      const eventsOf = (accountId: string) => [1, 2, 3, 4].map((atMs) => newAuditEvent({ accountId, atMs }));
      const [first, second] = [eventsOf(one), eventsOf(two)];
      await add(...first, ...second);
      await damage('auditEvents', first[0]?.id ?? '', 'null');
      // Of what another test wrote, nothing stands between the two.
      const after = `${one.slice(0, -1)}-`;
      const purge = { beforeMs: 4, limit: 2 };
      expect(await store().purgeAuditEvents({ ...purge, after })).toEqual({ accountId: one, count: 2 });
      expect(await other().purgeAuditEvents({ ...purge, after })).toEqual({ accountId: one, count: 1 });
      expect(await store().purgeAuditEvents({ ...purge, after })).toEqual({ accountId: one, count: 0 });
      expect(await other().listAuditEvents({ accountId: one, limit: 9 })).toEqual([first[3]]);
      expect(await store().listAuditEvents({ accountId: two, limit: 9 })).toHaveLength(4);
      const behind = await store().purgeAuditEvents({ beforeMs: 1, limit: 2, after: one });
      expect(behind?.count).toBe(0);
      expect((behind?.accountId ?? '') > one).toBe(true);
      expect(await store().purgeAuditEvents({ ...purge, after: 'zzz' })).toBeUndefined();
    });

    test('any event comes back as it was', async () => {
      await fc.assert(
        fc.asyncProperty(anyAuditEvent, async (event) => {
          await add(event);
          const listed = await other().listAuditEvents({ accountId: event.accountId, limit: 1_000 });
          expect(listed).toContainEqual(event);
        }),
        { numRuns: 30 },
      );
    });
  });
}

function fail(): never {
  throw new Error('It did not reject.');
}
