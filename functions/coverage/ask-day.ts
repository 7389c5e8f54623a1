// Asks Stripe what was sold on one day, and makes that day's roll-up anew with the answer in it.
import { type DeliveryRun, isOver } from '../delivery/delivery-run.ts';
import { withStripe } from '../delivery/with-stripe.ts';
import type { PropertyRecord } from '../properties/property-cache.ts';
import type { CheckoutSession } from '../rules/checkout-session.ts';
import { dayMs, dayStartMs } from '../rules/day.ts';
import type { StripeMode } from '../rules/property.ts';
import { findStripePurchases } from '../rules/stripe-day.ts';
import { recomputeDay } from './recompute-day.ts';

/**
 * One list of Stripe's, however many pages it has. `unanswered` where Stripe or the key does not let it, which the run's book
 * then says; `no_time` where the list did not end in time, or the roll-up could not be made any more. Rejects with
 * StoreUnavailableError.
 */
export async function askDay(
  run: DeliveryRun,
  record: PropertyRecord,
  mode: StripeMode,
  day: string,
): Promise<'asked' | 'unanswered' | 'no_time'> {
  const fromSeconds = dayStartMs(day) / 1000;
  const period = { fromSeconds, untilSeconds: fromSeconds + dayMs / 1000 };
  const answer = await withStripe(run, { record, mode, purpose: 'session' }, async (apiKey) => {
    const sessions: CheckoutSession[] = [];
    for await (const page of run.context.openPaymentReader(apiKey).listCompletedSessions(period)) {
      await run.giveWay?.();
      if (isOver(run)) return undefined;
      sessions.push(...page);
    }
    return findStripePurchases(record.property, mode, sessions);
  });
  if (answer.kind !== 'answer') return 'unanswered';
  if (answer.value === undefined) return 'no_time';
  run.book.count('days_asked');
  const entriesRead = await recomputeDay(run, { property: record.property, day, asked: answer.value });
  return entriesRead === undefined ? 'no_time' : 'asked';
}
