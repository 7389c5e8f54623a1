// Every step of a delivery, one by one and in random order by several senders at once.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxSends, maxWaitMs } from '../../../functions/rules/back-off.ts';
import type { Delivery } from '../../../functions/rules/delivery.ts';
import {
  cancelDelivery,
  decideDelivery,
  isDue,
  lapseDelivery,
  leaseDelivery,
  leaseMs,
  postponeDelivery,
  reviveDelivery,
  type SendOutcome,
  settleDelivery,
} from '../../../functions/rules/delivery-steps.ts';

const nowMs = Date.UTC(2026, 10, 21, 12);
const surroundings = { nowMs, random: 0.5, dropsRepeats: true };

function newDelivery(changes: Partial<Delivery> = {}): Delivery {
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

function newLeased(changes: Partial<Delivery> = {}): Delivery {
  return newDelivery({ state: 'leased', lease: 'mine', dueAtMs: nowMs + leaseMs, attempts: 1, ...changes });
}

describe('isDue', () => {
  it('holds from the very millisecond on', () => {
    expect(isDue(newDelivery({ dueAtMs: nowMs }), nowMs)).toBe(true);
    expect(isDue(newDelivery({ dueAtMs: nowMs + 1 }), nowMs)).toBe(false);
    expect(isDue(newDelivery({ state: 'sent', dueAtMs: null }), nowMs)).toBe(false);
  });
});

describe('leaseDelivery', () => {
  it('puts a due delivery into the hands of one sender and counts the send', () => {
    expect(leaseDelivery(newDelivery({ reason: 'http_500', attempts: 2 }), 'mine', nowMs)).toEqual(
      newDelivery({
        state: 'leased',
        lease: 'mine',
        dueAtMs: nowMs + leaseMs,
        attempts: 3,
        reason: 'http_500',
        atMs: nowMs,
      }),
    );
  });

  it('leaves one alone that is not due, or that somebody holds', () => {
    expect(leaseDelivery(newDelivery({ dueAtMs: nowMs + 1 }), 'mine', nowMs)).toBeUndefined();
    expect(leaseDelivery(newLeased({ lease: 'theirs' }), 'mine', nowMs)).toBeUndefined();
    expect(leaseDelivery(newLeased({ lease: 'theirs', dueAtMs: nowMs }), 'mine', nowMs)).toBeUndefined();
  });
});

describe('lapseDelivery', () => {
  it('makes the delivery of a dead sender due again where a repeat does no harm', () => {
    expect(lapseDelivery(newLeased({ dueAtMs: nowMs }), surroundings)).toMatchObject({
      state: 'waiting',
      dueAtMs: nowMs,
      lease: null,
      mayBeTaken: true,
      reason: 'sender_died',
    });
  });

  it('leaves it to a person where a repeat would count twice', () => {
    expect(lapseDelivery(newLeased({ dueAtMs: nowMs }), { nowMs, dropsRepeats: false })).toMatchObject({
      state: 'uncertain',
      dueAtMs: null,
      reason: 'sender_died',
    });
  });

  it('leaves it to a person after the last send', () => {
    expect(lapseDelivery(newLeased({ dueAtMs: nowMs, attempts: maxSends }), surroundings)?.state).toBe('uncertain');
  });

  it('respects a lease that stands', () => {
    expect(lapseDelivery(newLeased(), surroundings)).toBeUndefined();
    expect(lapseDelivery(newDelivery(), surroundings)).toBeUndefined();
  });
});

describe('settleDelivery', () => {
  it('ends what was taken', () => {
    expect(settleDelivery(newLeased({ reason: 'timeout' }), 'mine', { kind: 'accepted' }, surroundings)).toEqual(
      newLeased({ state: 'sent', lease: null, dueAtMs: null, reason: null, atMs: nowMs }),
    );
  });

  it('waits after a destination that was not there, longer each time', () => {
    const outcome: SendOutcome = { kind: 'unavailable', reason: 'http_503' };
    expect(settleDelivery(newLeased(), 'mine', outcome, surroundings)).toEqual(
      newLeased({ state: 'waiting', lease: null, dueAtMs: nowMs + 30_000, reason: 'http_503', atMs: nowMs }),
    );
    expect(settleDelivery(newLeased({ attempts: 2 }), 'mine', outcome, surroundings)?.dueAtMs).toBe(nowMs + 120_000);
  });

  it('waits as long as the destination asks', () => {
    const outcome: SendOutcome = { kind: 'unavailable', reason: 'http_429', retryAfterMs: 400_000 };
    expect(settleDelivery(newLeased(), 'mine', outcome, surroundings)?.dueAtMs).toBe(nowMs + 400_000);
  });

  it('gives up after the last send, with its reason', () => {
    const outcome: SendOutcome = { kind: 'unavailable', reason: 'http_500' };
    expect(settleDelivery(newLeased({ attempts: maxSends }), 'mine', outcome, surroundings)).toMatchObject({
      state: 'dead',
      dueAtMs: null,
      reason: 'http_500',
    });
  });

  it('gives up at once what was refused', () => {
    expect(settleDelivery(newLeased(), 'mine', { kind: 'refused', reason: 'http_401' }, surroundings)).toMatchObject({
      state: 'dead',
      reason: 'http_401',
    });
  });

  it('sends again what may have been taken, where a repeat is dropped', () => {
    expect(settleDelivery(newLeased(), 'mine', { kind: 'uncertain', reason: 'timeout' }, surroundings)).toMatchObject({
      state: 'waiting',
      mayBeTaken: true,
      dueAtMs: nowMs + 30_000,
    });
  });

  it('leaves what may have been taken to a person, where a repeat counts twice', () => {
    const outcome: SendOutcome = { kind: 'uncertain', reason: 'timeout' };
    expect(settleDelivery(newLeased(), 'mine', outcome, { ...surroundings, dropsRepeats: false })).toMatchObject({
      state: 'uncertain',
      dueAtMs: null,
      reason: 'timeout',
    });
  });

  it('does not call dead what an earlier send may have brought', () => {
    const earlier = newLeased({ mayBeTaken: true, attempts: 2 });
    expect(settleDelivery(earlier, 'mine', { kind: 'refused', reason: 'http_401' }, surroundings)?.state).toBe(
      'uncertain',
    );
  });

  it('changes nothing for a sender whose lease stands no longer', () => {
    expect(settleDelivery(newLeased({ lease: 'theirs' }), 'mine', { kind: 'accepted' }, surroundings)).toBeUndefined();
    expect(settleDelivery(newDelivery(), 'mine', { kind: 'accepted' }, surroundings)).toBeUndefined();
  });
});

describe('postponeDelivery', () => {
  it('puts it off without counting a send', () => {
    expect(postponeDelivery(newDelivery(), { reason: 'stripe_timeout' }, surroundings)).toEqual(
      newDelivery({ reason: 'stripe_timeout', dueAtMs: nowMs + 112_500 }),
    );
  });

  it('waits as long as Stripe asks', () => {
    const missing = { reason: 'stripe_rate_limited', retryAfterMs: 7_200_000 };
    expect(postponeDelivery(newDelivery(), missing, surroundings)?.dueAtMs).toBe(nowMs + 7_200_000);
  });

  it('waits as long as it is told to', () => {
    const missing = { reason: 'destination_down', pauseMs: 60_000 };
    expect(postponeDelivery(newDelivery(), missing, surroundings)?.dueAtMs).toBe(nowMs + 60_000);
  });

  it('gives up after three days, and never before', () => {
    const since = (waitedMs: number) =>
      postponeDelivery(newDelivery({ atMs: nowMs - waitedMs }), { reason: 'stripe_key_rejected' }, surroundings);
    expect(since(maxWaitMs - 1)?.state).toBe('waiting');
    expect(since(maxWaitMs)).toMatchObject({ state: 'dead', dueAtMs: null, reason: 'stripe_key_rejected' });
  });

  it('gives up nothing that waits for what comes to an end by itself', () => {
    const missing = { reason: 'purchase_not_sent', pauseMs: 60_000, endsByItself: true };
    const long = newDelivery({ atMs: nowMs - 2 * maxWaitMs });
    expect(postponeDelivery(long, missing, surroundings)).toMatchObject({ state: 'waiting', dueAtMs: nowMs + 60_000 });
  });

  it('leaves one alone that somebody holds', () => {
    expect(postponeDelivery(newLeased(), { reason: 'stripe_timeout' }, surroundings)).toBeUndefined();
  });
});

describe('cancelDelivery', () => {
  it('ends a waiting delivery, due or not', () => {
    expect(cancelDelivery(newDelivery({ dueAtMs: nowMs + 1 }), 'suppressed', 'consent', nowMs)).toMatchObject({
      state: 'suppressed',
      reason: 'consent',
      dueAtMs: null,
      atMs: nowMs,
    });
  });

  it('leaves one alone that is under way or over', () => {
    expect(cancelDelivery(newLeased(), 'reported', null, nowMs)).toBeUndefined();
    expect(cancelDelivery(newDelivery({ state: 'sent', dueAtMs: null }), 'reported', null, nowMs)).toBeUndefined();
  });
});

describe('reviveDelivery', () => {
  it('begins a dead delivery anew', () => {
    const dead = newDelivery({ state: 'dead', dueAtMs: null, attempts: maxSends, reason: 'http_401' });
    expect(reviveDelivery(dead, surroundings)).toMatchObject({ state: 'waiting', dueAtMs: nowMs, attempts: 0 });
  });

  it('begins an uncertain one anew only where a repeat is dropped', () => {
    const uncertain = newDelivery({ state: 'uncertain', dueAtMs: null, mayBeTaken: true });
    expect(reviveDelivery(uncertain, surroundings)).toMatchObject({ state: 'waiting', mayBeTaken: true });
    expect(reviveDelivery(uncertain, { nowMs, dropsRepeats: false })).toBeUndefined();
  });

  it('begins a refund anew whose purchase was not told when it came, since that may have changed', () => {
    const unfounded = newDelivery({ state: 'suppressed', dueAtMs: null, reason: 'purchase_not_told' });
    expect(reviveDelivery(unfounded, { nowMs, dropsRepeats: false })).toMatchObject({
      state: 'waiting',
      dueAtMs: nowMs,
    });
    expect(reviveDelivery({ ...unfounded, reason: 'consent' }, surroundings)).toBeUndefined();
  });

  it.each(['waiting', 'leased', 'sent', 'reported', 'suppressed', 'overtaken'] as const)('leaves %s alone', (state) => {
    expect(reviveDelivery(newDelivery({ state }), surroundings)).toBeUndefined();
  });
});

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

describe('decideDelivery', () => {
  const states = ['waiting', 'leased', 'sent', 'reported', 'suppressed', 'overtaken'] as const;

  it.each(['dead', 'uncertain'] as const)('makes one that is %s due from its beginning again', (state) => {
    const given = newDelivery({
      state,
      dueAtMs: null,
      attempts: 12,
      mayBeTaken: state === 'uncertain',
      reason: 'timeout',
    });
    expect(decideDelivery(given, 'resend', nowMs)).toEqual({
      ...given,
      state: 'waiting',
      dueAtMs: nowMs,
      attempts: 0,
      atMs: nowMs,
    });
  });

  it.each([
    ['dead', 'suppressed'],
    ['uncertain', 'sent'],
  ] as const)('leaves one that is %s as %s, for good', (state, end) => {
    const given = newDelivery({ state, dueAtMs: null, reason: 'timeout' });
    const settled = { ...given, state: end, reason: 'settled', atMs: nowMs };
    expect(decideDelivery(given, 'settle', nowMs)).toEqual(settled);
    expect(decideDelivery(settled, 'resend', nowMs)).toBeUndefined();
  });

  it.each(states)('decides nothing about one that is %s', (state) => {
    for (const decision of ['resend', 'settle'] as const) {
      expect(decideDelivery(newDelivery({ state }), decision, nowMs)).toBeUndefined();
    }
  });
});
