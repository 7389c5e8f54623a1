// Prints any value of a template as one readable piece of a console line.

/** Text as it is, everything else as JSON where it has one. */
export function toConsoleText(value: unknown): string {
  if (typeof value === 'string') {
    return value;
  }
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
