// Sums of what was counted under a property, over the last days.
import type { Tally } from '../../rules/stored-records.ts';

/** How often, and the last day (`YYYY-MM-DD`, UTC) on which it was; `undefined` where it never was. */
export interface WordCount {
  count: number;
  lastDay: string;
}

const dayMs = 86_400_000;

/** The days that are looked back on, today included. */
const shownDays = 7;

/** How often any of the words was counted in the last days. */
export function countWords(tallies: readonly Tally[], words: readonly string[], nowMs: number): WordCount | undefined {
  const firstDay = toDay(nowMs - (shownDays - 1) * dayMs);
  let found: WordCount | undefined;
  for (const { day, counts } of tallies) {
    const count = words.reduce((sum, word) => sum + (counts[word] ?? 0), 0);
    if (count === 0 || day < firstDay) continue;
    const lastDay = found === undefined || day > found.lastDay ? day : found.lastDay;
    found = { count: (found?.count ?? 0) + count, lastDay };
  }
  return found;
}

/** Whether the day is today or yesterday: what was last seen earlier may be mended already. */
export function isRecentDay(day: string, nowMs: number): boolean {
  return day >= toDay(nowMs - dayMs);
}

function toDay(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}
