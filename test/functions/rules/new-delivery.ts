// A delivery that is due, and one in the hands of a sender, at one moment.
import type { Delivery } from '../../../functions/rules/delivery.ts';
import { leaseMs } from '../../../functions/rules/delivery-steps.ts';

/** The moment of every step. */
export const nowMs = Date.UTC(2026, 10, 21, 12);
/** What a step is told besides: a receiver that drops repeats, and chance in the middle. */
export const surroundings = { nowMs, random: 0.5, dropsRepeats: true };

/** A delivery that is due now. */
export function newDelivery(changes: Partial<Delivery> = {}): Delivery {
  return {
    event: 'purchase',
    destinationId: 'dst_1',
    state: 'waiting',
    dueAtMs: nowMs,
    attempts: 0,
    lease: null,
    mayBeTaken: false,
    reason: null,
    atMs: nowMs - 900_000,
    ...changes,
  };
}

/** One that the sender `mine` just took. */
export function newLeased(changes: Partial<Delivery> = {}): Delivery {
  return newDelivery({ state: 'leased', lease: 'mine', dueAtMs: nowMs + leaseMs, attempts: 1, ...changes });
}
