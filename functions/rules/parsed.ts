// What comes of reading something that a person typed.

/** The value ready to be stored, or a sentence that says what to type instead and shows nothing of what may be a secret. */
export type Parsed<T> = { kind: 'value'; value: T } | { kind: 'refused'; sentence: string };

/** What was understood. */
export function accept<T>(value: T): Parsed<T> {
  return { kind: 'value', value };
}

/** What was not, and what to type instead. */
export function refuse(sentence: string): { kind: 'refused'; sentence: string } {
  return { kind: 'refused', sentence };
}
