// What the store holds about a property of which nothing is known yet, with what a test adds.
import type { StoredFacts } from '../../../functions/doctor/stored-facts.ts';
import type { Tally } from '../../../functions/rules/stored-records.ts';

/** 2023-11-14T22:13:20Z, as in the records of the store's tests. */
export const nowMs = 1_700_000_000_000;
export const today = '2023-11-14';

/** Facts at that time. */
export function newFacts(changes: Partial<StoredFacts> = {}): StoredFacts {
  const empty = { tallies: [], entries: [], troubled: [], late: [], keysSeenAtMs: {} };
  return { nowMs, ...empty, sweptAtMs: undefined, ...changes };
}

/** What one instance counted on a day. */
export function tallyOf(counts: Record<string, number>, day = today): Tally {
  return { id: `tt_1:${day}:1`, propertyId: 'tt_1', day, counts, expiresAtMs: nowMs + 1 };
}
