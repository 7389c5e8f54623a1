// How Stripe sends events: at once, now and then twice, and again until they are taken.
import type { Chance } from '../../soak/chance.ts';

const minuteMs = 60_000;

/** Mostly one copy, within seconds. */
export function planStripeCopies(chance: Chance): number[] {
  return chance.weigh<() => number[]>([
    [8, () => [chance.between(100, 4_000)]],
    [1, () => [chance.between(100, 3_000), chance.between(100, 60_000)]],
    [1, () => [chance.between(100, 500), chance.between(100, 500)]],
  ])();
}

/** Longer from time to time, for about a day; Stripe goes on for three (https://docs.stripe.com/webhooks#automatic-retries). */
export const stripeRetriesAfterMs: readonly number[] = [1, 5, 15, 30, 60, 120, 240, 480, 480].map(
  (minutes) => minutes * minuteMs,
);
