// Who may see and change what in the console: people, accounts, and what a role is good for.
import type { Property } from './property.ts';

/** `owner` changes everything of the account, `viewer` reads everything but secrets, which nobody reads. */
export type Role = 'owner' | 'viewer';

/** A person who signed in once. */
export interface User {
  /** `usr_…`, derived from issuer and subject, so that the same person is found again. */
  id: string;
  version: number;
  /** Lower case, verified by the issuer. */
  email: string;
  name: string | null;
  /** Sign-ins before this moment count no more: that is how a person signs out everywhere. */
  signedOutAtMs: number;
  createdAtMs: number;
  lastSignInAtMs: number;
}

/** What properties belong to: a shop, or an agency's client. */
export interface Account {
  /** `acc_…`, random. */
  id: string;
  version: number;
  name: string;
  createdAtMs: number;
}

/** One person's role in one account, named by e-mail address so that somebody can be asked in who never signed in. */
export interface Membership {
  /** `<account id>:<e-mail address>`, as the store builds it. */
  id: string;
  version: number;
  accountId: string;
  /** Lower case. */
  email: string;
  /** Whose it became at the first sign-in with that address; `null` until then. */
  userId: string | null;
  role: Role;
  createdAtMs: number;
}

/** Written once, by whoever signs in first where no domains are named. */
export interface Deployment {
  /** Always `deployment`. */
  id: string;
  ownerUserId: string;
  /** The account that properties belong to which name none, because a terminal made them. */
  accountId: string;
  createdAtMs: number;
}

/** One browser that somebody signed in with. */
export interface SignIn {
  /** SHA-256 (hex) of the token in the cookie, so that the database lets nobody in. */
  id: string;
  userId: string;
  createdAtMs: number;
  /** From then on the record counts as not there. */
  expiresAtMs: number;
}

/** Something that may be used once: a link printed in a terminal. */
export interface Ticket {
  /** SHA-256 (hex) of the secret in the link. */
  id: string;
  createdAtMs: number;
  expiresAtMs: number;
}

/** How long a line of the audit trail is kept, in ms: two years. */
export const auditLifeMs = 730 * 86_400_000;

/** One line of the audit trail; it names no e-mail address of a buyer, no secret, and no whole session id. */
export interface AuditEvent {
  /** `<account id>:<moment>:<random>`, as the store builds it, so that a range of ids is a range of time. */
  id: string;
  accountId: string;
  atMs: number;
  /** Who did it; `null` for the deployment itself. */
  userId: string | null;
  /** The person's address at that time. */
  email: string | null;
  propertyId: string | null;
  /** What was done, a short stable word such as `property_created` or `stripe_key_replaced`. */
  what: string;
  /** To whom or what, such as the name of a setting or a destination's id; `null` where the word says it all. */
  about: string | null;
}

/** From when on a line of the audit trail is removed, in ms since 1970. */
export function findAuditExpiry({ atMs }: Pick<AuditEvent, 'atMs'>): number {
  return atMs + auditLifeMs;
}

/** The account that a property belongs to: its own, else that of the deployment. `undefined` while there is none. */
export function findOwningAccount(
  { accountId }: Pick<Property, 'accountId'>,
  deployment: Pick<Deployment, 'accountId'> | undefined,
): string | undefined {
  return accountId ?? deployment?.accountId;
}

/** Whether a role is enough where another is needed. */
export function isEnough(role: Role, needed: Role): boolean {
  return role === 'owner' || needed === 'viewer';
}
