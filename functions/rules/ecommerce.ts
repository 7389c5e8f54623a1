// A Checkout Session's money as GA4's ecommerce object, so that items and value add up on every value basis.
import type { Ecommerce } from '../contract/checkout-answer.ts';
import type { CheckoutSession } from './checkout-session.ts';
import { lineValueMinor, toEcommerceItem } from './ecommerce-item.ts';
import { toMajor } from './money.ts';
import type { ValueBasis } from './property.ts';

/**
 * The ecommerce object, or `null` where no money can move: setup mode, or a session without currency or total.
 *
 * | basis | value | items and shipping | adds up as |
 * |---|---|---|---|
 * | `total` | what the buyer paid | with tax | Σ price × quantity + shipping = value |
 * | `excluding_tax` | the same without any tax | without tax | Σ price × quantity + shipping = value |
 * | `excluding_tax_and_shipping` | the lines without tax | without tax | Σ price × quantity = value |
 *
 * `tax` is the whole tax, on top or inside, shipping's included. `discount` is Stripe's sum. Prices have six decimals at
 * most, so the sums hold to half a millionth per piece.
 */
export function toEcommerce(session: CheckoutSession, valueBasis: ValueBasis): Ecommerce | null {
  const { currency, amountTotalMinor } = session;
  if (session.mode === 'setup' || currency === null || amountTotalMinor === null) return null;
  const ecommerce: Ecommerce = {
    transaction_id: session.id,
    value: toMajor(toValueMinor({ ...session, amountTotalMinor }, valueBasis), currency),
    currency: currency.toUpperCase(),
    tax: toMajor(session.amountTaxMinor, currency),
    shipping: toMajor(toShippingMinor(session, valueBasis), currency),
    discount: toMajor(session.amountDiscountMinor, currency),
    items: session.lines.flatMap((line) => toEcommerceItem(line, valueBasis, currency) ?? []),
  };
  if (session.coupon !== null) ecommerce.coupon = session.coupon;
  return ecommerce;
}

/** What the value of a session is made of; `lines` are `null` while nobody read them. */
export interface ValueParts extends Pick<CheckoutSession, 'amountTaxMinor' | 'shipping'> {
  amountTotalMinor: number;
  lines: CheckoutSession['lines'] | null;
}

/** What of a session counts as value, in minor units. */
export function toValueMinor(session: ValueParts, valueBasis: ValueBasis): number {
  const { amountTotalMinor, lines } = session;
  if (valueBasis === 'total') return amountTotalMinor;
  const withoutTaxMinor = amountTotalMinor - session.amountTaxMinor;
  if (valueBasis === 'excluding_tax') return withoutTaxMinor;
  // A webhook's session comes without lines; the totals then say the same as the lines would.
  if (lines === null || lines.length === 0) return withoutTaxMinor - toShippingMinor(session, valueBasis);
  return lines.reduce((sum, line) => sum + lineValueMinor(line, valueBasis), 0);
}

/** What shipping costs, in minor units: with its tax under `total`, without it under the other bases. */
export function toShippingMinor(
  { shipping }: { shipping?: CheckoutSession['shipping'] },
  valueBasis: ValueBasis,
): number {
  if (!shipping) return 0;
  // Not `amountSubtotalMinor`: under tax-inclusive rates that still contains the tax.
  return valueBasis === 'total' ? shipping.amountTotalMinor : shipping.amountTotalMinor - shipping.amountTaxMinor;
}
