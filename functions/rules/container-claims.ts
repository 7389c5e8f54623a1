// A server container that runs for a page: it holds the delivery to itself, does it on its own, and reports that it did.
import type { CheckoutEvent } from '../contract/checkout-answer.ts';
import { addChanges } from './change-history.ts';
import { claimLapseMs, holdClaim, isHeld, settleClaim } from './claims.ts';
import { type Delivery, deliveryKey } from './delivery.ts';
import type { DestinationSettings } from './destination.ts';
import type { EntryChange, EventState, SessionEntry } from './entry.ts';
import { maxHoldMs, reportDelivery, visitEvents } from './plan-deliveries.ts';
import { findSinceMs } from './plan-entry.ts';
import type { Property } from './property.ts';

/** What a server container asks on behalf of one event of a session. */
export interface ContainerCall {
  event: CheckoutEvent;
  claim: string;
  property: Pick<Property, 'sender' | 'destinations'>;
  nowMs: number;
}

/** `next` is the entry to write, `undefined` where the claim holds the delivery already. */
export interface ContainerHold {
  destination: DestinationSettings;
  next: SessionEntry | undefined;
}

/**
 * The delivery in the hands of a container's claim for `claimLapseMs`, as a page holds its event: no sender takes it up meanwhile.
 * `undefined` where the claim does not get it: under another sender, where a sender may have begun to send it, where another
 * claim holds it or reported it, where it waited for `maxHoldMs` in all, and where the session's mode has no server container, or
 * several, because nobody can say then which of them asks.
 */
export function holdForContainer(
  entry: SessionEntry,
  { event, claim, property, nowMs }: ContainerCall,
): ContainerHold | undefined {
  const destination = findContainer(entry, property);
  if (destination === undefined || !visitEvents.has(event)) return undefined;
  const key = deliveryKey(event, destination.id);
  const delivery = entry.deliveries[key];
  const untilMs = nowMs + claimLapseMs;
  if (delivery === undefined || !isUnsent(delivery) || untilMs > findSinceMs(entry) + maxHoldMs) return undefined;
  const { firstView, next } = holdClaim(findState(entry, key), claim, nowMs);
  if (!firstView) return undefined;
  if (next === undefined) return { destination, next };
  const held = { ...delivery, dueAtMs: Math.max(delivery.dueAtMs ?? 0, untilMs) };
  return { destination, next: withState(entry, key, next, held, { atMs: nowMs, what: 'container_claimed' }) };
}

/**
 * The entry after a container's report: what it held is done, unless a sender was faster. A claim that never held anything is
 * not believed. Whoever sends by now, the container did run.
 */
export function reportByContainer(
  entry: SessionEntry,
  { event, claim, nowMs }: Pick<ContainerCall, 'event' | 'claim' | 'nowMs'>,
): { settled: boolean; next: SessionEntry | undefined } {
  for (const [key, state] of Object.entries(entry.containerClaims ?? {})) {
    const delivery = entry.deliveries[key];
    if (delivery?.event !== event) continue;
    const { settled, next } = settleClaim(state, claim, nowMs);
    if (!settled) continue;
    const line = { atMs: nowMs, what: 'container_reported' };
    return { settled, next: next && withState(entry, key, next, reportDelivery(delivery, nowMs), line) };
  }
  return { settled: false, next: undefined };
}

/** Whether a container is at it, so that the delivery does not become due by a visit. */
export function isHeldByContainer(entry: SessionEntry, key: string, nowMs: number): boolean {
  return isHeld(findState(entry, key), nowMs);
}

/** Whether a container reported that it did the delivery. */
export function isReportedByContainer(entry: SessionEntry, key: string): boolean {
  return typeof findState(entry, key)?.reportedAtMs === 'number';
}

function findContainer(
  { livemode }: SessionEntry,
  { sender, destinations }: ContainerCall['property'],
): DestinationSettings | undefined {
  if (sender !== 'server') return undefined;
  const mode = livemode ? 'live' : 'test';
  const containers = destinations.filter((one) => one.kind === 'server_container' && one.mode === mode);
  return containers.length === 1 ? containers[0] : undefined;
}

function isUnsent({ state, mayBeTaken }: Delivery): boolean {
  return state === 'waiting' && !mayBeTaken;
}

function findState({ containerClaims }: SessionEntry, key: string): EventState | undefined {
  return containerClaims !== undefined && Object.hasOwn(containerClaims, key) ? containerClaims[key] : undefined;
}

function withState(
  entry: SessionEntry,
  key: string,
  state: EventState,
  delivery: Delivery,
  line: Pick<EntryChange, 'atMs' | 'what'>,
): SessionEntry {
  return {
    ...entry,
    containerClaims: { ...entry.containerClaims, [key]: state },
    deliveries: { ...entry.deliveries, [key]: delivery },
    changes: addChanges(entry.changes, [{ ...line, source: 'page', about: key }]),
  };
}
