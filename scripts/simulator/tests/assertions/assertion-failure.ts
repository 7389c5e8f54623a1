// What a failed assertion throws.

/** Enough to reach the scenario's own line from within callbacks of callbacks. */
const mostFrames = 100;

/** An assertion that did not hold, or a call of `fail`; the stack leads back to the line of the test. */
export class AssertionFailure extends Error {
  override readonly name = 'AssertionFailure';

  constructor(message: string) {
    const usual = Error.stackTraceLimit;
    Error.stackTraceLimit = mostFrames;
    super(message);
    Error.stackTraceLimit = usual;
  }
}

/** Ends the scenario with this sentence. */
export type Fail = (message: string) => never;
