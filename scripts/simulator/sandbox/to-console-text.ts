// Prints any value of a template as one readable piece of a console line.

/** Text as it is, everything else as JSON where it has one; a value inside itself is `[circular]`. */
export function toConsoleText(value: unknown): string {
  if (typeof value === 'string') {
    return value;
  }
  return typeof value === 'object' && value !== null ? JSON.stringify(value, breakCircles()) : String(value);
}

/** A replacer for one call of JSON.stringify, which would throw where GTM's console prints all the same. */
function breakCircles(): (this: unknown, key: string, value: unknown) => unknown {
  const parents: unknown[] = [];
  return function (_key, value) {
    // `this` is what holds the value, so whatever was entered after it has been left again.
    while (parents.length > 0 && parents.at(-1) !== this) parents.pop();
    if (parents.includes(value)) return '[circular]';
    parents.push(value);
    return value;
  };
}
