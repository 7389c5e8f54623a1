// Sends what is due of one entry.
import type { PropertyRecord } from '../properties/property-cache.ts';
import { isDue } from '../rules/delivery-steps.ts';
import type { Entry } from '../rules/entry.ts';
import type { DeliveryRun } from './delivery-run.ts';
import { type GatheredParts, gatherParts } from './gather-parts.ts';
import { sendLeased } from './send-leased.ts';
import { siftDeliveries } from './sift-deliveries.ts';
import { type LeasedSend, takeUp } from './take-up.ts';
import { writeDeliveries } from './write-deliveries.ts';

/**
 * Brings every due delivery of the entry further. What the sends need is gathered before any lease is taken, so that a process
 * which dies while it waits for Stripe leaves no doubt whether something was sent. Rejects as the store does.
 */
export async function deliverEntry(run: DeliveryRun, record: PropertyRecord, entry: Entry): Promise<void> {
  const { context } = run;
  const sifted = siftDeliveries(entry, record.property, context, context.now());
  const awaitsSend = Object.values(sifted).some((delivery) => isDue(delivery, context.now()));
  if (!awaitsSend) {
    if (sifted !== entry.deliveries) await writeSifted(run, record, entry);
    return;
  }
  const gathered = await gatherParts(run, record, entry);
  const { leased, sends } = await leaseSends(run, record, entry, gathered);
  const ends = await Promise.allSettled(sends.map((send) => sendLeased(run, record, leased, send)));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

async function writeSifted(run: DeliveryRun, { property }: PropertyRecord, entry: Entry): Promise<void> {
  const { context } = run;
  await writeDeliveries(run, entry, (stored) => siftDeliveries(stored, property, context, context.now()));
}

async function leaseSends(
  run: DeliveryRun,
  record: PropertyRecord,
  entry: Entry,
  gathered: GatheredParts,
): Promise<{ leased: Entry; sends: LeasedSend[] }> {
  let sends: LeasedSend[] = [];
  const lease = run.context.newLease();
  // Gathering may have written the session that the deliveries stand in.
  const newest = gathered.kind === 'gathered' && entry.kind === 'session' ? gathered.parts.session : entry;
  const leased = await writeDeliveries(run, newest, (stored) => {
    const taken = takeUp(run, record, stored, gathered, lease);
    sends = taken.sends;
    return taken.deliveries;
  });
  return { leased, sends };
}
