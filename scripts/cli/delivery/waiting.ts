// What of a property is still to be sent, found or decided by a rule, and what kept it from that so far.
import type { Delivery } from '../../../functions/rules/delivery.ts';
import type { Entry } from '../../../functions/rules/entry.ts';
import type { DamageListener, Store } from '../../../functions/store/store.ts';
import { describeReason } from './describe-reason.ts';
import { toStripeId } from './troubles.ts';

/** A delivery that nobody gave up, one in doubt that the rule of its destination decides, or a search for the session that something goes back to, as `--json` prints it. */
export interface WaitingDelivery {
  /** The Stripe id of what happened: `cs_…`, `re_…`, `in_…`, `dp_…` or `sub_…`. */
  entry: string;
  /** `null` for a search, as is the destination: what follows from it is not known yet. */
  event: string | null;
  destination_id: string | null;
  /** `leased`: somebody is sending it right now. `uncertain`: it may have arrived, and a rule decides. */
  state: 'waiting' | 'leased' | 'uncertain' | 'searching';
  /** Why the last try, if any, came to nothing. */
  reason: string | null;
  reason_in_words: string;
  attempts: number;
  /** When it is tried next; of a lease, when it ends; of what is uncertain, when the rule decides. */
  next_try: string;
}

/** Those of the property, the next due first; of at most `limit` entries. */
export async function listWaiting(
  store: Pick<Store, 'findDueEntries'>,
  propertyId: string,
  { limit, nowMs, onDamaged }: { limit: number; nowMs: number; onDamaged: DamageListener },
): Promise<WaitingDelivery[]> {
  const query = { propertyId, limit, nowMs, untilMs: Number.MAX_SAFE_INTEGER };
  const entries = await store.findDueEntries(query, onDamaged);
  return entries.flatMap(toWaiting).sort((a, b) => a.next_try.localeCompare(b.next_try));
}

/** One line: state, event, what it is about, where to, how often tried, when next and why. */
export function describeWaiting(waiting: WaitingDelivery): string {
  const {
    entry,
    event,
    destination_id: destinationId,
    state,
    reason_in_words: why,
    attempts,
    next_try: next,
  } = waiting;
  const what = event === null ? entry : `${event}  ${entry}  to ${destinationId}`;
  const tries = attempts === 1 ? '1 try' : `${attempts} tries`;
  const then = state === 'uncertain' ? 'the rule decides at' : 'next';
  return `${state.padEnd(9)}  ${what}  ${tries}, ${then} ${next.slice(0, 16).replace('T', ' ')}  ${why}`;
}

function toWaiting(entry: Entry): WaitingDelivery[] {
  return [...toSearch(entry), ...Object.values(entry.deliveries).flatMap((delivery) => toLine(entry, delivery))];
}

function toSearch(entry: Entry): WaitingDelivery[] {
  if (entry.kind === 'session' || entry.resolution.state !== 'orphan') return [];
  const { reason, attempts, dueAtMs } = entry.resolution;
  return [
    {
      ...{ entry: toStripeId(entry), event: null, destination_id: null, state: 'searching', reason },
      reason_in_words: reason === null ? 'its session is searched for' : describeReason(reason),
      ...{ attempts, next_try: new Date(dueAtMs).toISOString() },
    },
  ];
}

function toLine(entry: Entry, { event, destinationId, state, reason, attempts, dueAtMs }: Delivery): WaitingDelivery[] {
  if (dueAtMs === null || (state !== 'waiting' && state !== 'leased' && state !== 'uncertain')) return [];
  return [
    {
      ...{ entry: toStripeId(entry), event, destination_id: destinationId, state, reason },
      reason_in_words: reason === null ? 'not tried yet' : describeReason(reason),
      ...{ attempts, next_try: new Date(dueAtMs).toISOString() },
    },
  ];
}
