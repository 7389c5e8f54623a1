// Counts the payments that are recorded and that the roll-ups of their days do not count yet.
import type { DailyRollup } from '../rules/daily-rollup.ts';
import { dayMs, dayStartMs, toDay } from '../rules/day.ts';
import type { SessionEntry } from '../rules/entry.ts';
import { findOccurredAtMs } from '../rules/entry-index.ts';
import type { StripeMode } from '../rules/property.ts';
import { isPurchase } from '../rules/roll-up-day.ts';
import type { DamageListener, Store } from '../store/store.ts';

/** Which days of which property. */
export interface UncountedQuery {
  propertyId: string;
  mode: StripeMode;
  fromDay: string;
  untilDay: string;
}

/** How many there are. */
export interface Uncounted {
  payments: number;
  /** Whether there may be more, because only the newest were looked at. */
  isMore: boolean;
}

/** What was added up lately is missing a few; nobody waits for the exact number of many. */
const newest = 50;

/** Looks at the newest entries of these days and no more, however many there are. Rejects as the store does. */
export async function countUncounted(
  store: Pick<Store, 'listEntries'>,
  { propertyId, mode, fromDay, untilDay }: UncountedQuery,
  rollups: readonly DailyRollup[],
  onDamaged: DamageListener,
): Promise<Uncounted> {
  const query = { propertyId, fromMs: dayStartMs(fromDay), untilMs: dayStartMs(untilDay) + dayMs, limit: newest };
  const entries = await store.listEntries(query, onDamaged);
  const last = entries.length < newest ? undefined : entries.at(-1);
  const cutDay = last && toDay(findOccurredAtMs(last));
  const purchases = entries
    .filter((entry) => entry.kind === 'session')
    .filter((entry) => entry.livemode === (mode === 'live') && isPurchase(entry));
  const byDay = Map.groupBy(purchases, (entry) => toDay(findOccurredAtMs(entry)));
  const counts = [...byDay].map(([day, sold]) => {
    const rollup = rollups.find((one) => one.day === day);
    return day === cutDay ? countSince(sold, rollup) : Math.max(0, sold.length - (rollup?.purchases ?? 0));
  });
  const payments = counts.reduce((sum, count) => sum + count, 0);
  return { payments, isMore: last !== undefined && payments === purchases.length };
}

/** Of a day of which not all entries are known. */
function countSince(sold: readonly SessionEntry[], rollup: DailyRollup | undefined): number {
  return sold.filter(({ settledAtMs }) => (settledAtMs ?? 0) > (rollup?.computedAtMs ?? -1)).length;
}
