// Which accounts somebody is a member of, and how memberships find their person.
import type { Account, Membership, Role, User } from '../../../rules/account.ts';
import { membershipId } from '../../../store/console-store.ts';
import type { ConsoleContext } from '../../console-context.ts';
import { createConsoleLogs } from '../../logs.ts';
import { writeAuditOf } from '../audit.ts';

type Tools = Pick<ConsoleContext, 'store' | 'now' | 'randomBytes' | 'log'>;

/** An account and what somebody may do there. */
export interface OwnAccount {
  account: Account;
  role: Role;
}

/** What waits for the address or is the person's already, oldest first; memberships of somebody else with that address are left out. */
export async function listMemberships(
  { store, log }: Pick<Tools, 'store' | 'log'>,
  userId: string,
  email: string,
): Promise<Membership[]> {
  const onDamaged = createConsoleLogs(log).damaged;
  const all = await store.console.listMembershipsOfEmail(email, onDamaged);
  return all.filter((membership) => membership.userId === null || membership.userId === userId);
}

/** Makes the person's own what waits for their address. */
export async function claimMemberships(tools: Tools, user: Pick<User, 'id' | 'email'>): Promise<Membership[]> {
  const found = await listMemberships(tools, user.id, user.email);
  const claimed: Membership[] = [];
  for (const membership of found) {
    const own = { ...membership, userId: user.id };
    if (membership.userId === user.id) claimed.push(membership);
    // Whoever changed it meanwhile decides; what is left to claim is claimed the next time.
    else if ((await tools.store.console.changeMembership(own)) === 'changed') {
      claimed.push({ ...own, version: own.version + 1 });
      await writeAuditOf(tools, user, membership.accountId, { what: 'member_joined', about: user.email });
    }
  }
  return claimed;
}

/** Takes the memberships along when the issuer tells another address of the same person. */
export async function moveMemberships(
  { store, log }: Pick<Tools, 'store' | 'log'>,
  user: Pick<User, 'id' | 'email'>,
  formerEmail: string,
): Promise<void> {
  for (const membership of await listMemberships({ store, log }, user.id, formerEmail)) {
    if (membership.userId !== user.id) continue;
    const { accountId } = membership;
    const moved = { ...membership, id: membershipId(accountId, user.email), version: 1, email: user.email };
    await store.console.createMembership(moved);
    await store.console.deleteMembership(accountId, formerEmail);
  }
}

/** The person's accounts, oldest membership first; what waits for their address becomes theirs first. */
export async function listOwnAccounts(tools: Tools, user: Pick<User, 'id' | 'email'>): Promise<OwnAccount[]> {
  const memberships = await claimMemberships(tools, user);
  const accounts = await Promise.all(memberships.map(({ accountId }) => tools.store.console.findAccount(accountId)));
  return memberships.flatMap(({ role }, index) => {
    const account = accounts[index];
    return account === undefined ? [] : [{ account, role }];
  });
}
