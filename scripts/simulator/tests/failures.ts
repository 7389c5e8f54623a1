// Keeps what went wrong in a scenario, from the moment it happens: a template may swallow what an assertion throws.
import { AssertionFailure, type Fail } from './assertions/assertion-failure.ts';

/** The failures of one scenario. */
export interface Failures {
  /** Keeps an error; the same one is kept once. */
  add(error: unknown): void;
  /** Keeps and throws an assertion failure. */
  readonly fail: Fail;
  /** The earliest one, which caused whatever came after it. */
  first(): { readonly error: unknown } | undefined;
}

/** Nothing went wrong yet. */
export function createFailures(): Failures {
  const errors: unknown[] = [];
  const add = (error: unknown): void => {
    if (!errors.includes(error)) {
      errors.push(error);
    }
  };
  return {
    add,
    fail: (message) => {
      const failure = new AssertionFailure(message);
      add(failure);
      throw failure;
    },
    first: () => (errors.length > 0 ? { error: errors[0] } : undefined),
  };
}
