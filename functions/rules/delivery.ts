// One event on its way to one destination: what is still to be done about it, or how it ended.
import type { LifecycleEvent } from '../contract/forwarded-event.ts';

/**
 * `waiting` until `dueAtMs`; `leased` by one sender until `dueAtMs`, after which that sender counts as dead. The rest is over:
 * `sent`: the destination took it. `reported`: a page did it. `suppressed`: consent or settings forbid it. `overtaken`: what
 * happened next made it untrue. `dead`: given up after the last try, nothing was taken. `uncertain`: it may have been taken,
 * and the destination could not drop a repeat; a person decides, or from `dueAtMs` on the rule of the destination.
 */
export type DeliveryState =
  | 'waiting'
  | 'leased'
  | 'sent'
  | 'reported'
  | 'suppressed'
  | 'overtaken'
  | 'dead'
  | 'uncertain';

export interface Delivery {
  event: LifecycleEvent;
  destinationId: string;
  state: DeliveryState;
  /**
   * While waiting, when to try; while leased, when the lease ends; while uncertain, when the destination's rule decides, where it
   * is to; else `null`.
   */
  dueAtMs: number | null;
  /** How many sends were begun. */
  attempts: number;
  /** Random, of the sender that holds it; `null` unless leased. */
  lease: string | null;
  /** Whether an earlier attempt may have been taken, so that no page may do it any more. */
  mayBeTaken: boolean;
  /** Why it stands as it does, a short stable word such as `consent`, `http_500` or `timeout`. */
  reason: string | null;
  /** The rule of the destination decided about it once, which it does no second time; absent where it did not. */
  isRuled?: boolean;
  /** When the state last changed. */
  atMs: number;
}

/** Under which name an entry holds a delivery. */
export function deliveryKey(event: LifecycleEvent, destinationId: string): string {
  return `${event}:${destinationId}`;
}
