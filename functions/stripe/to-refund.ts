// Translates Stripe's refund into our own shape.
import type { Refund } from '../rules/stripe-change.ts';
import type { WireRecord } from './wire-record.ts';

const statuses = ['pending', 'requires_action', 'succeeded', 'failed', 'canceled'] as const;

/** `undefined` where what makes a refund is missing. A status that we do not know is no money that went back. */
export function toRefund(refund: WireRecord): Refund | undefined {
  const [id, amountMinor, currency] = [refund.text('id'), refund.whole('amount'), refund.text('currency')];
  const createdSeconds = refund.seconds('created');
  if (id === null || amountMinor === null || currency === null || createdSeconds === null) return undefined;
  return {
    id,
    amountMinor,
    currency,
    status: statuses.find((status) => status === refund.text('status')) ?? 'pending',
    paymentIntentId: refund.id('payment_intent'),
    chargeId: refund.id('charge'),
    createdSeconds,
  };
}
