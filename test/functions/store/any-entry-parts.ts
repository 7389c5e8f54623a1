// The parts that any entry may be made of.
import fc from 'fast-check';
import { type Delivery, deliveryKey } from '../../../functions/rules/delivery.ts';
import type { EntryChange, RefundShare, Resolution, SessionRecord } from '../../../functions/rules/entry.ts';
import type { Dispute, Invoice, Refund, Subscription } from '../../../functions/rules/stripe-change.ts';
import { amount, maybeAmount, maybeMoment, maybeText, moment, stripeId, text } from './any-values.ts';

const delivery: fc.Arbitrary<Delivery> = fc.record(
  {
    event: fc.constantFrom('purchase', 'checkout_failed', 'refund', 'subscription_renewal', 'dispute'),
    destinationId: text,
    state: fc.constantFrom('waiting', 'leased', 'sent', 'reported', 'suppressed', 'overtaken', 'dead', 'uncertain'),
    dueAtMs: maybeMoment,
    attempts: fc.nat(),
    lease: maybeText,
    mayBeTaken: fc.boolean(),
    reason: maybeText,
    isRuled: fc.boolean(),
    atMs: moment,
  },
  {
    requiredKeys: ['event', 'destinationId', 'state', 'dueAtMs', 'attempts', 'lease', 'mayBeTaken', 'reason', 'atMs'],
    noNullPrototype: true,
  },
);

export const deliveries = fc
  .array(delivery, { maxLength: 3 })
  .map((some) => Object.fromEntries(some.map((one) => [deliveryKey(one.event, one.destinationId), one])));

const change: fc.Arbitrary<EntryChange> = fc.record(
  {
    atMs: moment,
    source: fc.constantFrom('page', 'webhook', 'sweep', 'delivery', 'replay', 'console'),
    what: text,
    about: text,
  },
  { requiredKeys: ['atMs', 'source', 'what'], noNullPrototype: true },
);

export const changes = fc.array(change, { maxLength: 4 });

export const share: fc.Arbitrary<RefundShare> = fc.record(
  { amountMinor: amount, valueMinor: amount, hasFailed: fc.boolean() },
  { requiredKeys: ['amountMinor', 'valueMinor'] },
);

export const shares = fc.dictionary(stripeId('re'), share, { maxKeys: 3, noNullPrototype: true });

export const lostDisputes = fc.dictionary(stripeId('dp'), fc.record({ amountMinor: amount, currency: text }), {
  maxKeys: 3,
  noNullPrototype: true,
});

const line = fc.record({
  id: text,
  itemId: text,
  name: text,
  quantity: fc.nat(),
  amountSubtotalMinor: amount,
  amountDiscountMinor: amount,
  amountTaxMinor: amount,
  amountTotalMinor: amount,
});

const lines = fc.array(line, { maxLength: 3 });

export const sessionId = fc.stringMatching(/^cs_(test|live)_[A-Za-z0-9]{10,240}$/);

export const sessionRecord: fc.Arbitrary<SessionRecord> = fc.record({
  id: sessionId,
  livemode: fc.boolean(),
  mode: fc.constantFrom('payment', 'subscription', 'setup'),
  status: fc.constantFrom('open', 'complete', 'expired'),
  paymentStatus: fc.constantFrom('paid', 'unpaid', 'no_payment_required'),
  createdSeconds: fc.nat(),
  currency: maybeText,
  amountTotalMinor: maybeAmount,
  amountSubtotalMinor: maybeAmount,
  amountTaxMinor: amount,
  amountDiscountMinor: amount,
  shipping: fc.option(fc.record({ amountSubtotalMinor: amount, amountTaxMinor: amount, amountTotalMinor: amount })),
  coupon: maybeText,
  customerId: maybeText,
  clientReferenceId: maybeText,
  paymentLinkId: maybeText,
  returnHost: maybeText,
  paymentIntentId: fc.option(stripeId('pi')),
  subscriptionId: fc.option(stripeId('sub')),
  presentment: fc.option(fc.record({ amountMinor: amount, currency: text })),
  lines: fc.option(lines),
});

export const resolution: fc.Arbitrary<Resolution> = fc.oneof(
  fc.record({ state: fc.constant('orphan'), dueAtMs: moment, attempts: fc.nat(), reason: maybeText }),
  fc.record({ state: fc.constant('resolved') }),
  fc.record({ state: fc.constant('foreign'), reason: text }),
  fc.record({ state: fc.constant('foreign'), reason: text, byPurchase: fc.boolean() }),
);

export const refund: fc.Arbitrary<Refund> = fc.record({
  id: stripeId('re'),
  amountMinor: amount,
  currency: text,
  status: fc.constantFrom('pending', 'requires_action', 'succeeded', 'failed', 'canceled'),
  paymentIntentId: maybeText,
  chargeId: maybeText,
  createdSeconds: fc.nat(),
});

const shipping = fc.record({ amountSubtotalMinor: amount, amountTaxMinor: amount, amountTotalMinor: amount });

const invoiceParts = fc.record({
  id: stripeId('in'),
  subscriptionId: maybeText,
  billingReason: maybeText,
  currency: text,
  amountPaidMinor: amount,
  totalMinor: amount,
  taxMinor: amount,
  discountMinor: amount,
  createdSeconds: fc.nat(),
  paidAtSeconds: maybeMoment,
  customerId: maybeText,
  lines,
});

export const invoice: fc.Arbitrary<Invoice> = fc.oneof(
  invoiceParts,
  fc.tuple(invoiceParts, shipping).map(([parts, cost]) => ({ ...parts, shipping: cost })),
);

export const dispute: fc.Arbitrary<Dispute> = fc.record({
  id: fc.oneof(stripeId('dp'), stripeId('du')),
  amountMinor: amount,
  currency: text,
  status: text,
  reason: text,
  paymentIntentId: maybeText,
  chargeId: maybeText,
  createdSeconds: fc.nat(),
});

export const subscription: fc.Arbitrary<Subscription> = fc.record({
  id: stripeId('sub'),
  status: text,
  customerId: maybeText,
  currency: maybeText,
  endedAtSeconds: fc.nat(),
  reason: maybeText,
});
