// A line as a GA4 item: unit price on each basis, discount per unit, and odd quantities.
import { describe, expect, test } from 'vitest';
import { lineValueMinor, toEcommerceItem } from '../../../functions/rules/ecommerce-item.ts';
import { buildLine } from './checkout-session-builder.ts';

describe('toEcommerceItem', () => {
  test('three pieces are priced per piece, after discount', () => {
    const line = buildLine({
      quantity: 3,
      amountSubtotalMinor: 3000,
      amountDiscountMinor: 300,
      amountTotalMinor: 2700,
    });
    expect(toEcommerceItem(line, 'total', 'eur')).toEqual({
      item_id: 'prod_shirt',
      item_name: 'Shirt',
      price: 9,
      quantity: 3,
      discount: 1,
    });
  });

  test('a line without discount has no discount key', () => {
    expect(toEcommerceItem(buildLine(), 'total', 'eur')).not.toHaveProperty('discount');
  });

  test('the price contains the tax on basis total and leaves it out on both others', () => {
    const line = buildLine({ quantity: 2, amountTaxMinor: 380, amountTotalMinor: 2380, amountSubtotalMinor: 2000 });
    expect(toEcommerceItem(line, 'total', 'eur')?.price).toBe(11.9);
    expect(toEcommerceItem(line, 'excluding_tax', 'eur')?.price).toBe(10);
    expect(toEcommerceItem(line, 'excluding_tax_and_shipping', 'eur')?.price).toBe(10);
  });

  test('no pieces and no money are no item', () => {
    const line = buildLine({ quantity: 0, amountSubtotalMinor: 0, amountTotalMinor: 0 });
    expect(toEcommerceItem(line, 'total', 'eur')).toBeUndefined();
  });

  test('a free piece is an item of price 0', () => {
    const line = buildLine({ amountDiscountMinor: 4950, amountTotalMinor: 0 });
    expect(toEcommerceItem(line, 'total', 'eur')).toMatchObject({ price: 0, quantity: 1, discount: 49.5 });
  });

  test.each([0, -2, 2.5, Number.NaN])('money with a quantity of %d is one piece', (quantity) => {
    expect(toEcommerceItem(buildLine({ quantity }), 'total', 'eur')).toMatchObject({ price: 49.5, quantity: 1 });
  });
});

describe('lineValueMinor', () => {
  test('tax belongs to the value on basis total alone', () => {
    const line = buildLine({ amountTaxMinor: 790 });
    expect(lineValueMinor(line, 'total')).toBe(4950);
    expect(lineValueMinor(line, 'excluding_tax')).toBe(4160);
    expect(lineValueMinor(line, 'excluding_tax_and_shipping')).toBe(4160);
  });
});
