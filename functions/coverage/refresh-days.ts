// Adds up at once what changed on a property's days since it was done for all of them, because somebody wants to know now.
import { type DeliveryRun, isOver } from '../delivery/delivery-run.ts';
import { toDay } from '../rules/day.ts';
import type { Property } from '../rules/property.ts';
import type { ChangePosition } from '../store/store.ts';
import { readAsOf } from './read-as-of.ts';
import { overlapMs } from './recompute-changed-days.ts';
import { recomputeDay } from './recompute-day.ts';

const batchSize = 500;

/** So many changes are looked through, of whatever property. */
const maxBatches = 4;

/** How far back is looked where nobody ever added anything up. */
const lookBackMs = 86_400_000;

/**
 * `no_time` where more changed than could be looked through or added up until the run's deadline; what was added up stays, and
 * the sweep does the rest. Asks Stripe nothing. Rejects with StoreUnavailableError.
 */
export async function refreshDays(run: DeliveryRun, property: Property): Promise<'done' | 'no_time'> {
  const nowMs = run.context.now();
  const asOfMs = (await readAsOf(run.context.store)) ?? nowMs - lookBackMs;
  const { days, isWhole } = await listChangedDays(run, property.id, Math.max(0, asOfMs - overlapMs));
  days.add(toDay(nowMs));
  // The newest first: they are looked at most.
  for (const day of [...days].sort().reverse()) {
    if (isOver(run) || (await recomputeDay(run, { property, day })) === undefined) return 'no_time';
  }
  return isWhole ? 'done' : 'no_time';
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
