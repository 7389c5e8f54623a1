// Adds a day up where a run has time for it, and passes over one that is too large or out of order, which is tried again later.
import type { DeliveryRun } from '../delivery/delivery-run.ts';
import type { Property } from '../rules/property.ts';
import { StoreUnavailableError } from '../store/errors.ts';
import { hasFairTime, type LargeDays } from './large-days.ts';
import { leaveDay } from './left-days.ts';
import { recomputeDay } from './recompute-day.ts';

/** `passed_over`: it cannot be done now, which the run's book says where it is new. */
type DayOutcome = { kind: 'done'; entriesRead: number } | { kind: 'no_time' } | { kind: 'passed_over' };

/** No day stands in front of all the others. Rejects with StoreUnavailableError. */
export async function computeInTime(
  run: DeliveryRun,
  large: LargeDays,
  { property, day }: { property: Property; day: string },
): Promise<DayOutcome> {
  const { now } = run.context;
  const key = `${property.id}:${day}`;
  if (large.isAside(key, now())) return { kind: 'passed_over' };
  try {
    const hadFairTime = hasFairTime(run);
    const entriesRead = await recomputeDay(run, { property, day });
    if (entriesRead !== undefined) {
      large.noteDone(key);
      return { kind: 'done', entriesRead };
    }
    if (run.signal?.aborted === true || !large.noteUnfinished(key, hadFairTime, now())) return { kind: 'no_time' };
    await leaveDay(run.context.store, key, now());
    run.book.fail(property.id, 'day_too_large');
    run.logs.failed(property.id, 'roll_up', new Error(`A run has no time for all of ${day}.`));
  } catch (error) {
    if (error instanceof StoreUnavailableError) throw error;
    await leaveDay(run.context.store, key, now());
    run.book.fail(property.id, 'day_not_rolled_up');
    run.logs.failed(property.id, 'roll_up', error);
  }
  return { kind: 'passed_over' };
}
