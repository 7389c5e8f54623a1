// Which page is the first to see an event: claims are held, lapse, are taken over and settled.
import type { EventState } from './entry.ts';

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

function isReported(state: EventState | undefined): boolean {
  return state !== undefined && state.reportedAtMs !== null;
}

function withHolder(state: EventState | undefined, claim: string, nowMs: number): EventState {
  const others = (state?.claims ?? []).filter((record) => record.claim !== claim);
  return { claims: [...others, { claim, atMs: nowMs }].slice(-maxClaims), reportedAtMs: null };
}
