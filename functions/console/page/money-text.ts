// Money as pages show it.
import { currencyDivisor, toMajor } from '../../rules/money.ts';

/** An amount in minor units with its currency: 4950 of `eur` gives `49.50 EUR`. */
export function moneyText(amountMinor: number, currency: string): string {
  const digits = Math.log10(currencyDivisor(currency));
  return `${toMajor(amountMinor, currency).toFixed(digits)} ${currency.toUpperCase()}`;
}
