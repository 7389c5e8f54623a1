// The deliveries that only a person can bring further: given up, or nobody knows whether they arrived.
import type { Delivery } from '../../../functions/rules/delivery.ts';
import type { Entry } from '../../../functions/rules/entry.ts';
import { awaitsPerson } from '../../../functions/rules/entry-index.ts';
import type { DamageListener, Store } from '../../../functions/store/store.ts';
import { describeReason } from './describe-reason.ts';

/** One of them, as `--json` prints it. */
export interface TroubledDelivery {
  /** The Stripe id of what happened: `cs_…`, `re_…`, `in_…`, `dp_…` or `sub_…`. */
  entry: string;
  event: string;
  destination_id: string;
  state: Delivery['state'];
  reason: string | null;
  reason_in_words: string;
  attempts: number;
  /** When it came to this. */
  at: string;
}

/** The Stripe id that an entry stands under. */
export function toStripeId({ id, propertyId }: Pick<Entry, 'id' | 'propertyId'>): string {
  return id.slice(propertyId.length + 1);
}

/** Those of the property, the oldest first; of at most `limit` entries. */
export async function listTroubles(
  store: Pick<Store, 'findTroubledEntries'>,
  propertyId: string,
  limit: number,
  onDamaged: DamageListener,
): Promise<TroubledDelivery[]> {
  const entries = await store.findTroubledEntries(propertyId, limit, onDamaged);
  const troubles = entries.flatMap((entry) =>
    Object.values(entry.deliveries)
      .filter(awaitsPerson)
      .map((delivery) => toTrouble(entry, delivery)),
  );
  return troubles.sort((a, b) => a.at.localeCompare(b.at));
}

/** One line: state, event, what it is about, where to, when and why. */
export function describeTrouble({
  entry,
  event,
  destination_id,
  state,
  reason_in_words,
  at,
}: TroubledDelivery): string {
  return `${state.padEnd(9)}  ${event}  ${entry}  to ${destination_id}  ${at.slice(0, 16).replace('T', ' ')}  ${reason_in_words}`;
}

function toTrouble(entry: Entry, delivery: Delivery): TroubledDelivery {
  return {
    entry: toStripeId(entry),
    event: delivery.event,
    destination_id: delivery.destinationId,
    state: delivery.state,
    reason: delivery.reason,
    reason_in_words: describeReason(delivery.reason),
    attempts: delivery.attempts,
    at: new Date(delivery.atMs).toISOString(),
  };
}
