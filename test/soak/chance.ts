// Everything that a run leaves to chance, from one seed: the same seed gives the same numbers in the same order.
import fc from 'fast-check';

export interface Chance {
  /** In [0, 1). */
  next(): number;
  /** Whether something happens that does so in this part of all cases. */
  is(part: number): boolean;
  /** A whole number from 0 up to, not including, `limit`. */
  index(limit: number): number;
  /** A whole number, both ends included. */
  between(from: number, to: number): number;
  /** One of them; throws RangeError for an empty list. */
  pick<T>(from: readonly T[]): T;
  /** One of them, each as often as its weight says. */
  weigh<T>(from: readonly (readonly [weight: number, value: T])[]): T;
}

const limit = 2 ** 31;

/** The numbers of this seed; `purpose` tells apart several sources of one run. */
export function createChance(seed: number, purpose: number): Chance {
  const numbers = fc.noBias(fc.infiniteStream(fc.noBias(fc.nat({ max: limit - 1 }))));
  const [stream] = fc.sample(numbers, { seed: (seed * 31 + purpose) | 0, numRuns: 1 });
  function next(): number {
    const { value } = stream?.next() ?? {};
    if (typeof value !== 'number') throw new RangeError('The numbers have come to an end.');
    return value / limit;
  }
  const index = (below: number): number => Math.floor(next() * below);
  function pick<T>(from: readonly T[]): T {
    // The last of an array of one is the value itself, whatever it is.
    const [value] = from.slice(index(from.length));
    if (from.length === 0) throw new RangeError('Nothing can be picked out of nothing.');
    return value as T;
  }
  return {
    next,
    index,
    pick,
    is: (part) => next() < part,
    between: (from, to) => from + index(to - from + 1),
    weigh(from) {
      let place = next() * from.reduce((sum, [weight]) => sum + weight, 0);
      for (const [weight, value] of from) {
        place -= weight;
        if (place < 0) return value;
      }
      return pick(from.map(([, value]) => value));
    },
  };
}
