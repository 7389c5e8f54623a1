// Money: the divisor of every currency that Stripe treats specially, and arithmetic without dust.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { currencyDivisor, toMajor, toUnitMajor } from '../../../functions/rules/money.ts';
import { arbitraryCurrency } from './arbitrary-session.ts';

const decimalsOf = { 1: 0, 100: 2, 1000: 3 } as const;

/** The exact decimal of an amount, by moving the point in its digits instead of dividing. */
function exactDecimal(amountMinor: number, decimals: number): string {
  const digits = String(Math.abs(amountMinor)).padStart(decimals + 1, '0');
  const point = digits.length - decimals;
  const text = decimals === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
  return amountMinor < 0 ? `-${text}` : text;
}

describe('currencyDivisor', () => {
  test.each(['usd', 'EUR', 'gbp', 'chf'])('%s has 100 minor units', (currency) => {
    expect(currencyDivisor(currency)).toBe(100);
  });

  test.each([
    ...['bif', 'clp', 'djf', 'gnf', 'jpy', 'kmf', 'krw', 'mga', 'pyg', 'rwf', 'vnd', 'vuv', 'xaf', 'xof', 'xpf'],
  ])('%s has no minor units', (currency) => {
    expect(currencyDivisor(currency)).toBe(1);
    expect(currencyDivisor(currency.toUpperCase())).toBe(1);
  });

  test.each(['bhd', 'jod', 'kwd', 'omr', 'tnd'])('%s has 1000 minor units', (currency) => {
    expect(currencyDivisor(currency)).toBe(1000);
    expect(currencyDivisor(currency.toUpperCase())).toBe(1000);
  });

  test.each(['ugx', 'isk', 'huf', 'twd', 'idr', 'cop', 'pkr', 'lbp', 'iqd'])(
    '%s has 100 minor units at Stripe, whatever other lists say',
    (currency) => {
      expect(currencyDivisor(currency)).toBe(100);
    },
  );

  test('a currency nobody knows has 100 minor units', () => {
    expect(currencyDivisor('xyz')).toBe(100);
    expect(currencyDivisor('')).toBe(100);
    expect(currencyDivisor('__proto__')).toBe(100);
  });
});

describe('toMajor', () => {
  test.each([
    [4950, 'eur', 49.5],
    [4950, 'jpy', 4950],
    [4950, 'kwd', 4.95],
    [500, 'ugx', 5],
    [120_000, 'isk', 1200],
    [1, 'usd', 0.01],
    [999_999_999_999, 'idr', 9_999_999_999.99],
  ])('%i of %s is %d', (amountMinor, currency, major) => {
    expect(toMajor(amountMinor, currency)).toBe(major);
  });

  test('nothing is 0, never -0', () => {
    expect(toMajor(0, 'eur')).toBe(0);
    expect(toMajor(-0, 'eur')).toBe(0);
  });

  test('any amount up to twelve digits prints as its exact decimal', () => {
    const amounts = fc.integer({ min: -999_999_999_999, max: 999_999_999_999 });
    fc.assert(
      fc.property(amounts, arbitraryCurrency, (amountMinor, currency) => {
        const decimals = decimalsOf[currencyDivisor(currency)];
        expect(toMajor(amountMinor, currency).toFixed(decimals)).toBe(exactDecimal(amountMinor, decimals));
        expect(String(toMajor(amountMinor, currency)).length).toBeLessThanOrEqual(14);
      }),
    );
  });
});

describe('toUnitMajor', () => {
  test.each([
    [4950, 1, 'eur', 49.5],
    [9900, 4, 'eur', 24.75],
    [1000, 3, 'eur', 3.333333],
    [2000, 3, 'eur', 6.666667],
    [100, 3, 'jpy', 33.333333],
    [1, 3, 'kwd', 0.000333],
    [0, 7, 'eur', 0],
  ])('%i over %i pieces of %s is %d each', (amountMinor, quantity, currency, unit) => {
    expect(toUnitMajor(amountMinor, quantity, currency)).toBe(unit);
  });

  test('a half millionth is rounded away from zero', () => {
    expect(toUnitMajor(1, 20_000, 'eur')).toBe(0.000001);
    expect(toUnitMajor(-1, 20_000, 'eur')).toBe(-0.000001);
    expect(toUnitMajor(1, 20_001, 'eur')).toBe(0);
  });

  test('a negative share that rounds to nothing is 0, never -0', () => {
    expect(toUnitMajor(-1, 1_000_000, 'eur')).toBe(0);
  });

  test('a single piece costs what toMajor says', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -999_999_999_999, max: 999_999_999_999 }),
        arbitraryCurrency,
        (amount, currency) => {
          expect(toUnitMajor(amount, 1, currency)).toBe(toMajor(amount, currency));
        },
      ),
    );
  });

  test('a share has six decimals at most and is off by half a millionth at most', () => {
    const amounts = fc.integer({ min: 0, max: 99_999_999 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 1000 }), arbitraryCurrency, (amountMinor, quantity, currency) => {
        const unit = toUnitMajor(amountMinor, quantity, currency);
        expect(String(unit)).toMatch(/^(\d+(\.\d{1,6})?|\de-[56])$/);
        expect(Math.abs(unit - toMajor(amountMinor, currency) / quantity)).toBeLessThan(0.000_000_52);
      }),
    );
  });
});
