// Keeps roll-ups up to date in what a sweep leaves of its time: changed days first, then what Stripe counts, then old settings, then old lines of the audit trail; before them, every so often, a day that was too large.
import { type DeliveryRun, isOver } from '../delivery/delivery-run.ts';
import { dayMs } from '../rules/day.ts';
import { StoreUnavailableError } from '../store/errors.ts';
import { askPastDays, createPartyMemory } from './ask-past-days.ts';
import { createLargeDays, type LargeDays } from './large-days.ts';
import { retryLeftDay } from './left-days.ts';
import { createTrailPurge } from './purge-trail.ts';
import { recomputeChangedDays, rollUpEveryMs } from './recompute-changed-days.ts';
import { createRecountMemory, recountDays } from './recount-days.ts';

/** What of a run's time is spent on it at most, so that the next run, which asks and resolves, comes soon. */
const sliceMs = 25_000;

/** How long one instance does not look again whether it is time to ask Stripe, or to count anew. */
const lookAgainMs = 600_000;

/** How long one instance waits after it tried such a day: each may take a whole run, and the others need runs too. */
const restAfterTryMs = 300_000;

/**
 * How long adding days up rests for each entry that it read. A day that changes all the time is read again as a whole, and each
 * entry costs a read of the database: a large shop's roll-ups come later rather than dear.
 */
export const restPerEntryMs = 100;

/** The longest that they may come later. */
export const longestRestMs = 3_600_000;

/** Something that is done every so often. */
interface Task {
  /** How long nothing of it is to do; `undefined` where some of it is left. */
  perform: (run: DeliveryRun) => Promise<number | undefined>;
  nextAtMs: number;
}

/**
 * What a sweep does at its end, for one instance: it remembers until when nothing is to do, which spares reads. Never rejects
 * for a database that does not answer; the run's book says so.
 */
export function createCoverageKeeper(): (run: DeliveryRun) => Promise<void> {
  const asked = createPartyMemory();
  const recounted = createRecountMemory();
  const large = createLargeDays();
  const again: Task = { perform: retry, nextAtMs: 0 };
  const tasks: Task[] = [
    { perform: (run) => addUp(run, large), nextAtMs: 0 },
    { perform: async (run) => ((await askPastDays(run, asked)) ? lookAgainMs : undefined), nextAtMs: 0 },
    { perform: async (run) => ((await recountDays(run, recounted, large)) ? lookAgainMs : undefined), nextAtMs: 0 },
    { perform: createTrailPurge(), nextAtMs: 0 },
  ];

  async function keep(run: DeliveryRun): Promise<void> {
    const slice = { ...run, deadlineAtMs: Math.min(run.deadlineAtMs, run.context.now() + sliceMs) };
    // A day for which others’ share was too little takes all that the run has.
    await performDue(again, run);
    for (const task of tasks) await performDue(task, slice);
  }

  return async (run) => {
    try {
      await keep(run);
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error;
      run.book.fail('*', 'store_unavailable');
      run.logs.failed('*', 'roll_up', error);
    }
  };
}

async function performDue(task: Task, run: DeliveryRun): Promise<void> {
  const startedAtMs = run.context.now();
  if (!isDue(task.nextAtMs, startedAtMs) || isOver(run)) return;
  const restMs = await task.perform(run);
  if (restMs !== undefined) task.nextAtMs = startedAtMs + restMs;
}

async function retry(run: DeliveryRun): Promise<number | undefined> {
  const outcome = await retryLeftDay(run);
  if (outcome === 'no_time') return undefined;
  return outcome === 'none' ? lookAgainMs : restAfterTryMs;
}

async function addUp(run: DeliveryRun, large: LargeDays): Promise<number | undefined> {
  const { isDone, entriesRead } = await recomputeChangedDays(run, large);
  return isDone ? Math.min(longestRestMs, Math.max(rollUpEveryMs, entriesRead * restPerEntryMs)) : undefined;
}

/** A moment far ahead comes from a clock that was wrong. */
function isDue(atMs: number, nowMs: number): boolean {
  return nowMs >= atMs || atMs - nowMs > dayMs;
}
