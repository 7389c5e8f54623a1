// Sends again what surely did not arrive, or does no harm twice, because a person asked for it; says why where it is not.
import { changeStoredEntry } from '../ledger/change-entry.ts';
import { addChanges } from '../rules/change-history.ts';
import { type Delivery, deliveryKey } from '../rules/delivery.ts';
import { isLeftByRule, purchaseNotTold, reviveDelivery } from '../rules/delivery-steps.ts';
import type { Entry, EntryChange } from '../rules/entry.ts';
import type { Property } from '../rules/property.ts';
import { entryId } from '../store/store.ts';
import type { DeliveryContext } from './delivery-context.ts';
import { beginRun } from './delivery-run.ts';
import { findSettings } from './find-ending.ts';
import { handleDueEntry } from './handle-due-entry.ts';

/**
 * Why a delivery is not sent again: it is `under_way`; it `arrived`; it may have, and the rule of its destination
 * left it (`left_by_rule`); a page did it (`told_by_page`); what happened next made it
 * `untrue`; consent or settings say so (`withheld`); pages alone send (`pages_only`); the destination is gone
 * (`destination_removed`); or it may have arrived where a repeat counts twice (`may_double`), which a person decides.
 */
export type RepeatFault =
  | 'under_way'
  | 'arrived'
  | 'left_by_rule'
  | 'told_by_page'
  | 'untrue'
  | 'withheld'
  | 'pages_only'
  | 'destination_removed'
  | 'may_double';

type SendingProperty = Pick<Property, 'id' | 'sender' | 'destinations'>;
type DestinationFinder = Pick<DeliveryContext, 'findDestination'>;

/** Which delivery. */
export interface RepeatWish {
  /** `cs_…`, `re_…`, `in_…`, `dp_…` or `sub_…`. */
  stripeId: string;
  event: string;
  destinationId: string;
}

/** `tried`: the delivery as it stands after the try. `unknown`: there is no such delivery. */
export type RepeatOutcome =
  | { kind: 'tried'; delivery: Delivery }
  | { kind: 'refused'; fault: RepeatFault }
  | { kind: 'unknown' };

/** Why the delivery is not sent again, `undefined` where it may be. */
export function findRepeatFault(
  { findDestination }: DestinationFinder,
  entry: Pick<Entry, 'livemode'>,
  delivery: Delivery,
  property: SendingProperty,
): RepeatFault | undefined {
  if (isLeftByRule(delivery)) return 'left_by_rule';
  const { event, destinationId, state, reason } = delivery;
  const settled = settledFaults[state];
  if (settled !== undefined) return settled;
  if (state === 'suppressed' && reason !== purchaseNotTold) return 'withheld';
  if (property.sender === 'browser') return 'pages_only';
  const settings = findSettings(entry, destinationId, property);
  if (settings === undefined) return 'destination_removed';
  return state === 'uncertain' && !findDestination(settings.kind).dropsRepeats(event) ? 'may_double' : undefined;
}

const settledFaults: Readonly<Partial<Record<Delivery['state'], RepeatFault>>> = {
  waiting: 'under_way',
  leased: 'under_way',
  sent: 'arrived',
  reported: 'told_by_page',
  overtaken: 'untrue',
};

/** Begins the delivery anew and tries it at once. Rejects as the store does. */
export async function sendAgain(
  context: DeliveryContext,
  property: SendingProperty,
  { stripeId, event, destinationId }: RepeatWish,
): Promise<RepeatOutcome> {
  const id = entryId(property.id, stripeId);
  let fault: RepeatFault | undefined;
  let key = '';
  const outcome = await changeStoredEntry(context.store, id, (entry) => {
    const found = Object.values(entry.deliveries).find(
      (delivery) => delivery.event === event && delivery.destinationId === destinationId,
    );
    if (found === undefined) return undefined;
    key = deliveryKey(found.event, destinationId);
    fault = findRepeatFault(context, entry, found, property);
    return fault === undefined ? toRevived(context, entry, found, property) : undefined;
  });
  if (outcome.kind === 'missing' || key === '') return { kind: 'unknown' };
  if (fault !== undefined) return { kind: 'refused', fault };
  await handleDueEntry(beginRun(context, Number.POSITIVE_INFINITY), outcome.entry);
  const delivery = ((await context.store.findEntry(id)) ?? outcome.entry).deliveries[key];
  return delivery === undefined ? { kind: 'unknown' } : { kind: 'tried', delivery };
}

function toRevived(context: DeliveryContext, entry: Entry, found: Delivery, property: SendingProperty) {
  const nowMs = context.now();
  const settings = findSettings(entry, found.destinationId, property);
  const dropsRepeats = settings !== undefined && context.findDestination(settings.kind).dropsRepeats(found.event);
  const revived = reviveDelivery(found, { nowMs, dropsRepeats });
  if (revived === undefined) return undefined;
  const about = deliveryKey(found.event, found.destinationId);
  const line: EntryChange = { atMs: nowMs, source: 'console', what: 'resent', about };
  const deliveries = { ...entry.deliveries, [about]: revived };
  return { ...entry, deliveries, changes: addChanges(entry.changes, [line]) };
}
