// Carries out what a person decided about a delivery that was given up, or of which nobody knows whether it arrived.

import type { DeliveryContext } from '../../../functions/delivery/delivery-context.ts';
import { beginRun } from '../../../functions/delivery/delivery-run.ts';
import { handleDueEntry } from '../../../functions/delivery/handle-due-entry.ts';
import { changeStoredEntry } from '../../../functions/ledger/change-entry.ts';
import { addChanges } from '../../../functions/rules/change-history.ts';
import type { Delivery } from '../../../functions/rules/delivery.ts';
import { decideDelivery } from '../../../functions/rules/delivery-steps.ts';
import type { Entry, EntryChange } from '../../../functions/rules/entry.ts';
import { entryId } from '../../../functions/store/store.ts';
import { UsageError } from '../cli-errors.ts';

/** Which deliveries, and what is to become of them. */
export interface Decision {
  propertyId: string;
  /** `cs_…`, `re_…`, `in_…`, `dp_…` or `sub_…`. */
  stripeId: string;
  event: string;
  /** Only the delivery to this destination. */
  destinationId?: string | undefined;
  kind: 'resend' | 'settle';
}

/** Those deliveries as they stand afterwards; what is to be sent again was sent by then. Throws `UsageError` for none. */
export async function decide(context: DeliveryContext, decision: Decision): Promise<Delivery[]> {
  const id = entryId(decision.propertyId, decision.stripeId);
  let keys: string[] = [];
  const outcome = await changeStoredEntry(context.store, id, (entry) => {
    const decided = decideAll(entry, decision, context.now());
    keys = Object.keys(decided);
    return keys.length === 0 ? undefined : toChanged(entry, decided, decision.kind, context.now());
  });
  if (outcome.kind === 'missing') {
    throw new UsageError(
      `The property knows nothing of ${decision.stripeId}. "deliveries ${decision.propertyId}" lists what can be decided.`,
    );
  }
  if (outcome.kind === 'unchanged') throw new UsageError(toRefusal(outcome.entry, decision));
  if (decision.kind === 'resend') await handleDueEntry(beginRun(context, Number.POSITIVE_INFINITY), outcome.entry);
  const { deliveries } = (await context.store.findEntry(id)) ?? outcome.entry;
  return keys.flatMap((key) => deliveries[key] ?? []);
}

function decideAll(entry: Entry, decision: Decision, nowMs: number): Record<string, Delivery> {
  return Object.fromEntries(
    Object.entries(entry.deliveries).flatMap(([key, delivery]) => {
      const decided = isMeant(delivery, decision) ? decideDelivery(delivery, decision.kind, nowMs) : undefined;
      return decided === undefined ? [] : [[key, decided] as const];
    }),
  );
}

function isMeant({ event, destinationId }: Delivery, decision: Decision): boolean {
  return event === decision.event && (decision.destinationId ?? destinationId) === destinationId;
}

function toChanged(entry: Entry, decided: Record<string, Delivery>, kind: Decision['kind'], nowMs: number): Entry {
  const what = kind === 'resend' ? 'resent' : 'settled';
  const lines = Object.keys(decided).map((about): EntryChange => ({ atMs: nowMs, source: 'console', what, about }));
  return { ...entry, deliveries: { ...entry.deliveries, ...decided }, changes: addChanges(entry.changes, lines) };
}

function toRefusal({ deliveries }: Entry, decision: Decision): string {
  const meant = Object.values(deliveries).filter((delivery) => isMeant(delivery, decision));
  const states = [...new Set(meant.map(({ state }) => state))].join(', ');
  return meant.length === 0
    ? `There is no delivery of ${decision.event} for ${decision.stripeId}.`
    : `The delivery of ${decision.event} is ${states}; only dead and uncertain ones are decided by a person.`;
}
