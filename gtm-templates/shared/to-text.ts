// Reads what a text field holds: GTM hands over the native type of whatever was put into it.
import { makeString } from 'sandbox:shared';

/** The value as trimmed text; empty for nothing. */
export function toText(value: unknown): string {
  return value === undefined || value === null ? '' : makeString(value).trim();
}
