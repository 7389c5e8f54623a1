// Which event each entry stands for.
import { describe, expect, test } from 'vitest';
import { canConvert, findEvent, isOvertaken, isPageEvent, isRenewal } from '../../../functions/rules/lifecycle.ts';
import {
  newDisputeEntry,
  newFullEntry,
  newInvoiceEntry,
  newRefundEntry,
  newSessionRecord,
  newSubscriptionEntry,
} from '../store/records.ts';

const resolved = { sessionId: 'cs_test_1', resolution: { state: 'resolved' } } as const;
const share = { amountMinor: 1000, valueMinor: 1000 };

describe('findEvent of a session', () => {
  test.each([
    ['paid', 'purchase'],
    ['pending', 'checkout_pending'],
    ['failed', 'checkout_failed'],
    ['expired', 'checkout_expired'],
  ] as const)('%s is %s', (status, event) => {
    expect(findEvent(newFullEntry({ status }))).toBe(event);
  });

  test('free is a purchase of 0, a trial or a completed setup', () => {
    const free = { paymentStatus: 'no_payment_required' } as const;
    const eventOf = (session: Parameters<typeof newSessionRecord>[0]) =>
      findEvent(newFullEntry({ status: 'free', session: newSessionRecord({ ...free, ...session }) }));
    expect(eventOf({ amountDiscountMinor: 4950 })).toBe('purchase');
    expect(eventOf({ mode: 'subscription' })).toBe('trial_start');
    expect(eventOf({ mode: 'setup' })).toBe('setup_complete');
  });

  test('a free one of which the session is not known stands for nothing yet', () => {
    expect(findEvent({ ...newFullEntry(), status: 'free', session: null })).toBeUndefined();
  });
});

describe('findEvent of what came later', () => {
  test('nothing stands for anything before its session is known, or when it is none of ours', () => {
    for (const entry of [newRefundEntry({ share }), newInvoiceEntry(), newDisputeEntry(), newSubscriptionEntry()]) {
      expect(findEvent(entry)).toBeUndefined();
      expect(findEvent({ ...entry, resolution: { state: 'foreign', reason: 'no_session' } })).toBeUndefined();
    }
  });

  test('a refund is one once its share is fixed, of a subscription where it takes a renewal back', () => {
    expect(findEvent(newRefundEntry({ ...resolved }))).toBeUndefined();
    expect(findEvent(newRefundEntry({ ...resolved, share }))).toBe('refund');
    expect(findEvent(newRefundEntry({ ...resolved, share, invoiceId: 'in_1' }))).toBe('subscription_refund');
    expect(findEvent(newRefundEntry({ ...resolved, share, hasFailedLater: true }))).toBeUndefined();
  });

  test('a renewal is one, and a conversion where the session says so', () => {
    const entry = newInvoiceEntry({ ...resolved });
    expect(findEvent(entry, newFullEntry())).toBe('subscription_renewal');
    expect(findEvent(entry, newFullEntry({ convertedBy: entry.invoice.id }))).toBe('trial_converted');
    expect(findEvent(entry, newFullEntry({ convertedBy: 'in_another' }))).toBe('subscription_renewal');
  });

  test('the first invoice, one of nothing and other reasons are not told', () => {
    const { invoice } = newInvoiceEntry();
    for (const change of [
      { billingReason: 'subscription_create' },
      { billingReason: 'subscription_update' },
      { billingReason: null },
      { subscriptionId: null },
      // Paid is what was owed from before.
      { totalMinor: 0 },
      { totalMinor: -300 },
    ]) {
      expect(isRenewal({ ...invoice, ...change })).toBe(false);
      expect(findEvent(newInvoiceEntry({ ...resolved, invoice: { ...invoice, ...change } }))).toBeUndefined();
    }
  });

  test('a renewal that the customer’s balance paid is told like one that a card paid', () => {
    const { invoice } = newInvoiceEntry();
    expect(isRenewal({ ...invoice, amountPaidMinor: 0 })).toBe(true);
  });

  test('an inquiry is no dispute until it becomes one', () => {
    const { dispute } = newDisputeEntry();
    const eventOf = (status: string) => findEvent(newDisputeEntry({ ...resolved, dispute: { ...dispute, status } }));
    expect(eventOf('warning_needs_response')).toBeUndefined();
    expect(eventOf('warning_closed')).toBeUndefined();
    expect(eventOf('needs_response')).toBe('dispute');
    expect(eventOf('lost')).toBe('dispute');
  });

  test('an ended subscription is a cancellation', () => {
    expect(findEvent(newSubscriptionEntry({ ...resolved }))).toBe('subscription_cancel');
  });
});

describe('canConvert', () => {
  const { invoice } = newInvoiceEntry();

  test('a paid invoice can convert a subscription that began free, and no other', () => {
    expect(canConvert(newFullEntry({ status: 'free' }), invoice)).toBe(true);
    expect(canConvert(newFullEntry({ status: 'paid' }), invoice)).toBe(false);
    expect(canConvert(newFullEntry({ status: 'free' }), { ...invoice, totalMinor: 0 })).toBe(false);
  });
});

describe('isOvertaken', () => {
  test('a conversion is overtaken by an earlier one', () => {
    const entry = newInvoiceEntry({ ...resolved });
    const session = newFullEntry({ convertedBy: 'in_earlier' });
    expect(isOvertaken(entry, 'trial_converted', session)).toBe(true);
    expect(isOvertaken(entry, 'subscription_renewal', session)).toBe(false);
    expect(isOvertaken(entry, 'trial_converted')).toBe(false);
  });

  test('what waits is overtaken by what became of it', () => {
    expect(isOvertaken(newFullEntry({ status: 'pending' }), 'checkout_pending')).toBe(false);
    for (const status of ['paid', 'failed'] as const) {
      expect(isOvertaken(newFullEntry({ status }), 'checkout_pending')).toBe(true);
    }
    expect(isOvertaken(newFullEntry(), 'purchase')).toBe(false);
  });

  test('a refund is overtaken when it fails', () => {
    expect(isOvertaken(newRefundEntry({ ...resolved, share }), 'refund')).toBe(false);
    expect(isOvertaken(newRefundEntry({ ...resolved, share, hasFailedLater: true }), 'refund')).toBe(true);
  });
});

describe('isPageEvent', () => {
  test('pages tell of four events', () => {
    expect((['purchase', 'trial_start', 'setup_complete', 'checkout_pending'] as const).every(isPageEvent)).toBe(true);
    expect(isPageEvent('refund')).toBe(false);
  });
});
