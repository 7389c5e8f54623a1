// Goes on in a sweep with every removal that somebody began, whoever left it: some of each property at a time, until it is gone.
import { noteInTrail } from '../properties/note-in-trail.ts';
import { goOnWithRemoval, toEndMark } from '../properties/removal/remove-owned.ts';
import type { Property } from '../rules/property.ts';
import { CorruptRecordError, StoreUnavailableError } from '../store/errors.ts';
import { type DeliveryRun, isOver } from './delivery-run.ts';

/** What of the time that is left is spent on it at most: whatever else is done in that time has its share. */
const share = 1 / 4;

/**
 * Removes as much of the properties as there is time for; what falls due meanwhile goes first. What is left, the next run does,
 * and several may do it at once. Never rejects for a database that does not answer; the run's book says so.
 */
export async function finishRemovals(run: DeliveryRun, propertyIds: readonly string[]): Promise<void> {
  if (propertyIds.length === 0) return;
  const startedAtMs = run.context.now();
  const slice = { ...run, deadlineAtMs: startedAtMs + (run.deadlineAtMs - startedAtMs) * share };
  try {
    let left = await readRemovals(run, propertyIds);
    while (left.length > 0) {
      const unfinished: Property[] = [];
      for (const property of left) {
        await slice.giveWay?.();
        if (isOver(slice)) {
          run.book.leaveOver();
          return;
        }
        if (await removeSome(run, property)) unfinished.push(property);
      }
      left = unfinished;
    }
  } catch (error) {
    if (!(error instanceof StoreUnavailableError)) throw error;
    run.book.fail('*', 'store_unavailable');
    run.logs.failed('*', 'remove_property', error);
  }
}

/** As they are stored now: which ones there are may have been listed minutes ago. */
async function readRemovals({ context, book, logs }: DeliveryRun, propertyIds: readonly string[]): Promise<Property[]> {
  const read: Property[] = [];
  for (const id of propertyIds) {
    try {
      const property = await context.store.findProperty(id);
      if (property?.removalStartedAtMs !== undefined) read.push(property);
    } catch (error) {
      if (!(error instanceof CorruptRecordError)) throw error;
      book.fail(id, 'damaged_record');
      logs.recordDamaged(id, error);
    }
  }
  return read;
}

/** Whether there is more to remove now; what only has to settle is for a later run. */
async function removeSome({ context, book }: DeliveryRun, property: Property): Promise<boolean> {
  const noteEnd = async (): Promise<void> =>
    await noteInTrail(context, property, { what: 'property_deleted', about: property.name, ...toEndMark(property) });
  const { state, records } = await goOnWithRemoval({ ...context, noteEnd }, property, 1);
  book.count('records_removed', records);
  if (state === 'gone') book.count('properties_removed');
  return state === 'going_on';
}
