// What comes of reading a form: the value, or what is wrong with each field beside what was entered.

/** Sentences by the name of the field that they belong to. */
export type Faults = Readonly<Record<string, string>>;

/** What was read; or what was entered, to be shown again with the faults at their fields. Secrets are never entered again. */
export type FormResult<Value, Entered> =
  | { kind: 'read'; value: Value }
  | { kind: 'faulty'; entered: Entered; faults: Faults };

/** The texts of a field that holds one thing a line; commas and blanks part them too. */
export function readLines(text: string): string[] {
  return text.split(/[\s,;]+/).filter((line) => line !== '');
}
