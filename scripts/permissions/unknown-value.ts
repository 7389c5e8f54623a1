// The stand-in for a value that only a run can know; the rules of permissions let it pass wherever some value would.

/** Stands where a value cannot be told from the code. */
export const unknownValue: unique symbol = Symbol('unknown value');
