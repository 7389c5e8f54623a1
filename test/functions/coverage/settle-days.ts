// Adds up the days of a shop as a sweep does, and finds what came of it.
import { recomputeChangedDays } from '../../../functions/coverage/recompute-changed-days.ts';
import { beginRun } from '../../../functions/delivery/delivery-run.ts';
import type { DailyRollup } from '../../../functions/rules/daily-rollup.ts';
import type { Shop } from '../delivery/start-shop.ts';

/** A minute. */
export const minuteMs = 60_000;
/** An hour. */
export const hourMs = 60 * minuteMs;
/** The day on which every shop begins. */
export const firstDay = '2026-11-21';

/** A run with a minute left. */
export function newRun(shop: Shop) {
  return beginRun(shop.context, shop.clock.nowMs + minuteMs);
}

/** Adds up what changed until now, some time later. */
export async function settle(shop: Shop, laterMs = hourMs): Promise<void> {
  shop.clock.nowMs += laterMs;
  await recomputeChangedDays(newRun(shop));
}

/** The sums of a day, where there are any. */
export async function findRollup(
  shop: Shop,
  day = firstDay,
  mode: DailyRollup['mode'] = 'live',
): Promise<DailyRollup | undefined> {
  const query = { propertyId: shop.property.id, mode, fromDay: day, untilDay: day };
  return (await shop.store.listRollups(query))[0];
}
