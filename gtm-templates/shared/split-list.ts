// Reads a list out of a text field: people separate with commas, blanks or new lines.
import { toText } from './to-text.ts';

/** The items without blanks around them, in their order; none for an empty field. */
export function splitList(value: unknown): string[] {
  return [',', ';', '\n', '\r', '\t']
    .reduce((text, separator) => text.split(separator).join(' '), toText(value))
    .split(' ')
    .filter((item) => item !== '');
}
