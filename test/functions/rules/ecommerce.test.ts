// The ecommerce object: what value, tax and shipping say on each basis, and that items always add up to them.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Ecommerce } from '../../../functions/contract/checkout-answer.ts';
import { toEcommerce } from '../../../functions/rules/ecommerce.ts';
import { currencyDivisor, toMajor } from '../../../functions/rules/money.ts';
import type { ValueBasis } from '../../../functions/rules/property.ts';
import { arbitrarySession } from './arbitrary-session.ts';
import { buildLine, buildSession } from './checkout-session-builder.ts';

const bases: ValueBasis[] = ['total', 'excluding_tax', 'excluding_tax_and_shipping'];

/** Two lines with a coupon shared out, one taxed inside and one on top, and taxed shipping: 114.00 with 17.00 of tax. */
const mixedOrder = buildSession({
  lines: [
    buildLine({
      quantity: 2,
      amountSubtotalMinor: 7000,
      amountDiscountMinor: 1050,
      amountTaxMinor: 950,
      amountTotalMinor: 5950,
    }),
    buildLine({
      itemId: 'prod_hat',
      name: 'Hat',
      amountSubtotalMinor: 4000,
      amountDiscountMinor: 600,
      amountTaxMinor: 646,
      amountTotalMinor: 4046,
    }),
  ],
  shipping: { amountSubtotalMinor: 1404, amountTaxMinor: 104, amountTotalMinor: 1404 },
  coupon: 'LAUNCH',
  amountSubtotalMinor: 11_000,
  amountDiscountMinor: 1650,
  amountTaxMinor: 1700,
  amountTotalMinor: 11_400,
});

function ecommerceOf(session: Parameters<typeof toEcommerce>[0], basis: ValueBasis): Ecommerce {
  const ecommerce = toEcommerce(session, basis);
  if (ecommerce === null) throw new Error('the session has no ecommerce');
  return ecommerce;
}

describe('toEcommerce', () => {
  test('a plain order is its total, in major units and the upper-case currency', () => {
    expect(toEcommerce(buildSession(), 'total')).toEqual({
      transaction_id: 'cs_live_a1PaidShirt0000000000',
      value: 49.5,
      currency: 'EUR',
      tax: 0,
      shipping: 0,
      discount: 0,
      items: [{ item_id: 'prod_shirt', item_name: 'Shirt', price: 49.5, quantity: 1 }],
    });
  });

  test('on basis total value, prices and shipping contain the tax', () => {
    expect(ecommerceOf(mixedOrder, 'total')).toMatchObject({
      value: 114,
      tax: 17,
      shipping: 14.04,
      discount: 16.5,
      coupon: 'LAUNCH',
      items: [
        { price: 29.75, quantity: 2, discount: 5.25 },
        { price: 40.46, quantity: 1, discount: 6 },
      ],
    });
  });

  test('on basis excluding_tax nothing contains tax, on top or inside', () => {
    expect(ecommerceOf(mixedOrder, 'excluding_tax')).toMatchObject({
      value: 97,
      tax: 17,
      shipping: 13,
      items: [{ price: 25 }, { price: 34 }],
    });
  });

  test('on basis excluding_tax_and_shipping the value is that of the lines alone', () => {
    expect(ecommerceOf(mixedOrder, 'excluding_tax_and_shipping')).toMatchObject({
      value: 84,
      tax: 17,
      shipping: 13,
      items: [{ price: 25 }, { price: 34 }],
    });
  });

  test('without a coupon the key is absent', () => {
    expect(toEcommerce(buildSession(), 'total')).not.toHaveProperty('coupon');
  });

  test('an order that a coupon made free has value 0 and keeps its items', () => {
    const session = buildSession({
      paymentStatus: 'no_payment_required',
      amountTotalMinor: 0,
      amountDiscountMinor: 4950,
      lines: [buildLine({ amountDiscountMinor: 4950, amountTotalMinor: 0 })],
    });
    expect(toEcommerce(session, 'total')).toMatchObject({
      value: 0,
      discount: 49.5,
      items: [{ price: 0, discount: 49.5 }],
    });
  });

  test('a line of no pieces is left out', () => {
    const nothing = buildLine({ quantity: 0, amountSubtotalMinor: 0, amountTotalMinor: 0 });
    expect(toEcommerce(buildSession({ lines: [nothing, buildLine()] }), 'total')?.items).toHaveLength(1);
  });

  test('what the buyer saw under Adaptive Pricing changes nothing', () => {
    const session = buildSession({ presentment: { amountMinor: 7_900, currency: 'usd' } });
    expect(toEcommerce(session, 'total')).toEqual(toEcommerce(buildSession(), 'total'));
  });

  test('without lines the value follows from the totals on every basis', () => {
    for (const basis of bases) {
      expect(toEcommerce({ ...mixedOrder, lines: [] }, basis)).toMatchObject({
        value: ecommerceOf(mixedOrder, basis).value,
        items: [],
      });
    }
  });

  test('setup mode, no currency and no total have no ecommerce', () => {
    expect(toEcommerce(buildSession({ mode: 'setup' }), 'total')).toBeNull();
    expect(toEcommerce(buildSession({ currency: null }), 'total')).toBeNull();
    expect(toEcommerce(buildSession({ amountTotalMinor: null }), 'total')).toBeNull();
  });

  test.each(bases)('on basis %s items and included shipping add up to the value, for any order', (basis) => {
    fc.assert(
      fc.property(arbitrarySession, (session) => {
        const ecommerce = ecommerceOf(session, basis);
        const shipping = basis === 'excluding_tax_and_shipping' ? 0 : ecommerce.shipping;
        const items = ecommerce.items.reduce((sum, item) => sum + item.price * item.quantity, 0);
        const divisor = currencyDivisor(ecommerce.currency);
        expect(Math.round((items + shipping) * divisor)).toBe(Math.round(ecommerce.value * divisor));
      }),
      { numRuns: 500 },
    );
  });

  test('for any order the three bases differ by exactly the tax and the shipping', () => {
    fc.assert(
      fc.property(arbitrarySession, (session) => {
        const divisor = currencyDivisor(session.currency ?? '');
        const [total, untaxed, lines] = bases.map((basis) => ecommerceOf(session, basis));
        const minor = (major: number | undefined): number => Math.round((major ?? Number.NaN) * divisor);
        expect(total?.value).toBe(toMajor(session.amountTotalMinor ?? Number.NaN, session.currency ?? ''));
        expect(minor(untaxed?.value) + minor(untaxed?.tax)).toBe(minor(total?.value));
        expect(minor(lines?.value) + minor(lines?.shipping)).toBe(minor(untaxed?.value));
      }),
    );
  });

  test('for any order the discounts per unit add up to the whole discount', () => {
    fc.assert(
      fc.property(arbitrarySession, fc.constantFrom(...bases), (session, basis) => {
        const ecommerce = ecommerceOf(session, basis);
        const divisor = currencyDivisor(ecommerce.currency);
        const discounts = ecommerce.items.reduce((sum, item) => sum + (item.discount ?? 0) * item.quantity, 0);
        expect(Math.round(discounts * divisor)).toBe(Math.round(ecommerce.discount * divisor));
      }),
    );
  });
});
