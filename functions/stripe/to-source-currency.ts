// Undoes Adaptive Pricing as it was before 2025-03-31, when a session's amounts were in the buyer's currency.
import type { CheckoutSession, LineItem } from '../rules/checkout-session.ts';
import { shareOut } from './share-out.ts';

/** What the merchant asked for, in minor units of the merchant's own currency. */
export interface SourceAmounts {
  /** Lower case. */
  currency: string;
  totalMinor: number;
  subtotalMinor: number;
}

/**
 * The session in the merchant's currency, and what the buyer saw as presentment, as newer versions have it. Stripe names
 * totals in both currencies, but tax, shipping, discount and lines in the buyer's only: those are converted by the totals'
 * proportion, and still add up (https://docs.stripe.com/changelog/basil/2025-03-31/add_presentment_details).
 */
export function toSourceCurrency(session: CheckoutSession, source: SourceAmounts): CheckoutSession {
  const { amountTotalMinor, currency } = session;
  if (amountTotalMinor === null || currency === null) return session;
  const convert = (amountMinor: number): number =>
    amountTotalMinor === 0 ? 0 : Math.round((amountMinor * source.totalMinor) / amountTotalMinor) + 0;
  const { shipping } = session;
  const taxMinor = convert(session.amountTaxMinor);
  const converted = shipping && {
    amountTotalMinor: convert(shipping.amountTotalMinor),
    amountTaxMinor: convert(shipping.amountTaxMinor),
    amountSubtotalMinor: convert(shipping.amountSubtotalMinor),
  };
  return {
    ...session,
    currency: source.currency,
    amountTotalMinor: source.totalMinor,
    amountSubtotalMinor: source.subtotalMinor,
    amountTaxMinor: taxMinor,
    amountDiscountMinor: convert(session.amountDiscountMinor),
    shipping: converted,
    presentment: { amountMinor: amountTotalMinor, currency },
    lines: convertLines(session.lines, {
      total: source.totalMinor - (converted?.amountTotalMinor ?? 0),
      tax: taxMinor - (converted?.amountTaxMinor ?? 0),
      subtotal: source.subtotalMinor,
      discount: convert(session.amountDiscountMinor),
    }),
  };
}

interface LineSums {
  total: number;
  tax: number;
  subtotal: number;
  discount: number;
}

function convertLines(lines: readonly LineItem[], sums: LineSums): LineItem[] {
  const share = (sum: number, amountOf: (line: LineItem) => number): number[] => shareOut(sum, lines.map(amountOf));
  const totals = share(sums.total, (line) => line.amountTotalMinor);
  const taxes = share(sums.tax, (line) => line.amountTaxMinor);
  const subtotals = share(sums.subtotal, (line) => line.amountSubtotalMinor);
  const discounts = share(sums.discount, (line) => line.amountDiscountMinor);
  return lines.map((line, index) => ({
    ...line,
    amountTotalMinor: totals[index] ?? 0,
    amountTaxMinor: taxes[index] ?? 0,
    amountSubtotalMinor: subtotals[index] ?? 0,
    amountDiscountMinor: discounts[index] ?? 0,
  }));
}
