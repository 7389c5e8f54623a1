// What Stripe tells of one payment, for tests that care about one field only.
import { randomBytes } from 'node:crypto';
import type { CheckoutSession } from '../../../functions/rules/checkout-session.ts';
import type { DestinationSettings } from '../../../functions/rules/destination.ts';
import type { Property } from '../../../functions/rules/property.ts';
import type { Refund, StripeChange } from '../../../functions/rules/stripe-change.ts';
import { buildSession } from '../rules/checkout-session-builder.ts';
import { newProperty, newRefundEntry, newStripeId } from '../store/records.ts';

/** When everything of it happens, unless told otherwise. */
export const nowMs = 1_700_000_000_000;

/** GA4 for test payments. */
export const ga4: DestinationSettings = {
  kind: 'ga4',
  id: 'dest_1',
  mode: 'test',
  measurementId: 'G-1',
  secret: 'sealed',
  region: 'global',
};

/** A property that sends what no page reported, to GA4. */
export function newSendingProperty(changes: Partial<Property> = {}): Property {
  const createdAtMs = nowMs - 30 * 86_400_000;
  return newProperty({ sender: 'browser_first', destinations: [ga4], createdAtMs, ...changes });
}

/** A test session with ids of its own, as a webhook brings it: without lines. */
export function newSession(changes: Partial<CheckoutSession> = {}): CheckoutSession {
  return buildSession({
    id: `cs_test_${randomBytes(20).toString('hex')}`,
    livemode: false,
    createdSeconds: nowMs / 1000 - 60,
    paymentIntentId: newStripeId('pi'),
    lines: [],
    ...changes,
  });
}

/** A subscription that began with a trial. */
export function newTrial(changes: Partial<CheckoutSession> = {}): CheckoutSession {
  return newSession({
    mode: 'subscription',
    paymentStatus: 'no_payment_required',
    paymentIntentId: null,
    subscriptionId: newStripeId('sub'),
    amountTotalMinor: 0,
    amountSubtotalMinor: 0,
    ...changes,
  });
}

type Told = StripeChange['object'];

/** An event of Stripe's about this object. */
export function tell(object: Told, type = 'refund.created'): StripeChange {
  return { eventId: newStripeId('evt'), type, livemode: false, createdSeconds: nowMs / 1000, object };
}

/** The event that a checkout was completed, or what became of its delayed payment. */
export function tellSession(session: CheckoutSession, what = 'completed'): StripeChange {
  const isFailed = what === 'async_payment_failed';
  return tell({ kind: 'session', session, isFailed }, `checkout.session.${what}`);
}

/** The event of a refund of a session's payment. */
export function tellRefund({ paymentIntentId }: CheckoutSession, changes: Partial<Refund> = {}): StripeChange {
  const refund = { ...newRefundEntry().refund, paymentIntentId, amountMinor: 4950, ...changes };
  return tell({ kind: 'refund', refund });
}
