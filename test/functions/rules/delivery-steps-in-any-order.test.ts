// Deliveries under any order of steps by any number of senders.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxSends } from '../../../functions/rules/back-off.ts';
import type { Delivery } from '../../../functions/rules/delivery.ts';
import {
  cancelDelivery,
  lapseDelivery,
  leaseDelivery,
  postponeDelivery,
  type SendOutcome,
  settleDelivery,
} from '../../../functions/rules/delivery-steps.ts';
import { newDelivery, nowMs } from './new-delivery.ts';

describe('any order of steps by any number of senders', () => {
  const outcomes: SendOutcome[] = [
    { kind: 'accepted' },
    { kind: 'refused', reason: 'http_401' },
    { kind: 'uncertain', reason: 'timeout' },
    { kind: 'unavailable', reason: 'http_503' },
    { kind: 'unavailable', reason: 'http_429', retryAfterMs: 1e12 },
  ];

  const step = fc.record({
    kind: fc.constantFrom('lease', 'lapse', 'settle', 'postpone', 'cancel'),
    passedMs: fc.oneof(fc.integer({ min: 0, max: 200_000 }), fc.integer({ min: 0, max: 100_000_000 })),
    sender: fc.integer({ min: 0, max: 3 }),
    outcome: fc.constantFrom(...outcomes),
    random: fc.double({ min: 0, max: 0.999, noNaN: true }),
  });

  const over = ['sent', 'dead', 'uncertain', 'suppressed', 'reported', 'overtaken'];
  type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

  /** Plays the steps and hands each one's before and after to `onStep`, with the leases that senders believe to hold. */
  function play(steps: Step[], dropsRepeats: boolean, onStep: (before: Delivery, after: Delivery) => void): void {
    let delivery = newDelivery();
    let atMs = nowMs;
    const held = new Map<string, number>();
    const lease = (name: string): Delivery | undefined => {
      const leased = leaseDelivery(delivery, name, atMs);
      if (leased === undefined) return undefined;
      // Nobody else's lease may stand when one is given.
      for (const endsAtMs of held.values()) expect(endsAtMs).toBeLessThanOrEqual(atMs);
      held.set(name, leased.dueAtMs ?? 0);
      return leased;
    };
    steps.forEach(({ kind, passedMs, sender, outcome, random }, index) => {
      atMs += passedMs;
      const around = { nowMs: atMs, random, dropsRepeats };
      const mine = [...held.keys()].find((name) => name.startsWith(`${sender}:`)) ?? `${sender}:${index}`;
      const moves = {
        lease: () => lease(`${sender}:${index}`),
        lapse: () => lapseDelivery(delivery, around),
        settle: () => settleDelivery(delivery, mine, outcome, around),
        postpone: () => postponeDelivery(delivery, { reason: 'stripe_timeout' }, around),
        cancel: () => cancelDelivery(delivery, 'overtaken', null, atMs),
      };
      const after = moves[kind]() ?? delivery;
      if (kind === 'settle') {
        if (after !== delivery) expect(delivery.lease).toBe(mine);
        held.delete(mine);
      }
      onStep(delivery, after);
      delivery = after;
    });
  }

  it('never gives two senders a lease that stands, never ends twice, and never sends without end', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), fc.boolean(), (steps, dropsRepeats) => {
        play(steps, dropsRepeats, (before, after) => {
          if (over.includes(before.state)) expect(after).toEqual(before);
          expect(after.attempts).toBeLessThanOrEqual(maxSends);
          expect(after.dueAtMs === null).toBe(over.includes(after.state));
          expect(after.lease !== null).toBe(after.state === 'leased');
          expect(after.state === 'dead' && after.mayBeTaken).toBe(false);
        });
      }),
    );
  });

  it('comes to an end when every send fails', () => {
    fc.assert(
      fc.property(fc.constantFrom(...outcomes.slice(1)), fc.boolean(), (outcome, dropsRepeats) => {
        let delivery = newDelivery();
        for (let sends = 0; sends <= maxSends && delivery.dueAtMs !== null; sends++) {
          const atMs = delivery.dueAtMs;
          const leased = leaseDelivery(delivery, 'mine', atMs) ?? delivery;
          delivery = settleDelivery(leased, 'mine', outcome, { nowMs: atMs, random: 0.5, dropsRepeats }) ?? leased;
        }
        expect(['dead', 'uncertain']).toContain(delivery.state);
      }),
    );
  });
});
