// The store: what is kept between requests, and the few atomic steps by which it changes.
import type { Click } from '../rules/click.ts';
import type { DailyRollup } from '../rules/daily-rollup.ts';
import type { Entry, SessionEntry } from '../rules/entry.ts';
import type { Property, StripeMode } from '../rules/property.ts';
import type { BuyerRecord, Tally, Watermark } from '../rules/stored-records.ts';
import type { ConsoleStore } from './console-store.ts';
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
  /** With `buyer`, both are written or neither. */
  createEntry(entry: Entry, buyer?: BuyerRecord): Promise<'created' | 'exists'>;
  findEntry(id: string): Promise<Entry | undefined>;
  /** Writes `entry` with `version + 1` if the stored version is still `entry.version`; with `buyer`, both or neither. */
  changeEntry(entry: Entry, buyer?: BuyerRecord): Promise<'changed' | 'conflict' | 'missing'>;
  /** The session entry of a payment intent (`pi_…`) or a subscription (`sub_…`) under this property. */
  findSessionEntry(propertyId: string, reference: string): Promise<SessionEntry | undefined>;
  /**
   * Entries of which something is due at `nowMs`, or until `untilMs`, the longest due first, at most `limit`; of one property where it is named.
   * Reads those and no others. A damaged one goes to `onDamaged`, is left out and takes nobody's place in the limit.
   */
  findDueEntries(query: DueQuery, onDamaged: DamageListener): Promise<Entry[]>;
  /**
   * Entries of the property with a delivery that is dead or uncertain, by id, at most `limit`. Damaged ones as in the list of
   * properties.
   */
  findTroubledEntries(propertyId: string, limit: number, onDamaged?: DamageListener): Promise<Entry[]>;
  /** `undefined` also from the moment that the record expires. */
  findBuyer(entryId: string, nowMs: number): Promise<BuyerRecord | undefined>;
  createWatermark(watermark: Watermark): Promise<'created' | 'exists'>;
  findWatermark(id: string): Promise<Watermark | undefined>;
  /** Writes `watermark` with `version + 1` if the stored version is still `watermark.version`. */
  changeWatermark(watermark: Watermark): Promise<'changed' | 'conflict' | 'missing'>;
  /** Puts the tally in the place of the one with its id: only the instance that counted writes it. */
  putTally(tally: Tally): Promise<void>;
  /** Those of the property that have not expired, by id and so by day. Damaged ones as in the list of properties. */
  listTallies(propertyId: string, nowMs: number, onDamaged?: DamageListener): Promise<Tally[]>;
  /** `exists` when the click id is taken under this property; nothing is overwritten, because a click happens once. */
  createClick(click: Click): Promise<'created' | 'exists'>;
  /** `undefined` also from the moment that the record expires, whenever the database gets round to removing it. */
  findClick(propertyId: string, clickId: string, nowMs: number): Promise<Click | undefined>;
  /**
   * Entries of the property by when they happened, newest first, at most `limit`; those of one moment by id, the greatest first.
   * Reads those and no others. Damaged ones as in the list of properties; they take nobody's place in the limit.
   */
  listEntries(query: EntryQuery, onDamaged?: DamageListener): Promise<Entry[]>;
  /** What goes back to a session: refunds, invoices, disputes and the end of its subscription, by id. Damaged ones as in the list of properties. */
  listLaterEntries(propertyId: string, sessionId: string, onDamaged?: DamageListener): Promise<Entry[]>;
  /**
   * Entries of any property that changed since, in the order in which they did, those of one moment by id, at most `limit`. The
   * moment is the latest line of the entry's history, which may be written a little after it: who goes on later looks back some.
   */
  listChangedEntries(query: ChangedQuery): Promise<ChangedEntry[]>;
  /**
   * How many clicks of the property arrived from `fromMs` to before `untilMs` and are still kept; expired ones may count until the
   * database removes them.
   */
  countClicks(query: ClickQuery): Promise<number>;
  /** Puts the roll-up in the place of the one of its day. */
  putRollup(rollup: DailyRollup): Promise<void>;
  /** Those of the days from `fromDay` to `untilDay`, both included, by day. Damaged ones as in the list of properties. */
  listRollups(query: RollupQuery, onDamaged?: DamageListener): Promise<DailyRollup[]>;
  /** The ids of entries of the property whose buyer has this address, however it is cased, by id, at most `limit`. */
  findEntryIdsByEmail(query: EmailQuery): Promise<string[]>;
  /** Writes the entry as `changeEntry` does and removes the record of its buyer: both or neither. */
  eraseBuyer(entry: SessionEntry): Promise<'changed' | 'conflict' | 'missing'>;
  deleteClick(propertyId: string, clickId: string): Promise<'deleted' | 'missing'>;
  /**
   * Removes some of what belongs to a property: entries, buyers, clicks, watermarks, tallies and roll-ups, at most `limit` of
   * each kind, but not the property itself. How many it removed; 0 when nothing is left. Atomic for each kind.
   */
  deleteOwned(propertyId: string, limit: number): Promise<number>;
  readonly console: ConsoleStore;
  close(): Promise<void>;
}

/** Which entries of a list. */
export interface EntryQuery {
  propertyId: string;
  /** From this moment on. */
  fromMs?: number | undefined;
  /** Before this moment. */
  untilMs?: number | undefined;
  /** Behind this one in the list. */
  after?: EntryPosition | undefined;
  limit: number;
}

/** Where an entry stands in the list. */
export interface EntryPosition {
  occurredAtMs: number;
  id: string;
}

/** Which changed entries. */
export interface ChangedQuery {
  /** From this moment on. */
  sinceMs: number;
  /** Behind this one. */
  after?: ChangePosition | undefined;
  limit: number;
}

/** Where an entry stands among the changed ones. */
export interface ChangePosition {
  changedAtMs: number;
  id: string;
}

/** What of an entry says which day's roll-up it is part of. */
export interface ChangedEntry {
  id: string;
  propertyId: string;
  changedAtMs: number;
  occurredAtMs: number;
}

/** Which clicks. */
export interface ClickQuery {
  propertyId: string;
  /** From this moment on. */
  fromMs: number;
  /** Before this moment. */
  untilMs: number;
}

/** Whose entries. */
export interface EmailQuery {
  propertyId: string;
  email: string;
  limit: number;
}

/** Which roll-ups; days are `YYYY-MM-DD`. */
export interface RollupQuery {
  propertyId: string;
  mode: StripeMode;
  fromDay: string;
  untilDay: string;
}

/** Where an entry stands among the due ones. */
export interface DuePosition {
  dueAtMs: number;
  id: string;
}

/** Which due entries. */
export interface DueQuery {
  nowMs: number;
  /** Also what falls due until then, to be looked at and not done. */
  untilMs?: number | undefined;
  limit: number;
  propertyId?: string | undefined;
}

/** Told of the id, masked where it is too long for a log, and of the fault of a stored record. */
export type DamageListener = (id: string, error: CorruptRecordError) => void;

/** The document id of the entry of a Stripe object (`cs_…`, `re_…`, `in_…`, `dp_…`, `sub_…`) under one property. */
export function entryId(propertyId: string, stripeId: string): string {
  return `${propertyId}:${stripeId}`;
}

/** The document id of a watermark. */
export function watermarkId(propertyId: string, mode: StripeMode): string {
  return `${propertyId}:${mode}`;
}

/** The document id of what `instance` counted on `day` (`YYYY-MM-DD`). */
export function tallyId(propertyId: string, day: string, instance: string): string {
  return `${propertyId}:${day}:${instance}`;
}

/** The document id of a day's roll-up. */
export function rollupId(propertyId: string, mode: StripeMode, day: string): string {
  return `${propertyId}:${mode}:${day}`;
}

/** The document id of a click record. */
export function clickRecordId(propertyId: string, clickId: string): string {
  return `${propertyId}:${clickId}`;
}

/** What databases find a session's entry by: a payment intent (`pi_…`) or subscription (`sub_…`) under one property. */
export function joinKey(propertyId: string, reference: string): string {
  return `${propertyId}:${reference}`;
}

/** What databases find the entries by that go back to a session under one property. */
export function originKey(propertyId: string, sessionId: string): string {
  return `${propertyId}:${sessionId}`;
}

/** What databases find the buyers by who have an address, as `toSearchEmail` gives it, under one property. */
export function emailKey(propertyId: string, searchEmail: string): string {
  return `${propertyId}:${searchEmail}`;
}

/** The record where it has not expired. */
export function toLive<T extends { expiresAtMs: number }>(record: T | undefined, nowMs: number): T | undefined {
  return record !== undefined && nowMs < record.expiresAtMs ? record : undefined;
}
