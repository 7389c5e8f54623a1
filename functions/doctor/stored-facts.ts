// What the store holds about how a property fares, read once for all checks that need no network.
import { findSweepMark } from '../delivery/sweep-mark.ts';
import type { Entry } from '../rules/entry.ts';
import type { Tally } from '../rules/stored-records.ts';
import type { DamageListener, Store } from '../store/store.ts';

/** The parts of the store that are read. */
export type FactStore = Pick<
  Store,
  'listTallies' | 'listEntries' | 'findTroubledEntries' | 'findDueEntries' | 'findWatermark'
>;

/** What was read; lists hold at most `maxEntries`. */
export interface StoredFacts {
  nowMs: number;
  /** Of the last days, by day. */
  tallies: Tally[];
  /** The newest of any kind, newest first. */
  entries: Entry[];
  /** With a delivery that is dead or uncertain. */
  troubled: Entry[];
  /** Of which something was due a while ago and nobody did it, the longest due first. */
  late: Entry[];
  /** When a sweep over all properties last ended. */
  sweptAtMs: number | undefined;
  /** When a sweep first saw a key as the newest of the ring, by the key's id; empty where none noted any. */
  keysSeenAtMs: Readonly<Record<string, number>>;
}

/** More than a person looks through, and few enough for a page that is opened often. */
export const maxEntries = 100;

/** What is due for longer is late: the sweep runs every minute, and a run may take most of one. */
const lateMs = 10 * 60_000;

/** The facts of one property. Rejects as the store does; damaged records go to `onDamaged` and are left out. */
export async function readStoredFacts(
  store: FactStore,
  propertyId: string,
  nowMs: number,
  onDamaged: DamageListener,
): Promise<StoredFacts> {
  const limit = maxEntries;
  const [tallies, entries, troubled, late, mark] = await Promise.all([
    store.listTallies(propertyId, nowMs, onDamaged),
    store.listEntries({ propertyId, limit }, onDamaged),
    store.findTroubledEntries(propertyId, limit, onDamaged),
    store.findDueEntries({ propertyId, nowMs: nowMs - lateMs, limit }, onDamaged),
    findSweepMark(store),
  ]);
  const { sweptAtMs, keysSeenAtMs = {} } = mark ?? {};
  return { nowMs, tallies, entries, troubled, late, sweptAtMs, keysSeenAtMs };
}
