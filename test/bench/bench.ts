// What a bench is, and what it is given: a folder, a load, numbers of sessions nobody used before, and a place for its ends.
import type { BenchLetter, Measurement } from './figure.ts';
import type { Load } from './load/load.ts';
import type { LoadPlan, LoadResult } from './load/load-plan.ts';
import type { Pair } from './statistics.ts';

/** One of the benches (a) to (l). */
export interface Bench {
  letter: BenchLetter;
  /** What it finds out, for help and progress. */
  title: string;
  /** One measurement after the other. Rejects when it cannot measure, with the cure where there is one. */
  run(context: BenchContext): AsyncGenerator<Measurement>;
}

export interface BenchContext {
  /** Fewer and shorter repetitions. */
  isQuick: boolean;
  /** A temporary folder of this bench, removed after it. */
  folder: string;
  /** Names the sessions of this run of the benches. */
  run: string;
  load: Load;
  /** Says what happens now, on a terminal. */
  progress(text: string): void;
  /** The first of `count` session numbers that this bench has not used yet. */
  takeSessions(count: number): number;
  /** Does `end` when the bench is over, the latest first, whether it went well or not. */
  onEnd(end: () => Promise<void> | void): void;
}

/** Starts something that the bench stops when it is over. */
export async function keep<T extends { stop(): Promise<void> | void }>(
  context: Pick<BenchContext, 'onEnd'>,
  starting: Promise<T>,
): Promise<T> {
  const started = await starting;
  context.onEnd(() => started.stop());
  return started;
}

/** Sends requests about `sessions` sessions that were never asked for before, each `times` times. */
export function runFreshLoad(
  context: BenchContext,
  plan: Pick<LoadPlan, 'origin' | 'request' | 'concurrency' | 'expected'> & { sessions: number; times?: number },
): Promise<LoadResult> {
  const { times = 1, ...rest } = plan;
  const first = context.takeSessions(plan.sessions);
  return context.load.run({ ...rest, run: context.run, first, requests: plan.sessions * times });
}

/** Measures ours and the baseline in turn, `repetitions` times: A B A B … */
export async function alternate(
  context: BenchContext,
  repetitions: number,
  measure: { ours: () => Promise<number>; baseline: () => Promise<number> },
): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (let repetition = 1; repetition <= repetitions; repetition += 1) {
    context.progress(`repetition ${repetition} of ${repetitions}`);
    const ours = await measure.ours();
    const baseline = await measure.baseline();
    pairs.push({ ours, baseline });
  }
  return pairs;
}
