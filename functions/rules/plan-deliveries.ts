// Which deliveries an entry needs, when each is due, and what a page's claim, report or visit does to them.
import type { LifecycleEvent } from '../contract/forwarded-event.ts';
import { type Delivery, deliveryKey } from './delivery.ts';
import { cancelDelivery } from './delivery-steps.ts';
import type { DestinationSettings } from './destination.ts';
import { isPageEvent } from './lifecycle.ts';
import type { Property } from './property.ts';

/** An entry's deliveries by their keys. */
export type Deliveries = Readonly<Record<string, Delivery>>;

type PlanningProperty = Pick<Property, 'sender' | 'destinations' | 'graceMinutes'>;

/** How long a purchase waits for the page's visit to a server container, whose cookies the webhook lacks. */
export const visitWaitMs = 120_000;

/** What waits for that visit: everything that is settled when the page is there. */
export const visitEvents: ReadonlySet<LifecycleEvent> = new Set<LifecycleEvent>([
  'purchase',
  'trial_start',
  'setup_complete',
]);

/** For how long pages can hold the server off in all, counted from when the event was first known. */
export const maxHoldMs = 6 * 3_600_000;

/** What a delivery is planned for. */
export interface DeliveryPlan {
  property: PlanningProperty;
  livemode: boolean;
  event: LifecycleEvent;
  nowMs: number;
  /** When the event was first known. */
  sinceMs: number;
  /** A page told already that its container processed the event. */
  isReported: boolean;
}

/**
 * The deliveries of one event: one for each destination of the session's mode, none where pages alone send. What `existing`
 * holds already is not planned a second time.
 */
export function planDeliveries(existing: Deliveries, plan: DeliveryPlan): Delivery[] {
  const { property, livemode, event, nowMs, sinceMs, isReported } = plan;
  if (property.sender === 'browser') return [];
  return property.destinations
    .filter(({ id, mode }) => mode === (livemode ? 'live' : 'test') && !Object.hasOwn(existing, deliveryKey(event, id)))
    .map((destination) => ({
      event,
      destinationId: destination.id,
      state: isReported ? 'reported' : 'waiting',
      dueAtMs: isReported ? null : Math.max(nowMs, sinceMs + findWaitMs(property, event, destination)),
      attempts: 0,
      lease: null,
      mayBeTaken: false,
      reason: null,
      atMs: nowMs,
    }));
}

/** Whether a destination has the event or may get it at any moment, so that no page is told to push it any more. */
export function isTaken(deliveries: Deliveries, event: LifecycleEvent): boolean {
  for (const key in deliveries) {
    const delivery = deliveries[key];
    if (delivery?.event === event && mayBeThere(delivery)) return true;
  }
  return false;
}

/** Whether the event was done where it was to be sent, by a page or by a server container. */
export function isDone(deliveries: Deliveries, event: LifecycleEvent): boolean {
  return Object.values(deliveries).some((delivery) => delivery.event === event && delivery.state === 'reported');
}

/** Whether a destination has any of the events or may get it at any moment. */
export function isAnyTaken(deliveries: Deliveries): boolean {
  return Object.values(deliveries).some(mayBeThere);
}

/** A page's hold on an event. */
export interface Hold {
  event: LifecycleEvent;
  /** The end of its grace. */
  untilMs: number;
  /** When the event was first known. */
  sinceMs: number;
}

/**
 * The deliveries after a page's claim: what waits, waits to the end of the page's grace, though never longer than
 * `maxHoldMs` in all: a page that never reports cannot hold the server off for ever. The same object where nothing moves.
 */
export function holdDeliveries(deliveries: Deliveries, { event, untilMs, sinceMs }: Hold): Deliveries {
  const dueAtMs = Math.min(untilMs, sinceMs + maxHoldMs);
  return mapDeliveries(deliveries, (delivery) =>
    delivery.event === event && delivery.state === 'waiting' && (delivery.dueAtMs ?? 0) < dueAtMs
      ? { ...delivery, dueAtMs }
      : delivery,
  );
}

/** The deliveries after a page reported the event. What a destination may have already stays as it is. */
export function reportDeliveries(deliveries: Deliveries, event: LifecycleEvent, nowMs: number): Deliveries {
  return mapDeliveries(deliveries, (delivery) =>
    delivery.event === event ? reportDelivery(delivery, nowMs) : delivery,
  );
}

/** The delivery after somebody else did it; the same where the destination may have it already. */
export function reportDelivery(delivery: Delivery, nowMs: number): Delivery {
  return isUntaken(delivery) ? { ...delivery, state: 'reported', dueAtMs: null, reason: null, atMs: nowMs } : delivery;
}

/**
 * The deliveries after a page's visit under the sender `server`: what waited for it is due, but for what `isHeld` names by its
 * key.
 */
export function visitDeliveries(deliveries: Deliveries, nowMs: number, isHeld: (key: string) => boolean): Deliveries {
  return mapDeliveries(deliveries, (delivery, key) =>
    awaitsVisit(delivery) && (delivery.dueAtMs ?? 0) > nowMs && !isHeld(key)
      ? { ...delivery, dueAtMs: nowMs }
      : delivery,
  );
}

/** The deliveries after what happened next made some events untrue: those that nobody began to send are over. */
export function overtakeDeliveries(
  deliveries: Deliveries,
  isUntrue: (event: LifecycleEvent) => boolean,
  nowMs: number,
): Deliveries {
  return mapDeliveries(deliveries, (delivery) =>
    isUntrue(delivery.event) ? (cancelDelivery(delivery, 'overtaken', null, nowMs) ?? delivery) : delivery,
  );
}

function findWaitMs(property: PlanningProperty, event: LifecycleEvent, { kind }: DestinationSettings): number {
  if (property.sender === 'browser_first') return isPageEvent(event) ? property.graceMinutes * 60_000 : 0;
  return kind === 'server_container' && visitEvents.has(event) ? visitWaitMs : 0;
}

function mayBeThere({ state, mayBeTaken }: Delivery): boolean {
  return mayBeTaken || state === 'leased' || state === 'sent' || state === 'uncertain';
}

function isUntaken({ state, mayBeTaken }: Delivery): boolean {
  return !mayBeTaken && (state === 'waiting' || state === 'dead');
}

// One that was tried waits for its next try instead.
function awaitsVisit({ state, attempts, event }: Delivery): boolean {
  return state === 'waiting' && attempts === 0 && visitEvents.has(event);
}

function mapDeliveries(deliveries: Deliveries, change: (delivery: Delivery, key: string) => Delivery): Deliveries {
  let changed: Record<string, Delivery> | undefined;
  for (const [key, delivery] of Object.entries(deliveries)) {
    const next = change(delivery, key);
    if (next === delivery) continue;
    changed ??= { ...deliveries };
    changed[key] = next;
  }
  return changed ?? deliveries;
}
