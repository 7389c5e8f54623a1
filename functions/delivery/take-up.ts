// Takes up what of an entry is due: one write gives each delivery a lease, a reason to wait, or an end.
import type { ForwardedEvent } from '../contract/forwarded-event.ts';
import type { PropertyRecord } from '../properties/property-cache.ts';
import type { Delivery } from '../rules/delivery.ts';
import {
  awaitRule,
  cancelDelivery,
  isDue,
  leaseDelivery,
  type Missing,
  postponeDelivery,
  purchaseNotTold,
} from '../rules/delivery-steps.ts';
import type { DestinationSettings } from '../rules/destination.ts';
import type { Entry } from '../rules/entry.ts';
import type { Deliveries } from '../rules/plan-deliveries.ts';
import type { Property } from '../rules/property.ts';
import { findPurchaseTelling } from '../rules/purchase-telling.ts';
import { toForwardedEvent } from '../rules/to-forwarded-event.ts';
import { UnsealError } from '../store/errors.ts';
import type { DeliveryRun } from './delivery-run.ts';
import { findSettings, findWhenUncertain } from './find-ending.ts';
import type { EventParts, GatheredParts } from './gather-parts.ts';
import { mapDeliveries, siftDeliveries } from './sift-deliveries.ts';

/** A send that this run holds the lease for. */
export interface LeasedSend {
  key: string;
  delivery: Delivery;
  lease: string;
  event: ForwardedEvent;
  settings: DestinationSettings;
  secret: string;
}

export interface TakenUp {
  /** The same object where nothing changes. */
  deliveries: Deliveries;
  sends: LeasedSend[];
}

/**
 * What is made of the entry as it stands. `lease` is this run's own: what bears it already was taken up in a write of which the
 * database said afterwards that it had failed. Writes nothing.
 */
export function takeUp(
  run: DeliveryRun,
  record: PropertyRecord,
  entry: Entry,
  gathered: GatheredParts,
  lease: string,
): TakenUp {
  const { context } = run;
  const nowMs = context.now();
  const sifted = siftDeliveries(entry, record.property, context, nowMs);
  const sends: LeasedSend[] = [];
  const deliveries = mapDeliveries(sifted, (delivery, key) => {
    const isOurs = delivery.state === 'leased' && delivery.lease === lease;
    if (!isOurs && !isDue(delivery, nowMs)) return undefined;
    const step = decide(run, record, entry, delivery, gathered, nowMs);
    if (step.kind === 'send' && isOurs) {
      sends.push({ ...step.send, key, delivery, lease });
      return undefined;
    }
    if (step.kind === 'postponed') {
      const put = postponeDelivery(delivery, step.missing, { nowMs, random: context.random() });
      return put && awaitRule(put, findWhenUncertain(entry, delivery.destinationId, record.property), nowMs);
    }
    if (step.kind === 'suppressed') return cancelDelivery(delivery, 'suppressed', step.reason, nowMs);
    const leased = leaseDelivery(delivery, lease, nowMs);
    if (leased !== undefined) sends.push({ ...step.send, key, delivery: leased, lease });
    return leased;
  });
  return { deliveries, sends };
}

type Step =
  | { kind: 'send'; send: Pick<LeasedSend, 'event' | 'settings' | 'secret'> }
  | { kind: 'postponed'; missing: Missing }
  | { kind: 'suppressed'; reason: string };

/** How long a destination that is down may rest; short, so that it gets what waits soon after it is back. */
const restMs = 60_000;

function decide(
  { context, troubles }: DeliveryRun,
  record: PropertyRecord,
  entry: Entry,
  delivery: Delivery,
  gathered: GatheredParts,
  nowMs: number,
): Step {
  if (gathered.kind === 'never') return { kind: 'suppressed', reason: gathered.reason };
  if (gathered.kind === 'missing') return { kind: 'postponed', missing: gathered.missing };
  const { property } = record;
  const destination = findSettings(entry, delivery.destinationId, property);
  if (destination === undefined) return { kind: 'suppressed', reason: 'destination_removed' };
  const { parts } = gathered;
  const rendered = toForwardedEvent({
    ...parts,
    // The one that the lease is written on, which may be newer than what was gathered.
    session: entry.kind === 'session' ? entry : parts.session,
    event: delivery.event,
    entry,
    property,
    destination,
    nowMs,
  });
  if (rendered.kind === 'suppressed') return rendered;
  const unfounded = findUnfounded(delivery, parts, property, nowMs);
  if (unfounded !== undefined) return unfounded;
  if (troubles.isDown(destination.id)) {
    const pauseMs = Math.round(restMs * (0.75 + context.random() / 2));
    return { kind: 'postponed', missing: { reason: 'destination_down', pauseMs } };
  }
  const secret = openSecret(record, destination);
  if (secret === undefined) return { kind: 'postponed', missing: { reason: 'destination_secret_unreadable' } };
  return { kind: 'send', send: { event: rendered.event, settings: destination, secret } };
}

/** Why a refund or dispute is not to be sent, or not now: its purchase is not there to be taken back. */
function findUnfounded(
  { event, destinationId }: Delivery,
  { session, invoice }: EventParts,
  property: Pick<Property, 'sender' | 'scope' | 'hostnames' | 'scopeChanges'>,
  nowMs: number,
): Step | undefined {
  if (event !== 'refund' && event !== 'subscription_refund' && event !== 'dispute') return undefined;
  const purchase = event === 'refund' || invoice === undefined ? session : invoice;
  const telling = findPurchaseTelling(purchase, destinationId, property, nowMs);
  if (telling.kind === 'told') return undefined;
  if (telling.kind === 'untold') return { kind: 'suppressed', reason: purchaseNotTold };
  const pauseMs = Math.min(Math.max((telling.dueAtMs ?? nowMs + maxPauseMs) - nowMs, minPauseMs), maxPauseMs);
  return {
    kind: 'postponed',
    missing: { reason: 'purchase_not_sent', pauseMs, endsByItself: telling.dueAtMs !== null },
  };
}

/** Between two looks for the purchase. */
const minPauseMs = 60_000;
const maxPauseMs = 3_600_000;

function openSecret(record: PropertyRecord, destination: DestinationSettings): string | undefined {
  try {
    return record.openDestinationSecret(destination);
  } catch (error) {
    if (error instanceof UnsealError) return undefined;
    throw error;
  }
}
