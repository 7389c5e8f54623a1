// Applies one of Stripe's old events again because a person asked for it; what was sent already stays as it is.
import { isOutOfScope } from '../ledger/find-sold.ts';
import type { PropertyRecord } from '../properties/property-cache.ts';
import type { StripeMode } from '../rules/property.ts';
import { applyEvent } from './apply-event.ts';
import type { DeliveryContext } from './delivery-context.ts';
import { beginRun } from './delivery-run.ts';
import { handleDueEntry } from './handle-due-entry.ts';
import type { SweepReport } from './sweep-report.ts';
import { withStripe } from './with-stripe.ts';

/**
 * `unknown`: none of the property's keys knows the event; Stripe keeps them for 30 days. `failed`: Stripe could not be asked.
 * `ignored`: the event is none of ours. The report counts what was sent at once.
 */
export type ReplayOutcome =
  | { kind: 'replayed'; entryId: string; report: SweepReport }
  | { kind: 'ignored' | 'failed'; reason: string }
  | { kind: 'unknown' };

/** Reads the event (`evt_…`) with the property's live key, else its test key, records it and sends what is due of it. */
export async function replayEvent(
  context: DeliveryContext,
  record: PropertyRecord,
  eventId: string,
): Promise<ReplayOutcome> {
  const run = beginRun(context, Number.POSITIVE_INFINITY);
  let outcome: ReplayOutcome = { kind: 'unknown' };
  for (const mode of findModes(record)) {
    const answer = await withStripe(run, { record, mode, purpose: 'events' }, (apiKey) =>
      context.openPaymentReader(apiKey).readEvent(eventId),
    );
    if (answer.kind === 'missing') outcome = { kind: 'failed', reason: answer.missing.reason };
    if (answer.kind !== 'answer' || answer.value === undefined) continue;
    const applied = await applyEvent(run, record, answer.value, { source: 'replay', replan: true });
    if (applied.kind === 'ignored') return applied;
    await handleDueEntry(run, applied.entry);
    const ended = await context.store.findEntry(applied.entry.id);
    if (ended !== undefined && ended.kind !== 'session' && isOutOfScope(ended)) {
      return { kind: 'ignored', reason: 'out_of_scope' };
    }
    return { kind: 'replayed', entryId: applied.entry.id, report: run.book.toReport() };
  }
  return outcome;
}

function findModes({ property }: PropertyRecord): StripeMode[] {
  return (['live', 'test'] as const).filter((mode) => property.stripeKeys[mode] !== null);
}
