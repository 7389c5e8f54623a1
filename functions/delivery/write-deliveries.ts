// Writes an entry's deliveries by the optimistic loop, with a line of history for each that came to an end, and counts them.
import { writeEntry } from '../ledger/change-entry.ts';
import { addChanges } from '../rules/change-history.ts';
import type { Delivery, DeliveryState } from '../rules/delivery.ts';
import { isLeftByRule } from '../rules/delivery-steps.ts';
import type { Entry, EntryChange } from '../rules/entry.ts';
import { awaitsPerson } from '../rules/entry-index.ts';
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
  const toLine = (what: string, about: string): EntryChange => ({ atMs: nowMs, source: 'delivery', what, about });
  return Object.entries(after).flatMap(([key, delivery]) => {
    const earlier = before[key];
    const isByRule = delivery.isRuled === true && earlier?.isRuled !== true;
    if (isByRule && isLeftByRule(delivery)) return [toLine('settled_by_rule', key)];
    const byRule = isByRule ? [toLine('resent_by_rule', key)] : [];
    return isOver(delivery) && delivery.state !== earlier?.state ? [...byRule, toLine(delivery.state, key)] : byRule;
  });
}

function note({ book, logs }: DeliveryRun, before: Entry, after: Entry): void {
  for (const [key, delivery] of Object.entries(after.deliveries)) {
    const earlier = before.deliveries[key];
    if (delivery === earlier) continue;
    const name = isLeftByRule(delivery) ? undefined : toCount(earlier?.state, delivery);
    if (name !== undefined) {
      book.count(name);
      const { destinationId, reason } = delivery;
      const { propertyId } = after;
      if (unfinished.has(name) && reason !== null) book.explain({ propertyId, destinationId, outcome: name, reason });
    }
    if (awaitsPerson(delivery)) logs.deliveryParked(after, delivery);
  }
}

/** What a person may want to know the reason of. */
const unfinished: ReadonlySet<SweepCount> = new Set<SweepCount>([
  'retried',
  'postponed',
  'dead',
  'uncertain',
  'awaiting_rule',
]);

function toCount(before: DeliveryState | undefined, delivery: Delivery): SweepCount | undefined {
  const { state: after } = delivery;
  if (after === 'uncertain') return awaitsPerson(delivery) ? 'uncertain' : 'awaiting_rule';
  if (after === 'leased') return undefined;
  if (after !== 'waiting') return after;
  if (before === 'leased') return 'retried';
  return before === 'waiting' ? 'postponed' : 'revived';
}
