// The store: what is kept between requests, and the few atomic steps by which it changes.
import type { CheckoutEvent, CheckoutStatus } from '../contract/checkout-answer.ts';
import type { Property } from '../rules/property.ts';

/** One page's hold on an event, newest last. */
export interface ClaimRecord {
  claim: string;
  atMs: number;
}

/** What is known of one event of an entry: who held it, and when it was settled. */
export interface EventState {
  claims: ClaimRecord[];
  reportedAtMs: number | null;
}

/** One line of the ledger: a Checkout Session as one property saw it. Holds no personal data. */
export interface Entry {
  /** `<property id>:<session id>`, see `entryId`. */
  id: string;
  version: number;
  propertyId: string;
  sessionId: string;
  status: CheckoutStatus;
  firstSeenAtMs: number;
  /** When the session was first seen paid or free; personal data are answered from here on for a while. */
  settledAtMs: number | null;
  events: Partial<Record<CheckoutEvent, EventState>>;
}

/**
 * Every method is one atomic step. There is no `transaction(callback)`: on one SQLite connection it would interleave
 * requests, on Firestore it costs twice and stalls under races.
 * Each rejects with `StoreUnavailableError` when the database does not answer in time.
 */
export interface Store {
  readonly kind: 'firestore' | 'sqlite';
  /** `exists` when the id is taken; nothing is overwritten. */
  createProperty(property: Property): Promise<'created' | 'exists'>;
  findProperty(id: string): Promise<Property | undefined>;
  /** All properties, oldest first. */
  listProperties(): Promise<Property[]>;
  /** Writes `property` with `version + 1` if the stored version is still `property.version`. */
  changeProperty(property: Property): Promise<'changed' | 'conflict' | 'missing'>;
  deleteProperty(id: string): Promise<'deleted' | 'missing'>;
  createEntry(entry: Entry): Promise<'created' | 'exists'>;
  findEntry(id: string): Promise<Entry | undefined>;
  /** Writes `entry` with `version + 1` if the stored version is still `entry.version`. */
  changeEntry(entry: Entry): Promise<'changed' | 'conflict' | 'missing'>;
  close(): Promise<void>;
}

/** The document id of a session's entry under one property. */
export function entryId(propertyId: string, sessionId: string): string {
  return `${propertyId}:${sessionId}`;
}
