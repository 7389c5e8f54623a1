// Writes the JavaScript of a variable as a function that needs no eval on the page.
//
// As GTM does, a reference becomes an expression in its place, inside a text literal too, where it does not belong.

/** A function as JavaScript hands it out: given a reader of variables and the page's globals, it returns the value. */
export type VariableScript = (read: (name: string) => unknown, window: object, document: unknown) => unknown;

/** The text of an expression that is a `VariableScript`. What the person wrote is a function without parameters. */
export function toFunctionText(javascript: string): string {
  let read = '$read';
  while (javascript.includes(read)) {
    read += '_';
  }
  const body = javascript
    .trim()
    .replace(/;+$/, '')
    .replace(/\{\{([^{}]+)\}\}/g, (_, name: string) => `${read}(${JSON.stringify(name)})`);
  return `(function (${read}, window, document) { return (${body}\n)(); })`;
}
