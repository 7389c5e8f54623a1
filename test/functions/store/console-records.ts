// Plain records of the console with ids of their own, for tests that care about one field only.
import { randomBytes } from 'node:crypto';
import type {
  Account,
  AuditEvent,
  Deployment,
  Membership,
  SignIn,
  Ticket,
  User,
} from '../../../functions/rules/account.ts';
import { auditEventId, deploymentId, membershipId } from '../../../functions/store/console-store.ts';

const nowMs = 1_700_000_000_000;
const hourMs = 3_600_000;

/** A person who signed in a while ago. */
export function newUser(changes: Partial<User> = {}): User {
  return {
    id: newId('usr'),
    version: 1,
    email: newEmail(),
    name: 'Grace Hopper',
    signedOutAtMs: 0,
    createdAtMs: nowMs,
    lastSignInAtMs: nowMs,
    ...changes,
  };
}

/** A shop's account. */
export function newAccount(changes: Partial<Account> = {}): Account {
  return { id: newId('acc'), version: 1, name: 'Shop', createdAtMs: nowMs, ...changes };
}

/** A viewer of an account who never signed in. */
export function newMembership(changes: Partial<Membership> = {}): Membership {
  const accountId = changes.accountId ?? newId('acc');
  const email = changes.email ?? newEmail();
  return {
    id: membershipId(accountId, email),
    version: 1,
    accountId,
    email,
    userId: null,
    role: 'viewer',
    createdAtMs: nowMs,
    ...changes,
  };
}

/** The one deployment, owned by somebody. */
export function newDeployment(changes: Partial<Deployment> = {}): Deployment {
  return { id: deploymentId, ownerUserId: newId('usr'), accountId: newId('acc'), createdAtMs: nowMs, ...changes };
}

/** A sign-in that lasts a day. */
export function newSignIn(changes: Partial<SignIn> = {}): SignIn {
  return {
    id: newHash(),
    userId: newId('usr'),
    createdAtMs: nowMs,
    expiresAtMs: nowMs + 24 * hourMs,
    ...changes,
  };
}

/** A link that is good for an hour. */
export function newTicket(changes: Partial<Ticket> = {}): Ticket {
  return { id: newHash(), createdAtMs: nowMs, expiresAtMs: nowMs + hourMs, ...changes };
}

/** A setting that somebody changed. */
export function newAuditEvent(changes: Partial<AuditEvent> = {}): AuditEvent {
  const accountId = changes.accountId ?? newId('acc');
  const atMs = changes.atMs ?? nowMs;
  return {
    id: auditEventId(accountId, atMs, randomBytes(8).toString('hex')),
    accountId,
    atMs,
    userId: 'usr_grace',
    email: 'grace@example.com',
    propertyId: 'tt_shopshopshopshopshop',
    what: 'setting_changed',
    about: 'graceMinutes',
    ...changes,
  };
}

/** An id that no other record has. */
export function newId(prefix: string): string {
  return `${prefix}_${randomBytes(10).toString('hex')}`;
}

function newEmail(): string {
  return `${randomBytes(5).toString('hex')}@example.com`;
}

function newHash(): string {
  return randomBytes(32).toString('hex');
}
