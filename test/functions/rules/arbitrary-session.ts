// Random orders for property tests, added up the way Stripe adds them: discounts shared out to lines, taxes in or on top.
import fc from 'fast-check';
import type { CheckoutSession, LineItem, ShippingCost } from '../../../functions/rules/checkout-session.ts';
import { buildSession } from './checkout-session-builder.ts';

type TaxMode = 'inclusive' | 'exclusive' | 'none';

interface Taxed {
  amountTaxMinor: number;
  amountTotalMinor: number;
}

/** Zero, two and three decimals, the special cases, and a code that nobody knows. */
export const arbitraryCurrency = fc.constantFrom('usd', 'eur', 'jpy', 'krw', 'kwd', 'bhd', 'isk', 'ugx', 'huf', 'xyz');

const arbitraryTaxMode = fc.constantFrom<TaxMode>('inclusive', 'exclusive', 'none');

function tax(netOfDiscountMinor: number, mode: TaxMode, percent: number): Taxed {
  switch (mode) {
    case 'none':
      return { amountTaxMinor: 0, amountTotalMinor: netOfDiscountMinor };
    case 'inclusive': {
      const amountTaxMinor = Math.round((netOfDiscountMinor * percent) / (100 + percent));
      return { amountTaxMinor, amountTotalMinor: netOfDiscountMinor };
    }
    case 'exclusive': {
      const amountTaxMinor = Math.round((netOfDiscountMinor * percent) / 100);
      return { amountTaxMinor, amountTotalMinor: netOfDiscountMinor + amountTaxMinor };
    }
  }
}

const arbitraryLine: fc.Arbitrary<LineItem> = fc
  .record({
    quantity: fc.integer({ min: 1, max: 40 }),
    unitMinor: fc.integer({ min: 0, max: 5_000_000 }),
    discountPercent: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 100 })),
    taxMode: arbitraryTaxMode,
    taxPercent: fc.integer({ min: 0, max: 30 }),
  })
  .map(({ quantity, unitMinor, discountPercent, taxMode, taxPercent }) => {
    const amountSubtotalMinor = unitMinor * quantity;
    const amountDiscountMinor = Math.round((amountSubtotalMinor * discountPercent) / 100);
    const taxed = tax(amountSubtotalMinor - amountDiscountMinor, taxMode, taxPercent);
    return {
      id: 'li_any',
      itemId: 'prod_any',
      name: 'Any',
      quantity,
      amountSubtotalMinor,
      amountDiscountMinor,
      ...taxed,
    };
  });

const arbitraryShipping: fc.Arbitrary<ShippingCost> = fc
  .record({ amountSubtotalMinor: fc.integer({ min: 0, max: 50_000 }), taxMode: arbitraryTaxMode })
  .map(({ amountSubtotalMinor, taxMode }) => ({ amountSubtotalMinor, ...tax(amountSubtotalMinor, taxMode, 19) }));

function sum(parts: readonly number[]): number {
  return parts.reduce((total, part) => total + part, 0);
}

/** A paid session of one to eight lines whose totals are the sums of its lines and its shipping. */
export const arbitrarySession: fc.Arbitrary<CheckoutSession> = fc
  .record({
    currency: arbitraryCurrency,
    lines: fc.array(arbitraryLine, { minLength: 1, maxLength: 8 }),
    shipping: fc.option(arbitraryShipping),
  })
  .map(({ currency, lines, shipping }) =>
    buildSession({
      currency,
      lines,
      shipping,
      amountSubtotalMinor: sum(lines.map((line) => line.amountSubtotalMinor)),
      amountDiscountMinor: sum(lines.map((line) => line.amountDiscountMinor)),
      amountTaxMinor: sum(lines.map((line) => line.amountTaxMinor)) + (shipping?.amountTaxMinor ?? 0),
      amountTotalMinor: sum(lines.map((line) => line.amountTotalMinor)) + (shipping?.amountTotalMinor ?? 0),
    }),
  );
