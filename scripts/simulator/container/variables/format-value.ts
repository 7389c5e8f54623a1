// Converts a variable's value as the form's part "Format value" asks.
import type { FieldValues } from '../container-model.ts';

/** The value with its conversions applied; the case is changed first. */
export function formatValue(value: unknown, format: FieldValues): unknown {
  const { caseConversionType: letters } = format;
  const cased = typeof value === 'string' && typeof letters === 'string' ? changeCase(value, letters) : value;
  const key = conversions.get(cased);
  return key !== undefined && Object.hasOwn(format, key) ? format[key] : cased;
}

const conversions = new Map<unknown, string>([
  [null, 'convertNullToValue'],
  [undefined, 'convertUndefinedToValue'],
  [true, 'convertTrueToValue'],
  [false, 'convertFalseToValue'],
]);

function changeCase(text: string, letters: string): string {
  switch (letters.toUpperCase()) {
    case 'LOWERCASE':
      return text.toLowerCase();
    case 'UPPERCASE':
      return text.toUpperCase();
    default:
      return text;
  }
}
