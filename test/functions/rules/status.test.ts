// What a session's state means, for every combination of mode, status and payment status.
import { describe, expect, test } from 'vitest';
import { eventId, toOutcome } from '../../../functions/rules/status.ts';
import { buildSession } from './checkout-session-builder.ts';

describe('toOutcome', () => {
  test('a paid checkout is a purchase', () => {
    expect(toOutcome(buildSession())).toEqual({ kind: 'completed', status: 'paid', event: 'purchase' });
  });

  test('a paid subscription is a purchase', () => {
    expect(toOutcome(buildSession({ mode: 'subscription' }))).toMatchObject({ status: 'paid', event: 'purchase' });
  });

  test('completed but unpaid, as delayed methods are, is pending and no purchase', () => {
    expect(toOutcome(buildSession({ paymentStatus: 'unpaid' }))).toEqual({
      kind: 'completed',
      status: 'pending',
      event: 'checkout_pending',
    });
  });

  test.each(['payment', 'subscription'] as const)(
    'in %s mode a discount down to nothing is a purchase of 0',
    (mode) => {
      const session = buildSession({ mode, paymentStatus: 'no_payment_required', amountDiscountMinor: 4950 });
      expect(toOutcome(session)).toEqual({ kind: 'completed', status: 'free', event: 'purchase' });
    },
  );

  test('a subscription that begins free without a discount is a trial', () => {
    const session = buildSession({ mode: 'subscription', paymentStatus: 'no_payment_required' });
    expect(toOutcome(session)).toEqual({ kind: 'completed', status: 'free', event: 'trial_start' });
  });

  test('a trial with a coupon for later stays a trial', () => {
    const session = buildSession({ mode: 'subscription', paymentStatus: 'no_payment_required', coupon: 'LATER' });
    expect(toOutcome(session)).toMatchObject({ event: 'trial_start' });
  });

  test('a single order that costs nothing without a discount is a purchase of 0', () => {
    const session = buildSession({ paymentStatus: 'no_payment_required' });
    expect(toOutcome(session)).toEqual({ kind: 'completed', status: 'free', event: 'purchase' });
  });

  test.each(['no_payment_required', 'unpaid', 'paid'] as const)(
    'setup mode, %s, is a completed setup',
    (paymentStatus) => {
      expect(toOutcome(buildSession({ mode: 'setup', paymentStatus }))).toEqual({
        kind: 'completed',
        status: 'free',
        event: 'setup_complete',
      });
    },
  );

  test.each(['payment', 'subscription', 'setup'] as const)(
    'in %s mode an open session is refused, whatever its payment',
    (mode) => {
      for (const paymentStatus of ['paid', 'unpaid', 'no_payment_required'] as const) {
        expect(toOutcome(buildSession({ mode, paymentStatus, status: 'open' }))).toEqual({
          kind: 'refused',
          code: 'session_open',
        });
      }
    },
  );

  test.each(['payment', 'subscription', 'setup'] as const)('in %s mode an expired session is refused', (mode) => {
    expect(toOutcome(buildSession({ mode, status: 'expired', paymentStatus: 'unpaid' }))).toEqual({
      kind: 'refused',
      code: 'session_expired',
    });
  });
});

describe('eventId', () => {
  test('is the event and the session, the same from every sender', () => {
    expect(eventId('purchase', 'cs_live_a1PaidShirt0000000000')).toBe('purchase:cs_live_a1PaidShirt0000000000');
  });
});
