// Objects as Stripe sends them, whole and with parts that its documentation does not promise.
import fc from 'fast-check';
import * as wire from '../../functions/stripe/events.ts';
import type { Json } from '../target.ts';
import { mutatedJson } from './mutated-json.ts';

const line = {
  id: 'li_1',
  object: 'item',
  description: 'Shirt',
  quantity: 2,
  amount_subtotal: 5000,
  amount_discount: 50,
  amount_tax: 790,
  amount_total: 4950,
  price: { id: 'price_1', product: 'prod_1' },
};

/** The session of the test events with all that a session can have. */
const fullSession: Json = toJson({
  ...wire.session,
  discounts: [{ promotion_code: { id: 'promo_1', code: 'LAUNCH' }, coupon: { id: 'TENOFF' } }],
  shipping_cost: { amount_subtotal: 100, amount_tax: 0, amount_total: 100 },
  customer: { id: 'cus_ada' },
  customer_details: {
    email: 'ada@example.com',
    name: 'Ada',
    phone: '+49',
    address: { city: 'Kiel', line1: 'A', country: 'DE' },
  },
  presentment_details: { presentment_amount: 5000, presentment_currency: 'usd' },
  line_items: { object: 'list', data: [line], has_more: false },
});

/** The same, paid in the buyer's currency as older API versions have it. */
const convertedSession: Json = toJson({
  ...wire.session,
  currency_conversion: { amount_subtotal: 4000, amount_total: 4000, fx_rate: '1.2', source_currency: 'usd' },
  line_items: { object: 'list', data: [line, { ...line, id: 'li_2' }], has_more: false },
});

/** A session that may be malformed. */
export const anySession: fc.Arbitrary<Json> = mutatedJson(
  fc.constantFrom(fullSession, convertedSession, toJson(wire.session)),
);

/** A page of a list, around members that may be malformed, and malformed itself now and then. */
export function anyPage(member: fc.Arbitrary<Json>): fc.Arbitrary<Json> {
  const page = fc
    .tuple(fc.array(member, { maxLength: 3 }), fc.constantFrom(false, false, false, true))
    .map(([data, hasMore]): Json => ({ object: 'list', data, has_more: hasMore, url: '/v1/list' }));
  return fc.oneof({ weight: 3, arbitrary: page }, { weight: 1, arbitrary: mutatedJson(page) });
}

/** Any invoice, of either age. */
export const anyInvoice: fc.Arbitrary<Json> = mutatedJson(
  fc.constantFrom(toJson(wire.invoice), toJson(wire.oldInvoice)),
);

const events: readonly (readonly [string, object])[] = [
  ['checkout.session.completed', wire.session],
  ['checkout.session.async_payment_failed', wire.session],
  ['checkout.session.expired', { ...wire.session, status: 'expired', payment_status: 'unpaid' }],
  ['refund.created', wire.refund],
  ['refund.updated', wire.refund],
  ['charge.dispute.created', wire.dispute],
  ['customer.subscription.deleted', wire.subscription],
  ['invoice.paid', wire.invoice],
  ['invoice.paid', wire.oldInvoice],
];

const wholeEvent = fc
  .tuple(fc.constantFrom(...events), fc.constantFrom(toJson(fullSession), convertedSession))
  .map(([[type, object], session]) =>
    toJson(wire.buildEvent(type, object === wire.session && typeof session === 'object' ? { ...session } : object)),
  );

const thinEvent = toJson({
  id: 'evt_1',
  object: 'v2.core.event',
  type: 'v1.x',
  created: '2026-01-01T00:00:00Z',
  livemode: null,
});

/** Any event. */
export const anyEvent: fc.Arbitrary<Json> = mutatedJson(
  fc.oneof({ weight: 12, arbitrary: wholeEvent }, { weight: 1, arbitrary: fc.constant(thinEvent) }),
);

/** As it crosses the wire. */
function toJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value));
}
