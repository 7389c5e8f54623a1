// What of an entry a database finds it by.
import { describe, expect, test } from 'vitest';
import {
  findChangedAtMs,
  findDueAtMs,
  findJoinReference,
  findOccurredAtMs,
  findOriginSessionId,
  isTroubled,
} from '../../../functions/rules/entry-index.ts';
import {
  newDeliveries,
  newDisputeEntry,
  newEntry,
  newFullEntry,
  newInvoiceEntry,
  newRefundEntry,
  newSessionRecord,
  newSubscriptionEntry,
} from '../store/records.ts';

describe('findDueAtMs', () => {
  test('the earliest delivery that waits says when', () => {
    const deliveries = {
      ...newDeliveries({ destinationId: 'one', dueAtMs: 900 }),
      ...newDeliveries({ destinationId: 'two', dueAtMs: 700 }),
      ...newDeliveries({ destinationId: 'three', state: 'sent', dueAtMs: null }),
    };
    expect(findDueAtMs(newEntry({ deliveries }))).toBe(700);
  });

  test('an orphan is due when its session is looked for, where no delivery is earlier', () => {
    const resolution = { state: 'orphan', dueAtMs: 800, attempts: 0, reason: null } as const;
    expect(findDueAtMs(newRefundEntry({ resolution }))).toBe(800);
    expect(findDueAtMs(newRefundEntry({ resolution, deliveries: newDeliveries({ dueAtMs: 700 }) }))).toBe(700);
  });

  test('nothing is due where nothing waits', () => {
    expect(findDueAtMs(newEntry())).toBeNull();
    expect(findDueAtMs(newRefundEntry({ resolution: { state: 'resolved' } }))).toBeNull();
  });
});

describe('isTroubled', () => {
  test.each(['dead', 'uncertain'] as const)('a delivery that is %s needs a person', (state) => {
    expect(isTroubled(newEntry({ deliveries: newDeliveries({ state, dueAtMs: null }) }))).toBe(true);
  });

  test('a delivery in doubt about which a rule decides needs nobody', () => {
    expect(isTroubled(newEntry({ deliveries: newDeliveries({ state: 'uncertain', dueAtMs: 7 }) }))).toBe(false);
  });

  test.each(['waiting', 'leased', 'sent', 'reported', 'suppressed', 'overtaken'] as const)(
    'a delivery that is %s needs nobody',
    (state) => {
      expect(isTroubled(newEntry({ deliveries: newDeliveries({ state }) }))).toBe(false);
    },
  );
});

describe('findJoinReference', () => {
  test('a session is found by its payment intent, else by its subscription', () => {
    const paid = newSessionRecord({ paymentIntentId: 'pi_1', subscriptionId: null });
    const subscribed = newSessionRecord({ paymentIntentId: null, subscriptionId: 'sub_1' });
    expect(findJoinReference(newFullEntry({ session: paid }))).toBe('pi_1');
    expect(findJoinReference(newFullEntry({ session: subscribed }))).toBe('sub_1');
  });

  test('what is no session, or knows nothing of it yet, is found by neither', () => {
    expect(findJoinReference(newEntry({ session: null }))).toBeNull();
    expect(findJoinReference(newRefundEntry())).toBeNull();
  });
});

describe('findOriginSessionId', () => {
  test('what comes later goes back to its session as soon as that is known', () => {
    expect(findOriginSessionId(newRefundEntry({ sessionId: 'cs_test_1' }))).toBe('cs_test_1');
    expect(findOriginSessionId(newRefundEntry({ sessionId: null }))).toBeNull();
  });

  test('a session goes back to nothing', () => {
    expect(findOriginSessionId(newEntry())).toBeNull();
  });
});

describe('findOccurredAtMs', () => {
  const seconds = 1_600_000_000;
  const { refund } = newRefundEntry();
  const { invoice } = newInvoiceEntry();
  const { dispute } = newDisputeEntry();
  const { subscription } = newSubscriptionEntry();
  test.each([
    { what: 'a session', entry: newFullEntry({ session: newSessionRecord({ createdSeconds: seconds }) }) },
    { what: 'a refund', entry: newRefundEntry({ refund: { ...refund, createdSeconds: seconds } }) },
    { what: 'an invoice', entry: newInvoiceEntry({ invoice: { ...invoice, createdSeconds: seconds } }) },
    { what: 'a dispute', entry: newDisputeEntry({ dispute: { ...dispute, createdSeconds: seconds } }) },
  ])('$what happened when Stripe made it, in milliseconds', ({ entry }) => {
    expect(findOccurredAtMs(entry)).toBe(seconds * 1000);
  });

  test('the end of a subscription happened when it ended', () => {
    const entry = newSubscriptionEntry({ subscription: { ...subscription, endedAtSeconds: seconds } });
    expect(findOccurredAtMs(entry)).toBe(seconds * 1000);
  });

  test('a session of which only a page told happened when it was seen first', () => {
    expect(findOccurredAtMs(newEntry({ session: null, firstSeenAtMs: 1_234 }))).toBe(1_234);
  });
});

describe('findChangedAtMs', () => {
  const change = (atMs: number) => ({ atMs, source: 'sweep', what: 'sent' }) as const;

  test('the latest line of the history says when, wherever it stands', () => {
    const changes = [change(2_000), change(4_000), change(3_000)];
    expect(findChangedAtMs(newEntry({ firstSeenAtMs: 1_000, changes }))).toBe(4_000);
  });

  test('an entry without a history changed when it was seen first', () => {
    expect(findChangedAtMs(newEntry({ firstSeenAtMs: 1_000, changes: [] }))).toBe(1_000);
  });
});
