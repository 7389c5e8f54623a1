// Which of Stripe's modes is meant where nobody names one.
import type { Property, StripeMode } from './property.ts';

/** Both modes, the one of real payments first. */
export const stripeModes: readonly StripeMode[] = ['live', 'test'];

/** The mode of the only key where the property has one key, else live. */
export function findOwnMode({ stripeKeys }: Pick<Property, 'stripeKeys'>): StripeMode {
  return stripeKeys.live === null && stripeKeys.test !== null ? 'test' : 'live';
}
