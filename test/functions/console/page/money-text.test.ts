// Amounts with the digits that their currency has at Stripe.
import { describe, expect, test } from 'vitest';
import { moneyText } from '../../../../functions/console/page/money-text.ts';

describe('moneyText', () => {
  test('has two digits behind the point for most currencies, and names the currency in capitals', () => {
    expect(moneyText(4950, 'eur')).toBe('49.50 EUR');
    expect(moneyText(0, 'USD')).toBe('0.00 USD');
    expect(moneyText(-500, 'huf')).toBe('-5.00 HUF');
  });

  test('has none where Stripe has no minor unit, and three where it has a thousand', () => {
    expect(moneyText(4950, 'jpy')).toBe('4950 JPY');
    expect(moneyText(4950, 'kwd')).toBe('4.950 KWD');
  });
});
