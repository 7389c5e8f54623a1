// What becomes of one delivery, step by step: taken up by one sender, settled by what the destination said, ended for good.
import { findPauseMs, findSendDelayMs, maxSends, maxWaitMs } from './back-off.ts';
import type { Delivery } from './delivery.ts';
import type { WhenUncertain } from './destination.ts';

/**
 * What a destination said to a send. `refused`: not taken, and asking again would not help. `unavailable`: surely not taken,
 * worth another try. `uncertain`: it may have been taken.
 */
export type SendOutcome =
  | { kind: 'accepted' }
  | { kind: 'refused' | 'uncertain'; reason: string }
  | { kind: 'unavailable'; reason: string; retryAfterMs?: number };

/** What every step is decided by besides the delivery itself. */
export interface StepSurroundings {
  nowMs: number;
  /** In [0, 1), spreads the waits. */
  random: number;
  /** Whether the destination drops a repeat of this event. */
  dropsRepeats: boolean;
}

/** What a send needs and does not have. */
export interface Missing {
  /** A short stable word. */
  reason: string;
  /** How long whoever has it asked us to wait. */
  retryAfterMs?: number | undefined;
  /** How long to wait, where that is known; else longer each time. */
  pauseMs?: number | undefined;
  /** Whether it comes or fails for good without us, so that nothing is given up for want of it. */
  endsByItself?: boolean | undefined;
}

/** Much longer than a send may take, so that instances whose clocks differ do not take a living sender for dead. */
export const leaseMs = 120_000;

/** Whether anything is to be done about it now: it waits no longer, or its lease lapsed. */
export function isDue({ dueAtMs }: Pick<Delivery, 'dueAtMs'>, nowMs: number): boolean {
  return dueAtMs !== null && dueAtMs <= nowMs;
}

/** The delivery in one sender's hands, `undefined` unless it waited and is due. `lease` is that sender's alone. */
export function leaseDelivery(delivery: Delivery, lease: string, nowMs: number): Delivery | undefined {
  if (delivery.state !== 'waiting' || !isDue(delivery, nowMs)) return undefined;
  return {
    ...delivery,
    state: 'leased',
    lease,
    dueAtMs: nowMs + leaseMs,
    attempts: delivery.attempts + 1,
    atMs: nowMs,
  };
}

/**
 * The delivery whose sender died: due again where a repeat does no harm and a try is left, else `uncertain`. `undefined` unless
 * a lease lapsed.
 */
export function lapseDelivery(
  delivery: Delivery,
  { nowMs, dropsRepeats }: Pick<StepSurroundings, 'nowMs' | 'dropsRepeats'>,
): Delivery | undefined {
  if (delivery.state !== 'leased' || !isDue(delivery, nowMs)) return undefined;
  const taken = { ...delivery, mayBeTaken: true, reason: 'sender_died' };
  return dropsRepeats && delivery.attempts < maxSends ? wait(taken, nowMs, nowMs) : park(taken, nowMs);
}

/** The delivery after the send for which `lease` was taken; `undefined` where that lease stands no longer. */
export function settleDelivery(
  delivery: Delivery,
  lease: string,
  outcome: SendOutcome,
  { nowMs, random, dropsRepeats }: StepSurroundings,
): Delivery | undefined {
  if (delivery.state !== 'leased' || delivery.lease !== lease) return undefined;
  if (outcome.kind === 'accepted') return end({ ...delivery, reason: null }, 'sent', nowMs);
  const mayNowBeTaken = delivery.mayBeTaken || outcome.kind === 'uncertain';
  const tried = { ...delivery, mayBeTaken: mayNowBeTaken, reason: outcome.reason };
  if (outcome.kind === 'refused' || (outcome.kind === 'uncertain' && !dropsRepeats)) return park(tried, nowMs);
  const retryAfterMs = outcome.kind === 'unavailable' ? outcome.retryAfterMs : undefined;
  const delayMs = findSendDelayMs(delivery.attempts, random, retryAfterMs);
  return delayMs === undefined ? park(tried, nowMs) : wait(tried, nowMs + delayMs, nowMs);
}

/**
 * The delivery put off because something that the send needs is missing, such as Stripe or a key: no send was begun. Given up
 * when it has waited for three days, unless what is missing ends by itself. `undefined` unless it waits.
 */
export function postponeDelivery(
  delivery: Delivery,
  { reason, retryAfterMs, pauseMs, endsByItself = false }: Missing,
  { nowMs, random }: Pick<StepSurroundings, 'nowMs' | 'random'>,
): Delivery | undefined {
  if (delivery.state !== 'waiting') return undefined;
  const waitedMs = Math.max(0, nowMs - delivery.atMs);
  if (waitedMs >= maxWaitMs && !endsByItself) return park({ ...delivery, reason }, nowMs);
  // The state did not change: from then on it is counted how long it waits.
  return { ...delivery, reason, dueAtMs: nowMs + (pauseMs ?? findPauseMs(waitedMs, random, retryAfterMs)) };
}

/** The delivery ended before any send, for this reason; `undefined` unless it waits. */
export function cancelDelivery(
  delivery: Delivery,
  state: 'reported' | 'suppressed' | 'overtaken',
  reason: string | null,
  nowMs: number,
): Delivery | undefined {
  return delivery.state === 'waiting' ? end({ ...delivery, reason }, state, nowMs) : undefined;
}

/** Why a refund or dispute was suppressed: its purchase was not told there either. */
export const purchaseNotTold = 'purchase_not_told';

/**
 * The delivery from its beginning again, because a person asked for it; `undefined` where it did not end without success, or
 * where the destination may hold the event and could not drop a repeat. A refund or dispute without a purchase begins anew too:
 * what a person sends again may bring the purchase.
 */
export function reviveDelivery(
  delivery: Delivery,
  { nowMs, dropsRepeats }: Pick<StepSurroundings, 'nowMs' | 'dropsRepeats'>,
): Delivery | undefined {
  const { state, reason } = delivery;
  const isUnfounded = state === 'suppressed' && reason === purchaseNotTold;
  const isHarmless = state === 'dead' || isUnfounded || (state === 'uncertain' && dropsRepeats);
  return isHarmless ? { ...wait(delivery, nowMs, nowMs), attempts: 0 } : undefined;
}

/**
 * The delivery after a person looked at the destination: `resend` makes it due from its beginning, whatever the destination
 * does with a repeat; `settle` leaves it for good, as sent where it may have arrived. `undefined` unless it was given up.
 */
export function decideDelivery(delivery: Delivery, decision: 'resend' | 'settle', nowMs: number): Delivery | undefined {
  if (delivery.state !== 'dead' && delivery.state !== 'uncertain') return undefined;
  if (decision === 'resend') return { ...wait(delivery, nowMs, nowMs), attempts: 0 };
  return end({ ...delivery, reason: 'settled' }, delivery.state === 'uncertain' ? 'sent' : 'suppressed', nowMs);
}

/** Why a delivery counts as sent that the rule of its destination left. */
const settledByRule = 'settled_by_rule';

/** Time for the destination to recover and for a person to decide otherwise, before its rule does. */
export const ruleDelayMs = 3_600_000;

/** The delivery as it was parked; with the moment at which the destination's rule decides, where it is to and did not yet. */
export function awaitRule(delivery: Delivery, whenUncertain: WhenUncertain, nowMs: number): Delivery {
  const isRuled = delivery.isRuled === true || whenUncertain === 'ask';
  return delivery.state !== 'uncertain' || isRuled ? delivery : { ...delivery, dueAtMs: nowMs + ruleDelayMs };
}

/**
 * The delivery after the rule of its destination decided as a person would have; it waits for one where the rule is to ask by
 * now. `undefined` unless it is time for that.
 */
export function ruleDelivery(delivery: Delivery, whenUncertain: WhenUncertain, nowMs: number): Delivery | undefined {
  if (delivery.state !== 'uncertain' || !isDue(delivery, nowMs)) return undefined;
  if (whenUncertain === 'ask') return { ...delivery, dueAtMs: null };
  const decided = decideDelivery(delivery, whenUncertain === 'leave' ? 'settle' : 'resend', nowMs);
  return decided && { ...decided, ...(whenUncertain === 'leave' && { reason: settledByRule }), isRuled: true };
}

/** Whether it counts as sent because the rule of its destination left it; nobody knows whether it arrived. */
export function isLeftByRule({ state, reason }: Pick<Delivery, 'state' | 'reason'>): boolean {
  return state === 'sent' && reason === settledByRule;
}

function wait(delivery: Delivery, dueAtMs: number, nowMs: number): Delivery {
  return { ...delivery, state: 'waiting', lease: null, dueAtMs, atMs: nowMs };
}

/** Given up: `dead` promises that nothing was taken. */
function park(delivery: Delivery, nowMs: number): Delivery {
  return end(delivery, delivery.mayBeTaken ? 'uncertain' : 'dead', nowMs);
}

function end(delivery: Delivery, state: Delivery['state'], nowMs: number): Delivery {
  return { ...delivery, state, lease: null, dueAtMs: null, atMs: nowMs };
}
