// Which of Stripe's modes a command means where nobody names one.
import { Option } from 'commander';
import type { Property, StripeMode } from '../../functions/rules/property.ts';

/** The mode of the only key where the property has one key, else live. */
export function findOwnMode({ stripeKeys }: Pick<Property, 'stripeKeys'>): StripeMode {
  return stripeKeys.live === null && stripeKeys.test !== null ? 'test' : 'live';
}

/** `--mode live|test`. */
export function modeOption(): Option {
  const preset = 'that of the property’s only key, else live';
  return new Option('--mode <mode>', `which of Stripe’s modes (default: ${preset})`).choices(['live', 'test']);
}
