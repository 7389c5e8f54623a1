// Translates Stripe's dispute into our own shape.
import type { Dispute } from '../rules/stripe-change.ts';
import type { WireRecord } from './wire-record.ts';

/** `undefined` where what makes a dispute is missing. */
export function toDispute(dispute: WireRecord): Dispute | undefined {
  const [id, amountMinor, currency] = [dispute.text('id'), dispute.whole('amount'), dispute.text('currency')];
  const [status, createdSeconds] = [dispute.text('status'), dispute.seconds('created')];
  if (id === null || amountMinor === null || currency === null || status === null || createdSeconds === null) {
    return undefined;
  }
  return {
    id,
    amountMinor,
    currency,
    status,
    reason: dispute.text('reason') ?? 'general',
    paymentIntentId: dispute.id('payment_intent'),
    chargeId: dispute.id('charge'),
    createdSeconds,
  };
}
