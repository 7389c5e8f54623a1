// Adds up at once what changed on a property's days since it was done for all of them, because somebody wants to know now.
import { type DeliveryRun, isOver } from '../delivery/delivery-run.ts';
import { toDay } from '../rules/day.ts';
import type { Property } from '../rules/property.ts';
import { StoreUnavailableError } from '../store/errors.ts';
import type { ChangePosition } from '../store/store.ts';
import { leaveDay } from './left-days.ts';
import { readAsOf } from './read-as-of.ts';
import { overlapMs } from './recompute-changed-days.ts';
import { recomputeDay } from './recompute-day.ts';

const batchSize = 500;

/** So many changes are looked through, of whatever property. */
const maxBatches = 4;

type RefreshOutcome = 'done' | 'no_time' | 'passed_over';

/**
 * `no_time` where more changed than could be looked through or added up until the run's deadline; what was added up stays, and
 * the sweep does the rest. `passed_over` where a day is out of order, which is tried again later. Asks Stripe nothing. Rejects
 * with StoreUnavailableError.
 */
export async function refreshDays(run: DeliveryRun, property: Property): Promise<RefreshOutcome> {
  const nowMs = run.context.now();
  // Where nobody ever added everything up, everything is looked through.
  const asOfMs = (await readAsOf(run.context.store)) ?? 0;
  const { days, isWhole } = await listChangedDays(run, property.id, Math.max(0, asOfMs - overlapMs));
  days.add(toDay(nowMs));
  // The newest first: they are looked at most.
  let isSound = true;
  for (const day of [...days].sort().reverse()) {
    const outcome = isOver(run) ? 'no_time' : await refreshDay(run, property, day);
    if (outcome === 'no_time') return outcome;
    isSound &&= outcome === 'done';
  }
  if (!isWhole) return 'no_time';
  return isSound ? 'done' : 'passed_over';
}

/** What is out of order on one day keeps nobody from the others, as in a sweep. */
async function refreshDay(run: DeliveryRun, property: Property, day: string): Promise<RefreshOutcome> {
  try {
    return (await recomputeDay(run, { property, day })) === undefined ? 'no_time' : 'done';
  } catch (error) {
    if (error instanceof StoreUnavailableError) throw error;
    await leaveDay(run.context.store, `${property.id}:${day}`, run.context.now());
    run.book.fail(property.id, 'day_not_rolled_up');
    run.logs.failed(property.id, 'roll_up', error);
    return 'passed_over';
  }
}

async function listChangedDays(
  run: DeliveryRun,
  propertyId: string,
  sinceMs: number,
): Promise<{ days: Set<string>; isWhole: boolean }> {
  const days = new Set<string>();
  let after: ChangePosition | undefined;
  for (let batch = 0; batch < maxBatches && !isOver(run); batch += 1) {
    const changed = await run.context.store.listChangedEntries({ sinceMs, after, limit: batchSize });
    for (const entry of changed) if (entry.propertyId === propertyId) days.add(toDay(entry.occurredAtMs));
    const last = changed.at(-1);
    if (last === undefined || changed.length < batchSize) return { days, isWhole: true };
    after = { changedAtMs: last.changedAtMs, id: last.id };
  }
  return { days, isWhole: false };
}
