// What the console keeps beside properties and entries: who may sign in, to which account, and what they did.
import type { Account, AuditEvent, Deployment, Membership, SignIn, Ticket, User } from '../rules/account.ts';
import type { DamageListener } from './store.ts';

/** As in the store itself, every method is one atomic step that rejects with `StoreUnavailableError`. */
export interface ConsoleStore {
  createUser(user: User): Promise<'created' | 'exists'>;
  findUser(id: string): Promise<User | undefined>;
  /** Writes `user` with `version + 1` if the stored version is still `user.version`. */
  changeUser(user: User): Promise<'changed' | 'conflict' | 'missing'>;

  createAccount(account: Account): Promise<'created' | 'exists'>;
  findAccount(id: string): Promise<Account | undefined>;
  changeAccount(account: Account): Promise<'changed' | 'conflict' | 'missing'>;

  createMembership(membership: Membership): Promise<'created' | 'exists'>;
  findMembership(accountId: string, email: string): Promise<Membership | undefined>;
  changeMembership(membership: Membership): Promise<'changed' | 'conflict' | 'missing'>;
  deleteMembership(accountId: string, email: string): Promise<'deleted' | 'missing'>;
  /** Oldest first, those of one moment by id. Damaged ones as in the list of properties. */
  listMembershipsOfAccount(accountId: string, onDamaged?: DamageListener): Promise<Membership[]>;
  /** Oldest first, those of one moment by id; the address in lower case. Damaged ones as in the list of properties. */
  listMembershipsOfEmail(email: string, onDamaged?: DamageListener): Promise<Membership[]>;

  /** `exists` for everybody but the first. */
  createDeployment(deployment: Deployment): Promise<'created' | 'exists'>;
  findDeployment(): Promise<Deployment | undefined>;

  createSignIn(signIn: SignIn): Promise<'created' | 'exists'>;
  /** `undefined` also from the moment that it expires. */
  findSignIn(id: string, nowMs: number): Promise<SignIn | undefined>;
  deleteSignIn(id: string): Promise<'deleted' | 'missing'>;

  createTicket(ticket: Ticket): Promise<'created' | 'exists'>;
  /** Takes it away, so that of several who come with it only one gets `taken`; `missing` also from the moment that it expires. */
  takeTicket(id: string, nowMs: number): Promise<'taken' | 'missing'>;

  addAuditEvent(event: AuditEvent): Promise<'created' | 'exists'>;
  /** Newest first, at most `limit`. Damaged ones as in the list of properties; they take nobody's place in the limit. */
  listAuditEvents(query: AuditQuery, onDamaged?: DamageListener): Promise<AuditEvent[]>;
  /**
   * Removes old events of one account, damaged ones as well: of the first behind `after` that has any event, old or not.
   * `undefined` where there is none.
   */
  purgeAuditEvents(query: AuditPurge): Promise<PurgedAccount | undefined>;
}

/** Which audit events go. */
export interface AuditPurge {
  /** The id of an account; from the first one on where it is left out. */
  after?: string | undefined;
  /** Those that stand in the trail before this moment. */
  beforeMs: number;
  /** At most so many. */
  limit: number;
}

/** Whose events were removed, and how many; fewer than the limit where none of them is left. */
export interface PurgedAccount {
  accountId: string;
  count: number;
}

/** Which audit events. */
export interface AuditQuery {
  accountId: string;
  limit: number;
  /** The id of an event: only what stands behind it in the list, which is older. */
  before?: string | undefined;
}

/** The id of the one record that says who owns the deployment. */
export const deploymentId = 'deployment';

/** The document id of one person's role in an account. */
export function membershipId(accountId: string, email: string): string {
  return `${accountId}:${email}`;
}

/** One more than the last moment that has thirteen digits, in the year 2286. */
const endOfMoments = 10_000_000_000_000;

/**
 * The document id of an audit event. What stands for the moment counts down, so that the newest comes first: databases list ids
 * upwards without an index of its own.
 */
export function auditEventId(accountId: string, atMs: number, random: string): string {
  return `${accountId}:${String(endOfMoments - 1 - atMs).padStart(13, '0')}:${random}`;
}

/** Memberships in the order in which they are listed: few enough to be sorted without the database. */
export function oldestFirst(memberships: readonly Membership[]): Membership[] {
  return memberships.toSorted((a, b) => a.createdAtMs - b.createdAtMs || (a.id < b.id ? -1 : 1));
}
