// Reads all entries of one day of a property, a page at a time.
import { type DeliveryRun, isOver } from '../delivery/delivery-run.ts';
import { dayMs, dayStartMs } from '../rules/day.ts';
import type { Entry } from '../rules/entry.ts';
import { findOccurredAtMs } from '../rules/entry-index.ts';

const pageSize = 500;

/** The entries, a page at a time. Ends early where the run's time is over: whoever reads asks `isOver` whether it was. */
export async function* readDay(run: DeliveryRun, propertyId: string, day: string): AsyncGenerator<Entry[]> {
  const fromMs = dayStartMs(day);
  const query = { propertyId, fromMs, untilMs: fromMs + dayMs, limit: pageSize };
  let last: Entry | undefined;
  do {
    await run.giveWay?.();
    const after = last && { occurredAtMs: findOccurredAtMs(last), id: last.id };
    const entries = await run.context.store.listEntries({ ...query, after }, run.logs.recordDamaged);
    if (entries.length > 0) yield entries;
    last = entries.length < pageSize ? undefined : entries.at(-1);
  } while (last !== undefined && !isOver(run));
}
