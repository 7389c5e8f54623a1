// Changes who is a member of an account, and never leaves it without an owner.
import type { Membership, Role } from '../../../rules/account.ts';
import { membershipId } from '../../../store/console-store.ts';
import type { ConsoleContext } from '../../console-context.ts';
import { createConsoleLogs } from '../../logs.ts';

type Tools = Pick<ConsoleContext, 'store' | 'now' | 'log'>;

/** `changed`, or why not: the last owner, somebody else was faster, or there is no such member. */
export type MemberChange = 'changed' | 'last_owner' | 'conflict' | 'missing';

/** Everybody of the account, oldest first, those who have not signed in yet included. */
export async function listMembers(
  { store, log }: Pick<Tools, 'store' | 'log'>,
  accountId: string,
): Promise<Membership[]> {
  return await store.console.listMembershipsOfAccount(accountId, createConsoleLogs(log).damaged);
}

/** Has an address wait for its person; `exists` where it is in the account already. */
export async function inviteMember(
  { store, now }: Pick<Tools, 'store' | 'now'>,
  { accountId, email, role }: Pick<Membership, 'accountId' | 'email' | 'role'>,
): Promise<'created' | 'exists'> {
  const id = membershipId(accountId, email);
  const membership = { id, version: 1, accountId, email, userId: null, role, createdAtMs: now() };
  return await store.console.createMembership(membership);
}

/** Gives a member another role. */
export async function changeRole(tools: Tools, accountId: string, email: string, role: Role): Promise<MemberChange> {
  const { store } = tools;
  const found = await store.console.findMembership(accountId, email);
  if (found === undefined) return 'missing';
  if (found.role === role) return 'changed';
  if (role === 'viewer' && (await isOnlyOwner(tools, found))) return 'last_owner';
  const changed = await store.console.changeMembership({ ...found, role });
  if (changed !== 'changed') return changed;
  if (role === 'owner' || (await hasOwner(tools, accountId))) return 'changed';
  // Two owners changed each other at once: at least the later one sees it here, and takes its change back.
  await store.console.changeMembership({ ...found, version: found.version + 1 });
  return 'last_owner';
}

/** Takes a member out, oneself or another. */
export async function removeMember(tools: Tools, accountId: string, email: string): Promise<MemberChange> {
  const { store } = tools;
  const found = await store.console.findMembership(accountId, email);
  if (found === undefined) return 'missing';
  if (await isOnlyOwner(tools, found)) return 'last_owner';
  if ((await store.console.deleteMembership(accountId, email)) === 'missing') return 'missing';
  if (found.role === 'viewer' || (await hasOwner(tools, accountId))) return 'changed';
  await store.console.createMembership({ ...found, version: 1 });
  return 'last_owner';
}

async function isOnlyOwner(tools: Tools, member: Membership): Promise<boolean> {
  return isPresentOwner(member) && !(await hasOwner(tools, member.accountId, member.id));
}

/** Whether somebody owns the account who can sign in, besides one member. */
async function hasOwner(tools: Tools, accountId: string, besidesId?: string): Promise<boolean> {
  const members = await listMembers(tools, accountId);
  return members.some((member) => member.id !== besidesId && isPresentOwner(member));
}

/** Who was only asked in may never come. */
function isPresentOwner({ role, userId }: Membership): boolean {
  return role === 'owner' && userId !== null;
}
