// Judges a run: whether the process stayed as large and latency as it was once the server was warm.
import { toMedian } from '../../bench/statistics.ts';
import { type RequestKind, requestKinds } from './arrivals.ts';
import type { LatencyRow } from './latency-windows.ts';
import { toSlope } from './to-trend.ts';

/** What the server's process used during one stretch. */
export interface MemoryRow {
  rss: number;
}

/** How a series of figures went. `growth` is from the first to the last judged stretch, as a share of the median: 0.1 means a tenth. `needed` is how many
 * stretches a run must have. */
export type Judgement =
  | { about: string; verdict: 'good' | 'bad'; growth: number; bound: number; judged: number }
  | { about: string; verdict: 'too_short'; needed: number };

/** Code is compiled and files are laid out in this share of a run. */
const warmUpShare = 1 / 3;

/** After so many payments every cache of the server is full, and forgets as much as it learns. */
export const fillingPayments = 10_000;

/** Fewer stretches after the warm-up tell nothing of a trend. */
const fewestRows = 6;

/** The growth that is still called flat: what is left of garbage collection, fragments and the database's page cache. */
export const flatBound = 0.1;

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
  windowMs: number;
  paymentsPerSecond: number;
}

/** The judgements about memory, then those about each kind of request. */
export function judgeRun({ memory, latency, windowMs, paymentsPerSecond }: JudgedRun): Judgement[] {
  const fillingRows = Math.ceil((fillingPayments / paymentsPerSecond) * (1_000 / windowMs));
  const bounds = { bound: flatBound, fillingRows };
  return [
    judgeGrowth(
      'memory (RSS)',
      memory.map(({ rss }) => rss),
      bounds,
    ),
    ...requestKinds.flatMap((kind) => judgeKind(kind, latency)),
  ];
}

function judgeKind(kind: RequestKind, rows: readonly LatencyRow[]): Judgement[] {
  const figures = rows.flatMap((row) => row[kind] ?? []);
  if (figures.length === 0) return [];
  return [
    judgeGrowth(
      `p50 of ${kind}`,
      figures.map(({ p50Ms }) => p50Ms),
      { bound: steadyBound, quiet: quietMs },
    ),
    judgeGrowth(
      `p99 of ${kind}`,
      figures.map(({ p99Ms }) => p99Ms),
      { bound: steadyTailBound, quiet: quietMs },
    ),
  ];
}

interface Bounds {
  bound: number;
  /** Growth by less than this is good whatever share it is. */
  quiet?: number;
  /** So many stretches at least belong to the warm-up. */
  fillingRows?: number;
}

/** How the figures went after the warm-up, by the slope that no single stretch can bend. */
export function judgeGrowth(
  about: string,
  figures: readonly number[],
  { bound, quiet = 0, fillingRows = 0 }: Bounds,
): Judgement {
  const warmUp = Math.max(Math.ceil(figures.length * warmUpShare), fillingRows);
  const judged = figures.slice(warmUp);
  if (judged.length < fewestRows) return { about, verdict: 'too_short', needed: warmUp + fewestRows };
  const grown = toSlope(judged) * (judged.length - 1);
  const growth = grown / toMedian(judged);
  return { about, verdict: growth <= bound || grown < quiet ? 'good' : 'bad', growth, bound, judged: judged.length };
}
