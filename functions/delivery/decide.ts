// Carries out what a person decided about a delivery that was given up, or of which nobody knows whether it arrived.
import { changeStoredEntry } from '../ledger/change-entry.ts';
import { addChanges } from '../rules/change-history.ts';
import type { Delivery } from '../rules/delivery.ts';
import { decideDelivery } from '../rules/delivery-steps.ts';
import type { Entry, EntryChange } from '../rules/entry.ts';
import { entryId } from '../store/store.ts';
import type { DeliveryContext } from './delivery-context.ts';
import { beginRun } from './delivery-run.ts';
import { handleDueEntry } from './handle-due-entry.ts';

/** Which deliveries, and what is to become of them. */
export interface Decision {
  propertyId: string;
  /** `cs_…`, `re_…`, `in_…`, `dp_…` or `sub_…`. */
  stripeId: string;
  event: string;
  /** Only the delivery to this destination. */
  destinationId?: string | undefined;
  /** Since when it stood as the person saw it: one that moved since is not meant. Left out, it is decided on as it is. */
  seenAtMs?: number | undefined;
  kind: 'resend' | 'settle';
}

/**
 * `decided`: those deliveries as they stand afterwards; what is to be sent again was sent by then. `unknown_entry`: the property
 * knows nothing of it. `not_open`: no such delivery waits for a person; `states` are those it is in, none where there is none.
 */
export type DecisionOutcome =
  | { kind: 'decided'; deliveries: Delivery[] }
  | { kind: 'unknown_entry' }
  | { kind: 'not_open'; states: Delivery['state'][] };

/** Decides, and sends where that was decided. Rejects as the store does. */
export async function decide(context: DeliveryContext, decision: Decision): Promise<DecisionOutcome> {
  const id = entryId(decision.propertyId, decision.stripeId);
  let keys: string[] = [];
  const outcome = await changeStoredEntry(context.store, id, (entry) => {
    const decided = decideAll(entry, decision, context.now());
    keys = Object.keys(decided);
    return keys.length === 0 ? undefined : toChanged(entry, decided, decision.kind, context.now());
  });
  if (outcome.kind === 'missing') return { kind: 'unknown_entry' };
  if (outcome.kind === 'unchanged') return { kind: 'not_open', states: listStates(outcome.entry, decision) };
  if (decision.kind === 'resend') await handleDueEntry(beginRun(context, Number.POSITIVE_INFINITY), outcome.entry);
  const { deliveries } = (await context.store.findEntry(id)) ?? outcome.entry;
  return { kind: 'decided', deliveries: keys.flatMap((key) => deliveries[key] ?? []) };
}

function decideAll(entry: Entry, decision: Decision, nowMs: number): Record<string, Delivery> {
  return Object.fromEntries(
    Object.entries(entry.deliveries).flatMap(([key, delivery]) => {
      const isSeen = (decision.seenAtMs ?? delivery.atMs) === delivery.atMs;
      const decided =
        isSeen && isMeant(delivery, decision) ? decideDelivery(delivery, decision.kind, nowMs) : undefined;
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

function listStates({ deliveries }: Entry, decision: Decision): Delivery['state'][] {
  const meant = Object.values(deliveries).filter((delivery) => isMeant(delivery, decision));
  return [...new Set(meant.map(({ state }) => state))];
}
