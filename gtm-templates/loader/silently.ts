// Keeps an old browser, a forbidden storage or a broken page from becoming an error of ours.

/** The same function, answering `undefined` where it would throw. */
export function silently<Args extends unknown[], Result>(
  run: (...args: Args) => Result,
): (...args: Args) => Result | undefined {
  return (...args) => {
    try {
      return run(...args);
    } catch {
      return undefined;
    }
  };
}
