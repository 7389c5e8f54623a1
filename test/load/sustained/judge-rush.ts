// Judges whether a rush was held off from Stripe, and whether it was one.
import type { Rush } from './rush.ts';

/** Not by our settings, which are judged with it: reads a second and key (https://docs.stripe.com/rate-limits). */
export const stripeAllowsPerSecond = 25;

/** What became of Stripe's read budget. */
export interface BudgetRun {
  rush: Rush;
  /** The most requests that left with one key within any second of the whole run. */
  mostInSecond: number;
  /** The most that may. */
  allowed: number;
}

/** What is wrong, a sentence each without full stop. */
export function listBudgetFaults({ rush, mostInSecond, allowed }: BudgetRun): string[] {
  const { asked, answered, wrong } = rush;
  return [
    ...(mostInSecond > allowed
      ? [`${mostInSecond} requests left for Stripe with one key in a second, at most ${allowed} may`]
      : []),
    ...(wrong > 0 ? [`of ${asked} lookups of a rush ${wrong} were neither answered nor told when to come again`] : []),
    ...(answered === 0 ? ['a rush kept every buyer from an answer'] : []),
    // A rush that never asked for more than a burst says nothing.
    ...(mostInSecond < allowed / 2
      ? [`a rush of ${asked} lookups came to ${mostInSecond} requests to Stripe a second, which tries nothing`]
      : []),
  ];
}
