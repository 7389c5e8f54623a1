// A renewal's money as GA4's ecommerce object, on the same value basis as a purchase.
import type { Ecommerce } from '../contract/checkout-answer.ts';
import { toEcommerceItem } from './ecommerce-item.ts';
import { toMajor } from './money.ts';
import type { ValueBasis } from './property.ts';
import { toInvoiceValueMinor } from './refund-share.ts';
import type { Invoice } from './stripe-change.ts';

/** The ecommerce object under the invoice's id. An invoice tells of no shipping; where there is any, it is one of the lines. */
export function toInvoiceEcommerce(invoice: Invoice, valueBasis: ValueBasis): Ecommerce {
  const { currency } = invoice;
  return {
    transaction_id: invoice.id,
    value: toMajor(toInvoiceValueMinor(invoice, valueBasis), currency),
    currency: currency.toUpperCase(),
    tax: toMajor(invoice.taxMinor, currency),
    shipping: 0,
    discount: toMajor(invoice.discountMinor, currency),
    items: invoice.lines.flatMap((line) => toEcommerceItem(line, valueBasis, currency) ?? []),
  };
}
