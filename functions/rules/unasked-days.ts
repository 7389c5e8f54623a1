// Says of days that Stripe was not asked about why it was not, and whether it will be.
import { addDays, listDays, toDay } from './day.ts';
import type { Property, StripeMode } from './property.ts';

/** How many days back what was not asked about is made up for, after a sweep that stood still or a key that was refused. */
export const askBackDays = 10;

/**
 * `no_key`: the property has no key of the mode. `before_property`: the day was over before the property was made. `not_over`:
 * the day is still going on, or yet to come. `soon`: it is asked about within hours. `too_late`: nobody asks any more.
 */
export const unaskedReasons = ['not_over', 'soon', 'no_key', 'before_property', 'too_late'] as const;

export type UnaskedReason = (typeof unaskedReasons)[number];

/** Which days, and whose. */
export interface DaysToAsk {
  property: Pick<Property, 'stripeKeys' | 'createdAtMs'>;
  mode: StripeMode;
  fromDay: string;
  untilDay: string;
  /** The day that is not over. */
  today: string;
}

/** How many days of a period, both ends included, Stripe was not asked about, by why; those that are in `asked` left out. */
export function countUnasked(period: DaysToAsk, asked: ReadonlySet<string>): Map<UnaskedReason, number> {
  const counts = new Map<UnaskedReason, number>();
  for (const day of listDays(period.fromDay, period.untilDay)) {
    if (asked.has(day)) continue;
    const reason = findReason(period, day);
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  // In an order of their own, so that the same days are always told in the same way.
  return new Map(unaskedReasons.flatMap((reason) => toPair(reason, counts.get(reason))));
}

function toPair(reason: UnaskedReason, count: number | undefined): [UnaskedReason, number][] {
  return count === undefined ? [] : [[reason, count]];
}

function findReason({ property, mode, today }: DaysToAsk, day: string): UnaskedReason {
  if (day < toDay(property.createdAtMs)) return 'before_property';
  if (property.stripeKeys[mode] === null) return 'no_key';
  if (day >= today) return 'not_over';
  return day < addDays(today, -askBackDays) ? 'too_late' : 'soon';
}
