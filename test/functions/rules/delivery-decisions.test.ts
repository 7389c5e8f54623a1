// Deliveries that nobody sends now: put off, ended, begun anew, and decided by a person.
import { describe, expect, it } from 'vitest';
import { maxSends, maxWaitMs } from '../../../functions/rules/back-off.ts';
import {
  cancelDelivery,
  decideDelivery,
  postponeDelivery,
  reviveDelivery,
} from '../../../functions/rules/delivery-steps.ts';
import { newDelivery, newLeased, nowMs, surroundings } from './new-delivery.ts';

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
