// The money of a renewal on every value basis.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toInvoiceEcommerce } from '../../../functions/rules/invoice-ecommerce.ts';
import type { ValueBasis } from '../../../functions/rules/property.ts';
import { toInvoiceValueMinor } from '../../../functions/rules/refund-share.ts';
import type { Invoice } from '../../../functions/rules/stripe-change.ts';
import { newInvoiceEntry } from '../store/records.ts';
import { buildLine } from './checkout-session-builder.ts';

const bases: readonly ValueBasis[] = ['total', 'excluding_tax', 'excluding_tax_and_shipping'];

const invoice: Invoice = {
  ...newInvoiceEntry().invoice,
  id: 'in_renewal',
  totalMinor: 1190,
  amountPaidMinor: 1190,
  taxMinor: 190,
  discountMinor: 100,
  lines: [buildLine({ quantity: 2, amountTaxMinor: 190, amountTotalMinor: 1190, amountDiscountMinor: 100 })],
};

describe('toInvoiceEcommerce', () => {
  test('a renewal stands under the id of its invoice, with its lines as items', () => {
    expect(toInvoiceEcommerce(invoice, 'total')).toEqual({
      transaction_id: 'in_renewal',
      value: 11.9,
      currency: 'EUR',
      tax: 1.9,
      shipping: 0,
      discount: 1,
      items: [{ item_id: 'prod_shirt', item_name: 'Shirt', price: 5.95, quantity: 2, discount: 0.5 }],
    });
  });

  test('an item that the session sold keeps the name it had there', () => {
    const worded = { ...invoice, lines: [buildLine({ name: '1 × Shirt (at €11.90 / month)' })] };
    const sold = [
      { itemId: 'prod_hat', name: 'Hat' },
      { itemId: 'prod_shirt', name: 'Shirt' },
    ];
    expect(toInvoiceEcommerce(worded, 'total', sold).items).toMatchObject([{ item_name: 'Shirt' }]);
    expect(toInvoiceEcommerce(worded, 'total', []).items).toMatchObject([
      { item_name: '1 × Shirt (at €11.90 / month)' },
    ]);
  });

  test.each(['excluding_tax', 'excluding_tax_and_shipping'] as const)(
    '%s takes the tax off value and prices',
    (basis) => {
      expect(toInvoiceEcommerce(invoice, basis)).toMatchObject({ value: 10, items: [{ price: 5 }] });
    },
  );

  test.each([
    ['total', 17.85, 5.95],
    ['excluding_tax', 15, 5],
    ['excluding_tax_and_shipping', 10, 5],
  ] as const)('under %s shipping is told beside the items, and counts as the basis says', (basis, value, shipping) => {
    const shipped: Invoice = {
      ...invoice,
      ...{ totalMinor: 1785, taxMinor: 285 },
      shipping: { amountSubtotalMinor: 500, amountTaxMinor: 95, amountTotalMinor: 595 },
    };
    expect(toInvoiceEcommerce(shipped, basis)).toMatchObject({ value, shipping, items: [{ quantity: 2 }] });
  });

  test('on every basis the items, with shipping where it counts, add up to the value', () => {
    const money = fc.integer({ min: 0, max: 1_000_000 });
    const anyLine = fc.record({ net: money, tax: money, quantity: fc.integer({ min: 1, max: 50 }) });
    const anyCost = fc.record({ net: money, tax: money });
    fc.assert(
      fc.property(
        fc.array(anyLine, { maxLength: 6 }),
        fc.option(anyCost),
        fc.constantFrom(...bases),
        (drafts, cost, basis) => {
          const parts = [...drafts, ...(cost ? [cost] : [])];
          const taxMinor = parts.reduce((sum, { tax }) => sum + tax, 0);
          const totalMinor = parts.reduce((sum, { net }) => sum + net, taxMinor);
          const lines = drafts.map(({ net, tax, quantity }) =>
            buildLine({ quantity, amountTaxMinor: tax, amountTotalMinor: net + tax }),
          );
          const shipping = cost && {
            amountSubtotalMinor: cost.net,
            amountTaxMinor: cost.tax,
            amountTotalMinor: cost.net + cost.tax,
          };
          const drafted: Invoice = { ...invoice, totalMinor, taxMinor, lines, ...(shipping && { shipping }) };
          const told = toInvoiceEcommerce(drafted, basis);
          const items = told.items.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
          const pieces = told.items.reduce((sum, { quantity }) => sum + quantity, 0);
          const shipped = basis === 'excluding_tax_and_shipping' ? 0 : told.shipping;
          // Prices have six decimals.
          expect(Math.abs(items + shipped - told.value)).toBeLessThanOrEqual(pieces * 0.5e-6 + 1e-6);
        },
      ),
    );
  });

  test('the value is the one that refunds are measured against, in currencies without decimals too', () => {
    const yen = { ...invoice, currency: 'jpy' };
    expect(toInvoiceEcommerce(yen, 'excluding_tax').value).toBe(toInvoiceValueMinor(yen, 'excluding_tax'));
  });
});
