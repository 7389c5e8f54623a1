// Judges a run: whether latency stayed what it was once the server was warm, and the process about as large.
import { toMedian } from '../../bench/statistics.ts';
import { type RequestKind, requestKinds } from './arrivals.ts';
import type { LatencyRow } from './latency-windows.ts';
import { toTrend } from './to-trend.ts';

/** What the server's process used during one stretch. */
export interface MemoryRow {
  rss: number;
}

/**
 * How a series of figures went, from the first to the last judged stretch, as shares of the median: 0.1 means a tenth. `unclear` may
 * have grown by more than the bound, or not at all. `needed` is how many stretches a run must have.
 */
export type Judgement =
  | {
      about: string;
      verdict: 'good' | 'unclear' | 'bad';
      growth: number;
      /** The growth lies between these in 99 of 100 runs, as far as the stretches wobble independently of each other. */
      low: number;
      high: number;
      bound: number;
      judged: number;
    }
  | { about: string; verdict: 'too_short'; needed: number };

/** A run of so many milliseconds has to be able to tell; of a shorter one it is enough to find nothing. */
export const fullRunMs = 600_000;

/** Code is compiled and files are laid out in this share of a run. */
const warmUpShare = 1 / 3;

/** Fewer stretches after the warm-up tell of a trend, but not how sure it is. */
const fewestRows = 8;

/**
 * The growth of the process that is still let pass. V8 takes and gives back memory as it likes, and SQLite fills its page cache, so
 * that a process wanders by a quarter without keeping anything; that nothing is kept, what is live proves.
 */
export const wanderBound = 0.5;

/** The growth of the median latency that is still called steady: from one to one and a half it is as much. */
const steadyBound = 0.4;

/** The growth of the 99th percentile that is still called steady; it is made by few requests in each stretch. Doubling is more. */
const steadyTailBound = 0.6;

/** Below this, growth is not worth telling from the machine's own restlessness. */
const quietMs = 5;

/** What a run was, as far as judging it goes. */
export interface JudgedRun {
  memory: readonly MemoryRow[];
  latency: readonly LatencyRow[];
}

/** The judgement about the process over the whole run, then those about each kind of request once the server was warm. */
export function judgeRun({ memory, latency }: JudgedRun): Judgement[] {
  return [
    judgeGrowth(
      'memory (RSS)',
      memory.map(({ rss }) => rss),
      { bound: wanderBound },
    ),
    ...requestKinds.flatMap((kind) => judgeKind(kind, latency)),
  ];
}

function judgeKind(kind: RequestKind, rows: readonly LatencyRow[]): Judgement[] {
  const figures = rows.flatMap((row) => row[kind] ?? []);
  if (figures.length === 0) return [];
  const warmUp = { warmUpShare, quiet: quietMs };
  return [
    judgeGrowth(
      `p50 of ${kind}`,
      figures.map(({ p50Ms }) => p50Ms),
      { bound: steadyBound, ...warmUp },
    ),
    judgeGrowth(
      `p99 of ${kind}`,
      figures.map(({ p99Ms }) => p99Ms),
      { bound: steadyTailBound, ...warmUp },
    ),
  ];
}

interface Bounds {
  bound: number;
  /** Growth by less than this is good whatever share it is. */
  quiet?: number;
  /** This share of the stretches is left out. */
  warmUpShare?: number;
}

/** How the figures went after the warm-up. Bad is only what grew by more than the bound wherever it lies between `low` and `high`. */
export function judgeGrowth(
  about: string,
  figures: readonly number[],
  { bound, quiet = 0, warmUpShare: left = 0 }: Bounds,
): Judgement {
  const warmUp = Math.ceil(figures.length * left);
  const judged = figures.slice(warmUp);
  if (judged.length < fewestRows) return { about, verdict: 'too_short', needed: Math.ceil(fewestRows / (1 - left)) };
  const { slope, low, high } = toTrend(judged.map((value, at) => ({ at, value })));
  const median = toMedian(judged);
  const toShare = (growth: number): number => (growth * (judged.length - 1)) / median;
  const isTooMuch = (growth: number): boolean => toShare(growth) > bound && growth * (judged.length - 1) >= quiet;
  const verdict = isTooMuch(low) ? 'bad' : isTooMuch(high) ? 'unclear' : 'good';
  const shares = { growth: toShare(slope), low: toShare(low), high: toShare(high) };
  return { about, verdict, ...shares, bound, judged: judged.length };
}
