// What one matcher of assertThat is: when it holds, and how to say what it expects.

/** One matcher; `expected` is what the test passed to it. */
export interface Matcher {
  holds(subject: unknown, expected: readonly unknown[]): boolean;
  /** The rest of a sentence that begins `Expected 1`: `to be 2`. */
  say(expected: readonly unknown[]): string;
  /** More about a mismatch, as a sentence of its own; empty when there is nothing to add. */
  explain?(subject: unknown, expected: readonly unknown[]): string;
}

/** Matchers by their names in the tests. */
export type Matchers = Readonly<Record<string, Matcher>>;

/** A matcher that takes no values. */
export function plainMatcher(sentence: string, holds: (subject: unknown) => boolean): Matcher {
  return { holds, say: () => sentence };
}
