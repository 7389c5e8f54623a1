// Makes accounts, each with its first owner.
import type { Account, User } from '../../../rules/account.ts';
import { membershipId } from '../../../store/console-store.ts';
import type { ConsoleContext } from '../../console-context.ts';
import { writeAuditOf } from '../audit.ts';
import { isOfDomains } from '../openid/identity.ts';
import { newAccountId } from './ids.ts';
import type { OwnAccount } from './memberships.ts';

type Tools = Pick<ConsoleContext, 'store' | 'now' | 'randomBytes'>;

/** An account that the person owns; `id` is a new one unless given. */
export async function createAccount(
  tools: Tools,
  user: Pick<User, 'id' | 'email'>,
  name: string,
  id: string = newAccountId(tools.randomBytes),
): Promise<Account> {
  const { store, now } = tools;
  const createdAtMs = now();
  const account: Account = { id, version: 1, name, createdAtMs };
  const { email } = user;
  const owner = { accountId: id, email, userId: user.id, role: 'owner' } as const;
  // The account last: while it is missing, whoever finds the rest begins again.
  await store.console.createMembership({ id: membershipId(id, email), version: 1, ...owner, createdAtMs });
  await store.console.createAccount(account);
  await writeAuditOf(tools, user, id, { what: 'account_created', about: name });
  return account;
}

/** Whether the person may make further accounts: whoever owns one, and whoever is of a domain that may sign in. */
export function mayCreateAccounts(
  { settings }: Pick<ConsoleContext, 'settings'>,
  { email }: Pick<User, 'email'>,
  accounts: readonly Pick<OwnAccount, 'role'>[],
): boolean {
  return isOfDomains(email, settings.console.domains) || accounts.some(({ role }) => role === 'owner');
}
