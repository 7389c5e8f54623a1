// Whether a destination knows of the purchase that a refund takes back.
import { describe, expect, test } from 'vitest';
import type { LifecycleEvent } from '../../../functions/contract/forwarded-event.ts';
import { type Delivery, type DeliveryState, deliveryKey } from '../../../functions/rules/delivery.ts';
import type { SessionEntry } from '../../../functions/rules/entry.ts';
import { findPurchaseTelling } from '../../../functions/rules/purchase-telling.ts';
import { newFullEntry, newInvoiceEntry } from '../store/records.ts';

const destination = { destinationId: 'dst_a', sender: 'browser_first' } as const;

function deliveriesOf(state: DeliveryState, event: LifecycleEvent = 'purchase'): Record<string, Delivery> {
  const isOpen = state === 'waiting' || state === 'leased';
  const dueAtMs = isOpen ? 5_000 : null;
  const rest = { attempts: 1, lease: null, mayBeTaken: false, reason: null, atMs: 0 };
  return { [deliveryKey(event, 'dst_a')]: { event, destinationId: 'dst_a', state, dueAtMs, ...rest } };
}

describe('findPurchaseTelling', () => {
  test.each(['sent', 'reported', 'uncertain'] as const)('what is %s was told', (state) => {
    expect(findPurchaseTelling(newFullEntry({ events: {}, deliveries: deliveriesOf(state) }), destination)).toEqual({
      kind: 'told',
    });
  });

  test('what is on its way is awaited until it is due, what is dead until a person decides', () => {
    const tellingOf = (state: DeliveryState) =>
      findPurchaseTelling(newFullEntry({ events: {}, deliveries: deliveriesOf(state) }), destination);
    expect(tellingOf('waiting')).toEqual({ kind: 'awaited', dueAtMs: 5_000 });
    expect(tellingOf('leased')).toEqual({ kind: 'awaited', dueAtMs: 5_000 });
    expect(tellingOf('dead')).toEqual({ kind: 'awaited', dueAtMs: null });
  });

  test('what was suppressed, or never planned for this destination, was not told there', () => {
    const settled = { events: {}, settledAtMs: 1 };
    const suppressed = newFullEntry({ ...settled, deliveries: deliveriesOf('suppressed') });
    const elsewhere = newFullEntry({ ...settled, deliveries: deliveriesOf('sent') });
    expect(findPurchaseTelling(suppressed, destination)).toEqual({ kind: 'untold' });
    expect(findPurchaseTelling(elsewhere, { ...destination, destinationId: 'dst_b' })).toEqual({ kind: 'untold' });
  });

  test('what a page held was told by it, whether or not it reports', () => {
    const events = { purchase: { claims: [{ claim: 'a claim', atMs: 1 }], reportedAtMs: null } };
    expect(findPurchaseTelling(newFullEntry({ events, deliveries: {} }), destination)).toEqual({ kind: 'told' });
  });

  test('a page under the sender `server` told nobody of the purchase, for it pushes something else', () => {
    const held = { claims: [{ claim: 'a claim', atMs: 1 }], reportedAtMs: null };
    const reported = { ...held, reportedAtMs: 2 };
    const visit = { atMs: 2, source: 'page', what: 'reported', about: 'checkout_complete' } as const;
    const tellingOf = (changes: Partial<SessionEntry>) =>
      findPurchaseTelling(newFullEntry({ settledAtMs: 1, deliveries: {}, changes: [], ...changes }), {
        ...destination,
        sender: 'server',
      });
    expect(tellingOf({ events: { purchase: held } })).toEqual({ kind: 'untold' });
    expect(tellingOf({ events: { purchase: reported }, changes: [visit] })).toEqual({ kind: 'untold' });
    // Reported before the property's sender became another.
    expect(tellingOf({ events: { purchase: reported } })).toEqual({ kind: 'told' });
  });

  test('a renewal that became a conversion before it was sent was told as that', () => {
    const deliveries = {
      ...deliveriesOf('overtaken', 'subscription_renewal'),
      ...deliveriesOf('sent', 'trial_converted'),
    };
    const turned = newInvoiceEntry({ deliveries, resolution: { state: 'resolved' } });
    expect(findPurchaseTelling(turned, destination)).toEqual({ kind: 'told' });
    const waiting = { ...deliveries, ...deliveriesOf('waiting', 'trial_converted') };
    expect(findPurchaseTelling({ ...turned, deliveries: waiting }, destination)).toEqual({
      kind: 'awaited',
      dueAtMs: 5_000,
    });
  });

  test('money that the ledger does not know of yet is awaited, since it was refunded', () => {
    const pending = newFullEntry({ status: 'pending', settledAtMs: null, events: {}, deliveries: {} });
    expect(findPurchaseTelling(pending, destination)).toEqual({ kind: 'awaited', dueAtMs: null });
  });

  test('a renewal whose session is still looked for is awaited, since its delivery is planned with that', () => {
    const resolution = { state: 'orphan', dueAtMs: 7_000, attempts: 0, reason: null } as const;
    const orphan = newInvoiceEntry({ deliveries: {}, sessionId: null, resolution });
    expect(findPurchaseTelling(orphan, destination)).toEqual({ kind: 'awaited', dueAtMs: 7_000 });
  });

  test('a renewal is told as a renewal or as a conversion', () => {
    for (const event of ['subscription_renewal', 'trial_converted'] as const) {
      const renewal = newInvoiceEntry({ deliveries: deliveriesOf('sent', event) });
      expect(findPurchaseTelling(renewal, destination)).toEqual({ kind: 'told' });
    }
    const unplanned = newInvoiceEntry({ deliveries: {}, resolution: { state: 'resolved' } });
    expect(findPurchaseTelling(unplanned, destination)).toEqual({ kind: 'untold' });
  });
});
