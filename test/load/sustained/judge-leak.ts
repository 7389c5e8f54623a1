// Judges what each request leaves behind in the server, once its caches are full: how much, how sure that is, and what would have shown.
import { toTrend } from './to-trend.ts';

/** What a server told at one moment. */
export interface LiveRow {
  /** How many requests it had taken by then. */
  requests: number;
  /** What is left after a full collection, in bytes. */
  live: number;
}

/** How what is left went with the requests, in bytes a request. `needed` is how many rows a run must have. */
export type LeakJudgement =
  | {
      verdict: 'good' | 'bad';
      growth: number;
      /** The growth surely lies between these. */
      low: number;
      high: number;
      bound: number;
      /** A leak of so much would surely have been found bad; a smaller one may have been. */
      smallest: number;
      judged: number;
    }
  | { verdict: 'too_short'; needed: number };

/** Fewer tell of a slope, but not how sure it is. */
const fewestJudged = 8;

/** The first third is left out: code is compiled then, and tables find their size. */
export const fewestRows = (fewestJudged / 2) * 3;

/** What is not called a leak: less than a small object for each request. */
export const toleratedBytes = 64;

/** Bad is only what surely grows by more than is tolerated, so that the wobble of a machine is no leak. */
export function judgeLeak(rows: readonly LiveRow[]): LeakJudgement {
  if (rows.length < fewestRows) return { verdict: 'too_short', needed: fewestRows };
  const judged = rows.slice(Math.ceil(rows.length / 3));
  const { slope, low, high } = toTrend(judged.map(({ requests, live }) => ({ at: requests, value: live })));
  return {
    verdict: low > toleratedBytes ? 'bad' : 'good',
    ...{ growth: slope, low, high, bound: toleratedBytes, judged: judged.length },
    smallest: toleratedBytes + slope - low,
  };
}

/**
 * The smallest leak that a run of another length would surely show, by the spread of this one. With the length grow the number
 * of rows and the distance between them, so that the error of a slope falls with its power of 1.5.
 */
export function foretellSmallest(smallest: number, timesAsLong: number): number {
  return toleratedBytes + (smallest - toleratedBytes) / timesAsLong ** 1.5;
}
