// The money of a renewal on every value basis.
import { describe, expect, test } from 'vitest';
import { toInvoiceEcommerce } from '../../../functions/rules/invoice-ecommerce.ts';
import { toInvoiceValueMinor } from '../../../functions/rules/refund-share.ts';
import type { Invoice } from '../../../functions/rules/stripe-change.ts';
import { newInvoiceEntry } from '../store/records.ts';
import { buildLine } from './checkout-session-builder.ts';

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

  test('the value is the one that refunds are measured against, in currencies without decimals too', () => {
    const yen = { ...invoice, currency: 'jpy' };
    expect(toInvoiceEcommerce(yen, 'excluding_tax').value).toBe(toInvoiceValueMinor(yen, 'excluding_tax'));
  });
});
