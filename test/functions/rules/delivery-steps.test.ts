// What one sender does with a delivery: takes it, lets it go, and says how it ended.
import { describe, expect, it } from 'vitest';
import { maxSends } from '../../../functions/rules/back-off.ts';
import {
  isDue,
  lapseDelivery,
  leaseDelivery,
  leaseMs,
  type SendOutcome,
  settleDelivery,
} from '../../../functions/rules/delivery-steps.ts';
import { newDelivery, newLeased, nowMs, surroundings } from './new-delivery.ts';

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
