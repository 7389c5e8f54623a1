// What a failed assertion throws.

/** An assertion that did not hold, or a call of `fail`. */
export class AssertionFailure extends Error {
  override readonly name = 'AssertionFailure';
}

/** Ends the scenario with this sentence. */
export type Fail = (message: string) => never;
