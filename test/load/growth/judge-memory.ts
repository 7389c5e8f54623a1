// Judges what a store's size costs a server in memory: entries and properties lie in the store, and of them only so many are remembered.
import { type GrowthRow, toSize } from './growth-row.ts';

/** What may stay in memory of each entry and property that a store has more than another. */
const mayStayBytes = { entry: 8, property: 2_000 } as const;

/** Two servers on the same store differ by as much. */
const quietBytes = 10e6;

/**
 * What the process may come to: a machine of one gigabyte holds it, with something left for its system. All functions and SQLite are in
 * it, and V8 takes more than it needs, so that nothing can be said of an instance on Firestore by it.
 */
export const processMegabytes = 800;

/** What memory came to from the smallest to the largest size. */
export interface MemoryGrowth {
  /** One sentence without full stop, for whoever reads the table. */
  sentence: string;
  /** Whether it is more than may be. */
  isTooMuch: boolean;
}

/** What is live against the number of entries or properties, and the largest process against a small machine. No rows have nothing to tell. */
export function judgeMemory(rows: readonly GrowthRow[]): MemoryGrowth[] {
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return [];
  const largest = rows.reduce((one, other) => (other.figures['RSS MB'] > one.figures['RSS MB'] ? other : one));
  const rss = largest.figures['RSS MB'];
  return [
    ...judgeEach('entry', first, last),
    ...judgeEach('property', first, last),
    {
      sentence: `the largest process came to ${rss.toFixed(0)} MB, at ${toSize(largest)}; with all functions and SQLite in it, at most ${processMegabytes}`,
      isTooMuch: rss > processMegabytes,
    },
  ];
}

function judgeEach(noun: 'entry' | 'property', first: GrowthRow, last: GrowthRow): MemoryGrowth[] {
  const count = noun === 'entry' ? last.entries - first.entries : last.properties - first.properties;
  if (count <= 0) return [];
  const grownBytes = (last.figures['live MB'] - first.figures['live MB']) * 1e6;
  const bound = mayStayBytes[noun];
  return [
    {
      sentence: `of each ${noun} more ${(grownBytes / count).toFixed(1)} bytes stay in memory, from ${toSize(first)} to ${toSize(last)}; at most ${bound}, beside ${quietBytes / 1e6} MB in all`,
      isTooMuch: grownBytes > count * bound + quietBytes,
    },
  ];
}
