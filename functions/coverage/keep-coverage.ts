// Keeps roll-ups up to date in what a sweep leaves of its time: changed days first, then what Stripe counts.
import { type DeliveryRun, isOver } from '../delivery/delivery-run.ts';
import { dayMs } from '../rules/day.ts';
import { StoreUnavailableError } from '../store/errors.ts';
import { askPastDays, createPartyMemory } from './ask-past-days.ts';
import { createLargeDays } from './large-days.ts';
import { recomputeChangedDays, rollUpEveryMs } from './recompute-changed-days.ts';

/** What of a run's time is spent on it at most, so that the next run, which asks and resolves, comes soon. */
const sliceMs = 25_000;

/** How long one instance does not look again whether it is time to ask Stripe. */
const lookAgainMs = 600_000;

/**
 * What a sweep does at its end, for one instance: it remembers until when nothing is to do, which spares reads. Never rejects
 * for a database that does not answer; the run's book says so.
 */
export function createCoverageKeeper(): (run: DeliveryRun) => Promise<void> {
  let nextRollUpAtMs = 0;
  let nextAskAtMs = 0;
  const memory = createPartyMemory();
  const large = createLargeDays();

  async function keep(run: DeliveryRun): Promise<void> {
    const { now } = run.context;
    if (isDue(nextRollUpAtMs, now()) && !isOver(run)) {
      const startedAtMs = now();
      if (await recomputeChangedDays(run, large)) nextRollUpAtMs = startedAtMs + rollUpEveryMs;
    }
    if (isDue(nextAskAtMs, now()) && !isOver(run)) {
      const startedAtMs = now();
      if (await askPastDays(run, memory)) nextAskAtMs = startedAtMs + lookAgainMs;
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
