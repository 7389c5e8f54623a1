// A shop with one destination, its purchases, and the sums of a day.
import type { DailyRollup } from '../../../functions/rules/daily-rollup.ts';
import type { DestinationSettings } from '../../../functions/rules/destination.ts';
import type { Entry, SessionEntry } from '../../../functions/rules/entry.ts';
import { rollUpDay } from '../../../functions/rules/roll-up-day.ts';
import type { RollupProperty } from '../../../functions/rules/roll-up-settings.ts';
import { newFullEntry, newSessionRecord, shopId } from '../store/records.ts';

/** Its destination. */
export const ga4: DestinationSettings = {
  kind: 'ga4',
  id: 'dst_ga4',
  mode: 'live',
  measurementId: 'G-TEST',
  region: 'global',
  secret: 'sealed1.main.AAAA',
};

/** What sums depend on of its property. */
export const shop: RollupProperty = { id: shopId, valueBasis: 'total', sender: 'browser_first', destinations: [ga4] };
/** The day, and what is told of it besides. */
export const surroundings = {
  id: `${shopId}:live:2026-05-12`,
  day: '2026-05-12',
  computedAtMs: 1,
  clicks: 7,
  stripe: null,
};

/** The sums of these entries. */
export function rollUp(entries: Iterable<Entry>, property: RollupProperty = shop): DailyRollup {
  return rollUpDay(property, 'live', entries, surroundings);
}

/** A purchase of that day. */
export function buy(
  changes: Partial<SessionEntry> = {},
  record: Parameters<typeof newSessionRecord>[0] = {},
): SessionEntry {
  return newFullEntry({ session: newSessionRecord({ livemode: true, ...record }), livemode: true, ...changes });
}
