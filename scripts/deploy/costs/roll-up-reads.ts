// How often the entries of a day are read again while the day still changes.

/** How often a day is added up, as the sweep does it. */
export interface RollUpPace {
  /** The shortest time from one adding up to the next. */
  everyMs: number;
  /** What each entry that was read adds to it, where that is longer. */
  restPerEntryMs: number;
  longestRestMs: number;
}

const dayMs = 86_400_000;

/** Entries read in a day that begins empty, gets as many entries as that, evenly, and changes all the time. */
export function countRollUpReads(
  entriesPerDay: number,
  { everyMs, restPerEntryMs, longestRestMs }: RollUpPace,
): number {
  let reads = 0;
  for (let atMs = 0; atMs < dayMs; ) {
    const entries = (entriesPerDay * atMs) / dayMs;
    reads += entries;
    atMs += Math.min(longestRestMs, Math.max(everyMs, entries * restPerEntryMs));
  }
  return reads;
}
