// The store: what is kept between requests, and the few atomic steps by which it changes.
import type { Click } from '../rules/click.ts';
import type { Entry } from '../rules/entry.ts';
import type { Property } from '../rules/property.ts';
import type { CorruptRecordError } from './errors.ts';

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
  /**
   * All properties, oldest first. `onDamaged` is told of each that cannot be read, and the list goes without it; where
   * nobody listens, the list rejects with its `CorruptRecordError`.
   */
  listProperties(onDamaged?: DamageListener): Promise<Property[]>;
  /** Writes `property` with `version + 1` if the stored version is still `property.version`. */
  changeProperty(property: Property): Promise<'changed' | 'conflict' | 'missing'>;
  deleteProperty(id: string): Promise<'deleted' | 'missing'>;
  createEntry(entry: Entry): Promise<'created' | 'exists'>;
  findEntry(id: string): Promise<Entry | undefined>;
  /** Writes `entry` with `version + 1` if the stored version is still `entry.version`. */
  changeEntry(entry: Entry): Promise<'changed' | 'conflict' | 'missing'>;
  /** `exists` when the click id is taken under this property; nothing is overwritten, because a click happens once. */
  createClick(click: Click): Promise<'created' | 'exists'>;
  /** `undefined` also from the moment that the record expires, whenever the database gets round to removing it. */
  findClick(propertyId: string, clickId: string, nowMs: number): Promise<Click | undefined>;
  close(): Promise<void>;
}

/** Told of the id and the fault of a stored record. */
export type DamageListener = (id: string, error: CorruptRecordError) => void;

/** The document id of a session's entry under one property. */
export function entryId(propertyId: string, sessionId: string): string {
  return `${propertyId}:${sessionId}`;
}

/** The document id of a click record. */
export function clickRecordId(propertyId: string, clickId: string): string {
  return `${propertyId}:${clickId}`;
}

/** The click record where it has not expired. */
export function toLiveClick(click: Click | undefined, nowMs: number): Click | undefined {
  return click !== undefined && nowMs < click.expiresAtMs ? click : undefined;
}
