// Brings one due entry further: finds its session where that is unknown, then sends; whatever goes wrong stays its own affair.
import type { PropertyRecord } from '../properties/property-cache.ts';
import { findPauseMs } from '../rules/back-off.ts';
import type { Delivery } from '../rules/delivery.ts';
import { cancelDelivery, isDue, lapseDelivery, postponeDelivery, ruleDelivery } from '../rules/delivery-steps.ts';
import type { Entry } from '../rules/entry.ts';
import { CorruptRecordError, StoreUnavailableError } from '../store/errors.ts';
import { deliverEntry } from './deliver-entry.ts';
import type { DeliveryRun } from './delivery-run.ts';
import { giveUp, isDueOrphan, resolveOrphan, waitFor } from './resolve-orphan.ts';
import { mapDeliveries } from './sift-deliveries.ts';
import { writeDeliveries } from './write-deliveries.ts';

/** Never rejects: what could not be done is in the run's book and log, and due again later. */
export async function handleDueEntry(run: DeliveryRun, entry: Entry): Promise<void> {
  run.book.count('entries');
  try {
    const record = await run.context.properties.find(entry.propertyId);
    if (record === undefined) await closeEntry(run, entry);
    else await bringFurther(run, record, entry);
  } catch (error) {
    const reason = toReason(error);
    run.book.fail(entry.propertyId, reason);
    run.logs.failed(entry.propertyId, reason, error);
    // What cannot be written now cannot be put off either.
    if (!(error instanceof StoreUnavailableError)) await putOff(run, entry, reason);
  }
}

async function bringFurther(run: DeliveryRun, record: PropertyRecord, entry: Entry): Promise<void> {
  const resolved = isDueOrphan(entry, run.context.now()) ? await resolveOrphan(run, record, entry) : entry;
  if (resolved !== undefined) await deliverEntry(run, record, resolved);
}

function toReason(error: unknown): string {
  if (error instanceof StoreUnavailableError) return 'store_unavailable';
  return error instanceof CorruptRecordError ? 'damaged_record' : 'internal';
}

/** The property is gone, and with it every key and address. */
async function closeEntry(run: DeliveryRun, entry: Entry): Promise<void> {
  const { context } = run;
  if (isDueOrphan(entry, context.now())) await giveUp(run, entry, 'property_removed');
  await writeDeliveries(run, entry, (stored) =>
    mapDeliveries(stored.deliveries, (delivery) => {
      const nowMs = context.now();
      // There will be no repeat; whether a sender that died was heard, nobody can say any more.
      const lapsed = lapseDelivery(delivery, { nowMs, dropsRepeats: false });
      const left = lapsed ?? ruleDelivery(delivery, 'ask', nowMs);
      return left ?? cancelDelivery(delivery, 'suppressed', 'property_removed', nowMs);
    }),
  );
}

/** One faulty entry may not stand in front of all others at every run. */
async function putOff(run: DeliveryRun, entry: Entry, reason: string): Promise<void> {
  const { context } = run;
  try {
    if (isDueOrphan(entry, context.now())) await waitFor(run, entry, { reason });
    await writeDeliveries(run, entry, (stored) =>
      mapDeliveries(stored.deliveries, (delivery) => putOffDelivery(run, delivery, reason)),
    );
  } catch (error) {
    run.logs.failed(entry.propertyId, 'put_off', error);
  }
}

function putOffDelivery({ context }: DeliveryRun, delivery: Delivery, reason: string): Delivery | undefined {
  const nowMs = context.now();
  const random = context.random();
  if (!isDue(delivery, nowMs)) return undefined;
  const postponed = postponeDelivery(delivery, { reason }, { nowMs, random });
  // A dead sender's lease: what it left is for a later run to judge.
  return postponed ?? { ...delivery, dueAtMs: nowMs + findPauseMs(nowMs - delivery.atMs, random) };
}
