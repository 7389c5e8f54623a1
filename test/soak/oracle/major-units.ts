// Money as it must arrive: Stripe's minor units in major ones, by a table of its own.

const whole: readonly string[] = ['jpy', 'krw', 'vnd', 'clp'];
const thousandths: readonly string[] = ['kwd', 'bhd', 'jod', 'omr', 'tnd'];

/** How many minor units make one major unit. */
export function unitsOf(currency: string): number {
  if (whole.includes(currency)) return 1;
  return thousandths.includes(currency) ? 1_000 : 100;
}

/** Whether the number is this amount of minor units, to the last digit that its currency has. */
export function isAmount(value: unknown, amountMinor: number, currency: string): boolean {
  return (
    typeof value === 'number' && Math.abs(value * unitsOf(currency) - amountMinor) < 1e-6 * Math.max(1, amountMinor)
  );
}
