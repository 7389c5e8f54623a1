// The translation of Stripe's session, field by field, from a whole object of the pinned version.
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toCheckoutSession } from '../../../functions/stripe/to-checkout-session.ts';
import { type StripeStandIn, startStripeStandIn } from '../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';

let stripe: StripeStandIn;
let whole: Stripe.Checkout.Session;

beforeAll(async () => {
  stripe = await startStripeStandIn();
  const { id: accountId } = stripe.addAccount({ keys: [] });
  const { id } = stripe.createSession(accountId, {
    shipping: { amountMinor: 500, taxMinor: 95 },
    clientReferenceId: 'ref_1',
    paymentLinkId: 'plink_1',
  }).session;
  whole = stripe.completeSession(id, 'card', { email: 'ada@example.com', name: 'Ada Lovelace' }).session;
});

afterAll(async () => {
  await stripe.close();
});

function translate(changes: Partial<Stripe.Checkout.Session> = {}, lines: Stripe.LineItem[] = []) {
  return toCheckoutSession({ ...whole, ...changes }, lines, () => {
    throw new Error('no value of these is unknown');
  });
}

function withDetails(changes: Partial<NonNullable<Stripe.Checkout.Session['customer_details']>>) {
  const details = whole.customer_details;
  if (details === null) throw new Error('a completed session has customer details');
  return translate({ customer_details: { ...details, ...changes } });
}

describe('toCheckoutSession', () => {
  it('takes over ids, amounts and times as they are', () => {
    expect(translate()).toMatchObject({
      id: whole.id,
      livemode: false,
      createdSeconds: whole.created,
      amountTotalMinor: whole.amount_total,
      amountSubtotalMinor: whole.amount_subtotal,
      clientReferenceId: 'ref_1',
      paymentLinkId: 'plink_1',
      shipping: { amountSubtotalMinor: 500, amountTaxMinor: 95, amountTotalMinor: 595 },
    });
  });

  it('reads the buyer’s address before the one the session was created with', () => {
    expect(translate({ customer_email: 'other@example.com' }).email).toBe('ada@example.com');
    expect(translate({ customer_details: null, customer_email: 'other@example.com' }).email).toBe('other@example.com');
    expect(withDetails({ email: '' }).email).toBeNull();
  });

  it('reads the buyer’s own name before a shared one', () => {
    expect(withDetails({ name: 'Lovelace Ltd', individual_name: 'Ada Lovelace' }).name).toBe('Ada Lovelace');
    expect(withDetails({ name: 'Ada Lovelace', individual_name: null }).name).toBe('Ada Lovelace');
  });

  it('reads ids from objects that were expanded', () => {
    expect(translate({ customer: { id: 'cus_1', object: 'customer', deleted: true } }).customerId).toBe('cus_1');
    expect(translate({ customer: 'cus_2' }).customerId).toBe('cus_2');
    expect(translate({ customer: null }).customerId).toBeNull();
  });

  it('counts tax, discount and shipping that are not there as none', () => {
    expect(translate({ total_details: null, shipping_cost: null, discounts: null })).toMatchObject({
      amountTaxMinor: 0,
      amountDiscountMinor: 0,
      shipping: null,
      coupon: null,
    });
  });

  it('takes a session without a status for an open one', () => {
    expect(translate({ status: null }).status).toBe('open');
  });

  it('takes a promotion code’s id for no code', () => {
    expect(translate({ discounts: [{ coupon: 'TENOFF', promotion_code: 'promo_1' }] }).coupon).toBe('TENOFF');
    expect(translate({ discounts: [{ coupon: null, promotion_code: 'promo_1' }] }).coupon).toBeNull();
  });

  it('keeps what the buyer saw under Adaptive Pricing', () => {
    const details = { presentment_amount: 5200, presentment_currency: 'usd' };
    expect(translate({ presentment_details: details }).presentment).toEqual({ amountMinor: 5200, currency: 'usd' });
    expect(translate().presentment).toBeNull();
  });

  describe('of a line', () => {
    const line: Stripe.LineItem = {
      id: 'li_1',
      object: 'item',
      adjustable_quantity: null,
      amount_discount: 10,
      amount_subtotal: 110,
      amount_tax: 19,
      amount_total: 119,
      currency: 'eur',
      description: null,
      metadata: null,
      price: null,
      quantity: null,
    };

    it('takes over the amounts, and one piece under its own id where nothing else is said', () => {
      expect(translate({}, [line]).lines).toEqual([
        {
          id: 'li_1',
          itemId: 'li_1',
          name: 'li_1',
          quantity: 1,
          amountSubtotalMinor: 110,
          amountDiscountMinor: 10,
          amountTaxMinor: 19,
          amountTotalMinor: 119,
        },
      ]);
    });

    it.each([
      { price: { id: 'price_1', product: 'prod_1' }, itemId: 'prod_1' },
      { price: { id: 'price_1', product: { id: 'prod_2' } }, itemId: 'prod_2' },
      { price: { id: 'price_1', product: null }, itemId: 'price_1' },
    ])('takes $itemId for the item of $price', ({ price, itemId }) => {
      // Of a price only these two fields are read; a whole one has thirty.
      const priced = { ...line, price: price as Stripe.Price };
      expect(translate({}, [priced]).lines[0]?.itemId).toBe(itemId);
    });
  });
});
