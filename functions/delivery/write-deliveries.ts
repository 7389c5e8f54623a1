// Writes an entry's deliveries by the optimistic loop, with a line of history for each that came to an end, and counts them.
import { writeEntry } from '../ledger/change-entry.ts';
import { addChanges } from '../rules/change-history.ts';
import type { Delivery, DeliveryState } from '../rules/delivery.ts';
import type { Entry, EntryChange } from '../rules/entry.ts';
import type { Deliveries } from '../rules/plan-deliveries.ts';
import type { DeliveryRun } from './delivery-run.ts';
import type { SweepCount } from './sweep-report.ts';

/**
 * The entry with the deliveries that `change` makes of it: of `known` as it was lately, which spares a read, else of the stored
 * one as often as somebody else was faster. Rejects with StoreUnavailableError.
 */
export async function writeDeliveries(
  run: DeliveryRun,
  known: Entry,
  change: (entry: Entry) => Deliveries,
): Promise<Entry> {
  let before = known;
  const decide = (entry: Entry | undefined): { next: Entry | undefined } => {
    before = entry ?? known;
    const deliveries = entry === undefined ? undefined : change(entry);
    if (entry === undefined || deliveries === undefined || deliveries === entry.deliveries) return { next: undefined };
    const lines = toLines(entry.deliveries, deliveries, run.context.now());
    const changes = lines.length === 0 ? entry.changes : addChanges(entry.changes, lines);
    return { next: { ...entry, deliveries, changes } };
  };
  const rule = { id: known.id, narrow: (entry: Entry) => entry, decide };
  const outcome = await writeEntry(run.context.store, rule, { kind: 'recalled', entry: known });
  if (outcome.kind !== 'changed') return before;
  note(run, before, outcome.entry);
  return outcome.entry;
}

function isOver({ state }: Delivery): boolean {
  return state !== 'waiting' && state !== 'leased';
}

function toLines(before: Deliveries, after: Deliveries, nowMs: number): EntryChange[] {
  return Object.entries(after).flatMap(([key, delivery]) =>
    isOver(delivery) && delivery !== before[key]
      ? [{ atMs: nowMs, source: 'delivery' as const, what: delivery.state, about: key }]
      : [],
  );
}

function note({ book, logs }: DeliveryRun, before: Entry, after: Entry): void {
  for (const [key, delivery] of Object.entries(after.deliveries)) {
    const earlier = before.deliveries[key];
    if (delivery === earlier) continue;
    const name = toCount(earlier?.state, delivery.state);
    if (name !== undefined) {
      book.count(name);
      const { destinationId, reason } = delivery;
      const { propertyId } = after;
      if (unfinished.has(name) && reason !== null) book.explain({ propertyId, destinationId, outcome: name, reason });
    }
    if (delivery.state === 'dead' || delivery.state === 'uncertain') logs.deliveryParked(after, delivery);
  }
}

/** What a person may want to know the reason of. */
const unfinished: ReadonlySet<SweepCount> = new Set<SweepCount>(['retried', 'postponed', 'dead', 'uncertain']);

function toCount(before: DeliveryState | undefined, after: DeliveryState): SweepCount | undefined {
  if (after === 'leased') return undefined;
  if (after !== 'waiting') return after;
  if (before === 'leased') return 'retried';
  return before === 'waiting' ? 'postponed' : 'revived';
}
