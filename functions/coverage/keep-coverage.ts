// Keeps roll-ups up to date in what a sweep leaves of its time: changed days first, then what Stripe counts, then old settings.
import { type DeliveryRun, isOver } from '../delivery/delivery-run.ts';
import { dayMs } from '../rules/day.ts';
import { StoreUnavailableError } from '../store/errors.ts';
import { askPastDays, createPartyMemory } from './ask-past-days.ts';
import { createLargeDays } from './large-days.ts';
import { recomputeChangedDays, rollUpEveryMs } from './recompute-changed-days.ts';
import { createRecountMemory, recountDays } from './recount-days.ts';

/** What of a run's time is spent on it at most, so that the next run, which asks and resolves, comes soon. */
const sliceMs = 25_000;

/** How long one instance does not look again whether it is time to ask Stripe, or to count anew. */
const lookAgainMs = 600_000;

/** Something that is done every so often. */
interface Task {
  /** True where nothing of it is left to do for now. */
  perform: (run: DeliveryRun) => Promise<boolean>;
  everyMs: number;
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
  const tasks: Task[] = [
    { perform: (run) => recomputeChangedDays(run, large), everyMs: rollUpEveryMs, nextAtMs: 0 },
    { perform: (run) => askPastDays(run, asked), everyMs: lookAgainMs, nextAtMs: 0 },
    { perform: (run) => recountDays(run, recounted, large), everyMs: lookAgainMs, nextAtMs: 0 },
  ];

  async function keep(run: DeliveryRun): Promise<void> {
    const { now } = run.context;
    for (const task of tasks) {
      const startedAtMs = now();
      if (!isDue(task.nextAtMs, startedAtMs) || isOver(run)) continue;
      if (await task.perform(run)) task.nextAtMs = startedAtMs + task.everyMs;
    }
  }

  return async (run) => {
    try {
      await keep({ ...run, deadlineAtMs: Math.min(run.deadlineAtMs, run.context.now() + sliceMs) });
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error;
      run.book.fail('*', 'store_unavailable');
      run.logs.failed('*', 'roll_up', error);
    }
  };
}

/** A moment far ahead comes from a clock that was wrong. */
function isDue(atMs: number, nowMs: number): boolean {
  return nowMs >= atMs || atMs - nowMs > dayMs;
}
