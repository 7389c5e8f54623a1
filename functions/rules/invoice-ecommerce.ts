// A renewal's money as GA4's ecommerce object, on the same value basis as a purchase.
import type { Ecommerce } from '../contract/checkout-answer.ts';
import type { LineItem } from './checkout-session.ts';
import { toShippingMinor } from './ecommerce.ts';
import { toEcommerceItem } from './ecommerce-item.ts';
import { toMajor } from './money.ts';
import type { ValueBasis } from './property.ts';
import { toInvoiceValueMinor } from './refund-share.ts';
import type { Invoice } from './stripe-change.ts';

/**
 * The ecommerce object under the invoice's id, which adds up as that of a session does.
 * An item that was `sold` by the session keeps its name from there: an invoice words it as `1 × Paper club (at €5 / month)`.
 */
export function toInvoiceEcommerce(
  invoice: Invoice,
  valueBasis: ValueBasis,
  sold: readonly Pick<LineItem, 'itemId' | 'name'>[] = [],
): Ecommerce {
  const { currency } = invoice;
  const names = new Map(sold.map(({ itemId, name }) => [itemId, name] as const));
  return {
    transaction_id: invoice.id,
    value: toMajor(toInvoiceValueMinor(invoice, valueBasis), currency),
    currency: currency.toUpperCase(),
    tax: toMajor(invoice.taxMinor, currency),
    shipping: toMajor(toShippingMinor(invoice, valueBasis), currency),
    discount: toMajor(invoice.discountMinor, currency),
    items: invoice.lines
      .map((line) => ({ ...line, name: names.get(line.itemId) ?? line.name }))
      .flatMap((line) => toEcommerceItem(line, valueBasis, currency) ?? []),
  };
}
