// One line of an order as a GA4 item.
import type { EcommerceItem } from '../contract/checkout-answer.ts';
import type { LineItem } from './checkout-session.ts';
import { toUnitMajor } from './money.ts';
import type { ValueBasis } from './property.ts';

/** What the line adds to the value, in minor units: with its tax under `total`, without it under the other bases. */
export function lineValueMinor(line: LineItem, valueBasis: ValueBasis): number {
  return valueBasis === 'total' ? line.amountTotalMinor : line.amountTotalMinor - line.amountTaxMinor;
}

/**
 * The line as a GA4 item: discounted unit price on the given basis, and Stripe's discount per unit. `undefined` for a line of
 * no pieces and no money. A line with money but no countable quantity is one piece, so that price × quantity stays the money.
 */
export function toEcommerceItem(line: LineItem, valueBasis: ValueBasis, currency: string): EcommerceItem | undefined {
  if (line.quantity === 0 && line.amountTotalMinor === 0) return undefined;
  const quantity = Number.isSafeInteger(line.quantity) && line.quantity > 0 ? line.quantity : 1;
  const item: EcommerceItem = {
    item_id: line.itemId,
    item_name: line.name,
    price: toUnitMajor(lineValueMinor(line, valueBasis), quantity, currency),
    quantity,
  };
  if (line.amountDiscountMinor !== 0) item.discount = toUnitMajor(line.amountDiscountMinor, quantity, currency);
  return item;
}
