// Old sessions of Adaptive Pricing, back in the merchant's currency and still adding up.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CheckoutSession, LineItem } from '../../../functions/rules/checkout-session.ts';
import { toSourceCurrency } from '../../../functions/stripe/to-source-currency.ts';
import { buildLine, buildSession } from '../rules/checkout-session-builder.ts';

function sumOf(lines: readonly LineItem[], amountOf: (line: LineItem) => number): number {
  return lines.reduce((sum, line) => sum + amountOf(line), 0);
}

const inDollars: CheckoutSession = buildSession({
  currency: 'usd',
  amountTotalMinor: 11_000,
  amountSubtotalMinor: 10_000,
  amountTaxMinor: 1_000,
  shipping: { amountSubtotalMinor: 1_000, amountTaxMinor: 100, amountTotalMinor: 1_100 },
  lines: [
    buildLine({ amountSubtotalMinor: 3_000, amountTaxMinor: 300, amountTotalMinor: 3_300 }),
    buildLine({ amountSubtotalMinor: 6_000, amountTaxMinor: 600, amountTotalMinor: 6_600 }),
  ],
});

describe('toSourceCurrency', () => {
  it('turns the roles of the two currencies round', () => {
    const session = toSourceCurrency(inDollars, { currency: 'eur', totalMinor: 10_001, subtotalMinor: 9_091 });
    expect(session).toMatchObject({
      currency: 'eur',
      amountTotalMinor: 10_001,
      amountSubtotalMinor: 9_091,
      amountTaxMinor: 909,
      shipping: { amountTotalMinor: 1_000, amountTaxMinor: 91 },
      presentment: { amountMinor: 11_000, currency: 'usd' },
    });
    expect(session.lines.map(({ amountTotalMinor }) => amountTotalMinor)).toEqual([3_000, 6_001]);
  });

  it('leaves a session without money as it is', () => {
    const setup = buildSession({ amountTotalMinor: null, currency: null, lines: [] });
    expect(toSourceCurrency(setup, { currency: 'eur', totalMinor: 1, subtotalMinor: 1 })).toBe(setup);
  });

  it('keeps lines and shipping adding up to the totals, whatever the rate', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000_000 }), (totalMinor) => {
        const session = toSourceCurrency(inDollars, { currency: 'jpy', totalMinor, subtotalMinor: totalMinor });
        const { lines, shipping } = session;
        expect(sumOf(lines, (line) => line.amountTotalMinor) + (shipping?.amountTotalMinor ?? 0)).toBe(totalMinor);
        expect(sumOf(lines, (line) => line.amountTaxMinor) + (shipping?.amountTaxMinor ?? 0)).toBe(
          session.amountTaxMinor,
        );
      }),
    );
  });
});
