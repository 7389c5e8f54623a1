// Reads a number of milliseconds out of a text field.
import { makeNumber } from 'sandbox:shared';
import { toText } from './to-text.ts';

/** The number, or the fallback where the field is empty, negative or no number at all. */
export function toMilliseconds(value: unknown, fallback: number): number {
  const text = toText(value);
  const milliseconds = makeNumber(text);
  return text !== '' && milliseconds >= 0 ? milliseconds : fallback;
}
