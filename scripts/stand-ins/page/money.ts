// Amounts as a buyer reads them.

/** Stripe's minor units per major unit, of the currencies the demo sells in. */
const minorPerMajor: Record<string, number> = { usd: 100, eur: 100, jpy: 1, kwd: 1000, isk: 100 };

/** `4950, 'eur'` as `€49.50`. Digits follow Stripe's minor units; Intl alone would print ISK without its two. */
export function formatMoney(amountMinor: number, currency: string): string {
  const divisor = minorPerMajor[currency.toLowerCase()] ?? 100;
  const digits = Math.log10(divisor);
  const format = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return format.format(amountMinor / divisor);
}
