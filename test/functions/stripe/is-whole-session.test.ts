// What of Stripe's JSON counts as a session: each part that is read, of another type than it has.
import { describe, expect, test } from 'vitest';
import { isWholeLine, isWholeSession } from '../../../functions/stripe/is-whole-session.ts';
import { toWireRecord } from '../../../functions/stripe/wire-record.ts';
import { session } from './events.ts';

const line = { id: 'li_1', amount_subtotal: 1, amount_discount: 0, amount_tax: 0, amount_total: 1 };

function isWhole(changes: object): boolean {
  const record = toWireRecord({ ...session, ...changes });
  return record !== undefined && isWholeSession(record);
}

describe('isWholeSession', () => {
  test('a session of a webhook is whole', () => {
    expect(isWhole({})).toBe(true);
  });

  test.each([
    { total_details: null, customer_details: null, discounts: null },
    { total_details: {}, customer_details: { address: {} }, discounts: [] },
    { discounts: [{ promotion_code: { id: 'promo_1', code: 'LAUNCH' }, coupon: 'TENOFF' }] },
    { discounts: [{ promotion_code: 'promo_1', coupon: null }] },
    { amount_total: null, currency: undefined, customer: { id: 'cus_1' } },
    { shipping_cost: { amount_subtotal: 1, amount_tax: 0, amount_total: 1 } },
    { presentment_details: { presentment_amount: 1, presentment_currency: 'usd' } },
    { currency_conversion: { amount_total: 1, amount_subtotal: 1, source_currency: 'usd' } },
  ])('%j is whole', (changes) => expect(isWhole(changes)).toBe(true));

  test.each([
    { id: 'pi_1' },
    { created: '1' },
    { livemode: null },
    { mode: null },
    { amount_total: 1.5 },
    { currency: 978 },
    { customer: {} },
    { total_details: { amount_discount: '0' } },
    { total_details: [] },
    { shipping_cost: {} },
    { customer_details: { email: ['ada@example.com'] } },
    { customer_details: { address: { city: 1 } } },
    { presentment_details: { presentment_amount: 1 } },
    { currency_conversion: { amount_total: null, amount_subtotal: 1, source_currency: 'usd' } },
    { discounts: {} },
    { discounts: [null] },
    { discounts: [{ promotion_code: { id: 'promo_1', code: 1 } }] },
  ])('%j is not', (changes) => expect(isWhole(changes)).toBe(false));
});

describe('isWholeLine', () => {
  test.each([{}, { price: { id: 'price_1', product: 'prod_1' } }, { price: null, quantity: 2, description: 'Shirt' }])(
    'a line with %j is whole',
    (changes) => expect(isWholeLine({ ...line, ...changes })).toBe(true),
  );

  test.each([{ id: null }, { amount_tax: null }, { amount_total: 0.5 }, { price: { product: {} } }, { quantity: '2' }])(
    'a line with %j is not',
    (changes) => expect(isWholeLine({ ...line, ...changes })).toBe(false),
  );

  test('nothing is no line', () => expect(isWholeLine(null)).toBe(false));
});
