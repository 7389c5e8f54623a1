// Judges what each request leaves behind in the server, once its caches are full: how much, how sure that is, and what would have shown.
import { toTrend } from './to-trend.ts';

/** What a server told at one moment. */
export interface LiveRow {
  /** How many requests it had taken by then. */
  requests: number;
  /** What is left after a full collection, in bytes. */
  live: number;
}

/**
 * How what is left went with the requests, in bytes a request. `unclear` is neither: a leak that matters could hide behind the wobble.
 * `needed` is how many rows a run must have.
 */
export type LeakJudgement =
  | {
      verdict: 'good' | 'unclear' | 'bad';
      growth: number;
      /** The growth lies between these in 99 of 100 runs, as far as the rows wobble independently of each other. */
      low: number;
      high: number;
      bound: number;
      /** A leak of so much is found bad in at least nine of ten runs that wobble as this one did; a smaller one may be. */
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

/** A run that would overlook more does not call anything flat: of a million requests it is as much as an instance has. */
export const overlookedBytes = 512;

/** Bad is only what grows by more than is tolerated wherever it lies between its bounds, so that the wobble of a machine is no leak. */
export function judgeLeak(rows: readonly LiveRow[]): LeakJudgement {
  if (rows.length < fewestRows) return { verdict: 'too_short', needed: fewestRows };
  const judged = rows.slice(Math.ceil(rows.length / 3));
  const { slope, low, high } = toTrend(judged.map(({ requests, live }) => ({ at: requests, value: live })));
  // A leak lifts both bounds by itself. The lower one may be as far below it as the two are apart.
  const smallest = toleratedBytes + (high - low);
  return {
    verdict: toVerdict(low, smallest),
    ...{ growth: slope, low, high, bound: toleratedBytes, judged: judged.length, smallest },
  };
}

function toVerdict(low: number, smallest: number): 'good' | 'unclear' | 'bad' {
  if (low > toleratedBytes) return 'bad';
  return smallest > overlookedBytes ? 'unclear' : 'good';
}
