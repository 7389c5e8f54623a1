// Which page is the first to see an event: claims are held, lapse, are taken over and settled.
import type { CheckoutEvent } from '../contract/checkout-answer.ts';
import { addChanges } from './change-history.ts';
import type { EventState, SessionEntry } from './entry.ts';
import { addPush, toPush, visitEvent } from './page-push.ts';
import { holdDeliveries, isDone, isTaken, reportDeliveries } from './plan-deliveries.ts';
import { findSinceMs } from './plan-entry.ts';
import type { Property } from './property.ts';

/** How long a claim holds an event without a report, before another may. */
export const claimLapseMs = 120_000;

/** How many holders of an event are remembered, the newest; a report of any of them settles it. */
export const maxClaims = 8;

/** `next` is the state to write, `undefined` where nothing changes. */
export interface HeldClaim {
  firstView: boolean;
  next: EventState | undefined;
}

/** `settled` tells whether the report was believed; `next` is the state to write, `undefined` where nothing changes. */
export interface SettledClaim {
  settled: boolean;
  next: EventState | undefined;
}

/**
 * Asks for the event on behalf of a page. `firstView` is true for the claim that holds it until it reports; without a claim
 * and after a report it is false. The holder keeps it when it asks again. In the second half of its time, or after it, asking
 * again renews the claim, so that each true answer leaves the page at least half of `claimLapseMs` to report in, while the
 * quick retry of a lost answer costs no write.
 */
export function holdClaim(state: EventState | undefined, claim: string | undefined, nowMs: number): HeldClaim {
  if (claim === undefined || isReported(state)) return { firstView: false, next: undefined };
  const holder = state?.claims.at(-1);
  if (holder === undefined) return { firstView: true, next: withHolder(state, claim, nowMs) };
  const heldMs = nowMs - holder.atMs;
  if (holder.claim === claim) {
    return { firstView: true, next: heldMs < claimLapseMs / 2 ? undefined : withHolder(state, claim, nowMs) };
  }
  if (heldMs < claimLapseMs) return { firstView: false, next: undefined };
  return { firstView: true, next: withHolder(state, claim, nowMs) };
}

/**
 * Settles the event for good on the report of a claim that holds it or, within the newest `maxClaims`, once held it: that page
 * did push. A claim that never held it is not believed; a repeated report changes nothing.
 */
export function settleClaim(state: EventState | undefined, claim: string, nowMs: number): SettledClaim {
  if (state === undefined || !state.claims.some((record) => record.claim === claim)) {
    return { settled: false, next: undefined };
  }
  if (isReported(state)) return { settled: true, next: undefined };
  return { settled: true, next: { ...state, reportedAtMs: nowMs } };
}

/** What a page asks or reports on behalf of one event of a session. */
export interface PageCall {
  event: CheckoutEvent;
  claim: string;
  property: Pick<Property, 'sender' | 'graceMinutes'>;
  nowMs: number;
}

/**
 * A page's claim on the entry: as `holdClaim`, and what the server would send itself waits for the page. Once a destination has
 * the event or may get it at any moment, no page is first. Under the sender `server` pages push an event of their own, which
 * concerns no delivery.
 */
export function claimEvent(
  entry: SessionEntry,
  { event, claim, property, nowMs }: Omit<PageCall, 'claim'> & { claim: string | undefined },
): { firstView: boolean; next: SessionEntry | undefined } {
  const isServer = property.sender === 'server';
  // Done also by a server container that ran for a page, before the property's sender became another.
  const isGone = !isServer && (isTaken(entry.deliveries, event) || isDone(entry.deliveries, event));
  if (isGone) return { firstView: false, next: undefined };
  const known = entry.events[event];
  const { firstView, next: held } = holdClaim(known, claim, nowMs);
  const pushed = addPush(entry, event, toPush(property));
  // A page that asks again may be told to push something else by now.
  const next = held ?? (firstView && pushed !== known?.pushed ? known : undefined);
  if (next === undefined) return { firstView, next };
  const untilMs = nowMs + property.graceMinutes * 60_000;
  const deliveries = isServer
    ? entry.deliveries
    : holdDeliveries(entry.deliveries, { event, untilMs, sinceMs: findSinceMs(entry) });
  const about = isServer ? visitEvent : event;
  const changes = addChanges(entry.changes, [{ atMs: nowMs, source: 'page', what: 'claimed', about }]);
  const events = { ...entry.events, [event]: { ...next, pushed } };
  return { firstView, next: { ...entry, events, deliveries, changes } };
}

/**
 * A page's report to the entry: as `settleClaim`, and the server need not send what is not on its way yet. What the page pushed
 * it was told when it asked, whoever sends by now.
 */
export function reportEvent(
  entry: SessionEntry,
  { event, claim, property, nowMs }: PageCall,
): { settled: boolean; next: SessionEntry | undefined } {
  const { settled, next } = settleClaim(entry.events[event], claim, nowMs);
  if (next === undefined) return { settled, next };
  const pushed = next.pushed ?? toPush(property);
  const isVisit = pushed === 'visit';
  const deliveries = isVisit ? entry.deliveries : reportDeliveries(entry.deliveries, event, nowMs);
  const about = isVisit ? visitEvent : event;
  const changes = addChanges(entry.changes, [{ atMs: nowMs, source: 'page', what: 'reported', about }]);
  const events = { ...entry.events, [event]: { ...next, pushed } };
  return { settled, next: { ...entry, events, deliveries, changes } };
}

/** Whether a claim has the event in its hands: it did not report, and did not lapse. */
export function isHeld(state: EventState | undefined, nowMs: number): boolean {
  const holder = state?.claims.at(-1);
  return holder !== undefined && !isReported(state) && nowMs - holder.atMs < claimLapseMs;
}

function isReported(state: EventState | undefined): boolean {
  return state !== undefined && state.reportedAtMs !== null;
}

function withHolder(state: EventState | undefined, claim: string, nowMs: number): EventState {
  const others = (state?.claims ?? []).filter((record) => record.claim !== claim);
  return { claims: [...others, { claim, atMs: nowMs }].slice(-maxClaims), reportedAtMs: null };
}

/** Whether a page said of any event of the session that it was processed. */
export function wasReported({ events }: Pick<SessionEntry, 'events'>): boolean {
  return Object.values(events).some(({ reportedAtMs }) => reportedAtMs !== null);
}
