// Decides what somebody becomes who was found to be who they say: the owner of the deployment, a member, or nobody.
import type { Deployment, User } from '../../../rules/account.ts';
import { membershipId } from '../../../store/console-store.ts';
import type { ConsoleContext } from '../../console-context.ts';
import { writeAuditOf } from '../audit.ts';
import { ensureAllowed, type Identity } from '../openid/identity.ts';
import { SignInError } from '../sign-in-error.ts';
import { foundDeployment } from './found-deployment.ts';
import { localIssuer, toUserId } from './ids.ts';
import { claimMemberships, listMemberships, moveMemberships } from './memberships.ts';
import { type Person, saveUser } from './save-user.ts';

/**
 * The person's record, with every membership that waited for their address made theirs. Where domains are named, all of them
 * may; else the first person who comes owns the deployment, and the others must have been asked in. Rejects with `SignInError`.
 */
export async function enter(context: ConsoleContext, identity: Identity): Promise<User> {
  const { store, settings } = context;
  ensureAllowed(identity, settings.console.domains);
  const { email, name } = identity;
  const person: Person = { userId: toUserId(identity.issuer, identity.subject), email, name };
  const former = await store.console.findUser(person.userId);
  const isOpen = settings.console.domains.length > 0 || (await store.console.findDeployment()) === undefined;
  if (!(isOpen || (await isExpected(context, person, former?.email)))) throw new SignInError('not_invited');
  const user = await saveUser(context, person);
  if (former !== undefined && former.email !== email) await moveMemberships(context, user, former.email);
  const deployment = await foundDeployment(context, user);
  const claimed = await claimMemberships(context, user);
  // Two came first at once, and the other one did.
  const isLate = settings.console.domains.length === 0 && claimed.length === 0 && deployment.ownerUserId !== user.id;
  if (isLate) throw new SignInError('not_invited');
  return user;
}

/** Whoever holds a link from a terminal of the machine, which could as well change the database: an owner, always. */
export async function enterLocally(context: ConsoleContext): Promise<User> {
  const person = { userId: toUserId(localIssuer, 'owner'), email: 'owner@localhost', name: null };
  const user = await saveUser(context, person);
  await joinAsOwner(context, user, await foundDeployment(context, user));
  return user;
}

async function isExpected(context: ConsoleContext, person: Person, formerEmail: string | undefined): Promise<boolean> {
  const deployment = await context.store.console.findDeployment();
  if (deployment?.ownerUserId === person.userId) return true;
  if ((await listMemberships(context, person.userId, person.email)).length > 0) return true;
  if (formerEmail === undefined) return false;
  const former = await listMemberships(context, person.userId, formerEmail);
  return former.some(({ userId }) => userId === person.userId);
}

/** The deployment may have been somebody else's before its issuer was taken away. */
async function joinAsOwner(context: ConsoleContext, user: User, { accountId }: Deployment): Promise<void> {
  const { store, now } = context;
  const { id: userId, email } = user;
  const membership = { id: membershipId(accountId, email), version: 1, accountId, email, userId };
  const joined = await store.console.createMembership({ ...membership, role: 'owner', createdAtMs: now() });
  if (joined === 'created') await writeAuditOf(context, user, accountId, { what: 'member_joined', about: email });
}
