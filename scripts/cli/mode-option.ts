// The option that says which of Stripe's modes a command means.
import { Option } from 'commander';

/** `--mode live|test`. */
export function modeOption(): Option {
  const preset = 'that of the property’s only key, else live';
  return new Option('--mode <mode>', `which of Stripe’s modes (default: ${preset})`).choices(['live', 'test']);
}
