// How Stripe's minor units become the major units that analytics wants.

// See https://docs.stripe.com/currencies. UGX stands in Stripe's zero-decimal list, yet its special cases, like ISK's, are
// charged times 100. Intl and ISO 4217 are no source: both disagree with Stripe (HUF, IDR, MGA and others).
const zeroDecimalCurrencies: ReadonlySet<string> = new Set([
  'BIF',
  'CLP',
  'DJF',
  'GNF',
  'JPY',
  'KMF',
  'KRW',
  'MGA',
  'PYG',
  'RWF',
  'VND',
  'VUV',
  'XAF',
  'XOF',
  'XPF',
]);

const threeDecimalCurrencies: ReadonlySet<string> = new Set(['BHD', 'JOD', 'KWD', 'OMR', 'TND']);

/** How many minor units make one major unit of the currency (any case): 1, 1000, and 100 for all others, unknown ones too. */
export function currencyDivisor(currency: string): 1 | 100 | 1000 {
  const code = currency.toUpperCase();
  if (zeroDecimalCurrencies.has(code)) return 1;
  if (threeDecimalCurrencies.has(code)) return 1000;
  return 100;
}

/** The amount in major units, as the nearest number to the exact decimal: 4950 of `eur` gives 49.5. */
export function toMajor(amountMinor: number, currency: string): number {
  // One division is rounded correctly by IEEE 754, so there is no dust; adding 0 turns -0 into 0.
  return amountMinor / currencyDivisor(currency) + 0;
}

/**
 * The share of one piece in major units, rounded to six decimals, halves away from zero: 1000 of `eur` over 3 pieces gives
 * 3.333333. `quantity` is a whole number above 0, `amountMinor` a whole number.
 */
export function toUnitMajor(amountMinor: number, quantity: number, currency: string): number {
  // In BigInt because an amount of twelve digits (Stripe's limit) times a million no longer fits a number exactly.
  const divisor = BigInt(currencyDivisor(currency)) * BigInt(quantity);
  const scaled = BigInt(Math.abs(amountMinor)) * 1_000_000n;
  const millionths = (2n * scaled + divisor) / (2n * divisor);
  const decimal = `${millionths / 1_000_000n}.${String(millionths % 1_000_000n).padStart(6, '0')}`;
  return amountMinor < 0 ? -Number(decimal) + 0 : Number(decimal);
}
