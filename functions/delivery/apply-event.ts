// Writes one of Stripe's events into the ledger as the webhook would have, and begins given-up deliveries anew where asked to.
import { recordChange } from '../ledger/record-change.ts';
import type { PropertyRecord } from '../properties/property-cache.ts';
import { reviveDelivery } from '../rules/delivery-steps.ts';
import type { ChangeSource, Entry } from '../rules/entry.ts';
import type { ReadEvent } from '../stripe/payment-reader.ts';
import type { DeliveryRun } from './delivery-run.ts';
import { findSettings } from './find-ending.ts';
import { mapDeliveries } from './sift-deliveries.ts';
import { writeDeliveries } from './write-deliveries.ts';

/** How an event is applied: `replan` also plans what was never planned, and revives what was given up. */
export interface ApplyWish {
  source: ChangeSource;
  replan: boolean;
}

export type AppliedEvent = { kind: 'applied' | 'repeated'; entry: Entry } | { kind: 'ignored'; reason: string };

/** What became of the event; counted in the book. Rejects as the store does. */
export async function applyEvent(
  run: DeliveryRun,
  { property }: PropertyRecord,
  event: ReadEvent,
  { source, replan }: ApplyWish,
): Promise<AppliedEvent> {
  const { context, book } = run;
  if (event.kind === 'ignored') {
    book.count('ignored');
    return { kind: 'ignored', reason: event.ignored.reason };
  }
  const outcome = await recordChange(context.store, property, event.change, { nowMs: context.now(), source, replan });
  if (outcome.kind === 'ignored') {
    book.count('ignored');
    return outcome;
  }
  const entry = replan ? await revive(run, property, outcome.entry) : outcome.entry;
  const kind = outcome.kind === 'repeat' ? 'repeated' : 'applied';
  book.count(kind);
  return { kind, entry };
}

/** What surely did not arrive, or does no harm twice, is due again. */
async function revive(run: DeliveryRun, property: PropertyRecord['property'], entry: Entry): Promise<Entry> {
  const { context } = run;
  const toRevived = (stored: Entry): Entry['deliveries'] =>
    mapDeliveries(stored.deliveries, (delivery) => {
      const settings = findSettings(stored, delivery.destinationId, property);
      if (settings === undefined) return undefined;
      const dropsRepeats = context.findDestination(settings.kind).dropsRepeats(delivery.event);
      return reviveDelivery(delivery, { nowMs: context.now(), dropsRepeats });
    });
  if (toRevived(entry) === entry.deliveries) return entry;
  return await writeDeliveries(run, entry, toRevived);
}
