// Writes the JavaScript of a variable as a function that needs no eval on the page.
//
// As GTM does, a reference becomes an expression in its place, and within a string literal a part of that string.
// Decisions where GTM's behaviour is not public: such a part reads "undefined" where there is no value, and the name of a property
// cannot hold one.

/** A function as JavaScript hands it out: given a reader of variables and the page's globals, it returns the value. */
export type VariableScript = (read: (name: string) => unknown, window: object, document: unknown) => unknown;

const reference = /\{\{([^{}]+)\}\}/g;

/** Comments and strings, told from code because a quote in a comment begins no string. */
const pieces = /\/\/.*|\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'|\{\{[^{}]+\}\}/g;

/** The text of an expression that is a `VariableScript`. What the person wrote is a function without parameters. */
export function toFunctionText(javascript: string): string {
  let read = '$read';
  while (javascript.includes(read)) {
    read += '_';
  }
  const toCall = (name: string): string => `${read}(${JSON.stringify(name)})`;
  const body = javascript
    .trim()
    .replace(/;+$/, '')
    .replace(pieces, (piece) => {
      if (piece.startsWith('{{')) return toCall(piece.slice(2, -2));
      if (piece.startsWith('/') || piece.search(reference) === -1) return piece;
      const quote = piece.charAt(0);
      return `(${piece.replace(reference, (_, name: string) => `${quote} + ${toCall(name)} + ${quote}`)})`;
    });
  return `(function (${read}, window, document) { return (${body}\n)(); })`;
}
