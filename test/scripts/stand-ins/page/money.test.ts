// Amounts in the currencies that the demo sells in.
import { describe, expect, it } from 'vitest';
import { formatMoney } from '../../../../scripts/stand-ins/page/money.ts';

describe('formatMoney', () => {
  it.each([
    [4950, 'usd', '$49.50'],
    [4950, 'eur', '€49.50'],
    [3400, 'jpy', '¥3,400'],
    [12_500, 'kwd', 'KWD 12.500'],
    [1_290_000, 'isk', 'ISK 12,900.00'],
  ])('prints %i of %s as %s', (amountMinor, currency, text) => {
    expect(formatMoney(amountMinor, currency).replace('\u00a0', ' ')).toBe(text);
  });
});
