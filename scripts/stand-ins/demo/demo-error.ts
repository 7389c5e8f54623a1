// What keeps the demo from starting.

/** The person at the terminal can mend it; the message says how. */
export class DemoError extends Error {
  override readonly name = 'DemoError';
}
