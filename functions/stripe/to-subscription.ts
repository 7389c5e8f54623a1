// Translates a subscription of Stripe's that ended into our own shape.
import type { Subscription } from '../rules/stripe-change.ts';
import type { WireRecord } from './wire-record.ts';

/** `undefined` where what makes a subscription is missing; `eventSeconds` is when Stripe told of its end. */
export function toSubscription(subscription: WireRecord, eventSeconds: number): Subscription | undefined {
  const [id, status] = [subscription.text('id'), subscription.text('status')];
  if (id === null || status === null) return undefined;
  return {
    id,
    status,
    customerId: subscription.id('customer'),
    currency: subscription.text('currency'),
    endedAtSeconds: subscription.seconds('ended_at') ?? eventSeconds,
    reason: subscription.record('cancellation_details')?.text('reason') ?? null,
  };
}
