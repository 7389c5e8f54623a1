// Whether a destination knows of the purchase that a refund takes back.
import { describe, expect, test } from 'vitest';
import type { LifecycleEvent } from '../../../functions/contract/forwarded-event.ts';
import { type Delivery, type DeliveryState, deliveryKey } from '../../../functions/rules/delivery.ts';
import { findPurchaseTelling } from '../../../functions/rules/purchase-telling.ts';
import { newFullEntry, newInvoiceEntry } from '../store/records.ts';

function deliveriesOf(state: DeliveryState, event: LifecycleEvent = 'purchase'): Record<string, Delivery> {
  const isOpen = state === 'waiting' || state === 'leased';
  const dueAtMs = isOpen ? 5_000 : null;
  const rest = { attempts: 1, lease: null, mayBeTaken: false, reason: null, atMs: 0 };
  return { [deliveryKey(event, 'dst_a')]: { event, destinationId: 'dst_a', state, dueAtMs, ...rest } };
}

describe('findPurchaseTelling', () => {
  test.each(['sent', 'reported', 'uncertain'] as const)('what is %s was told', (state) => {
    expect(findPurchaseTelling(newFullEntry({ events: {}, deliveries: deliveriesOf(state) }), 'dst_a')).toEqual({
      kind: 'told',
    });
  });

  test('what is on its way is awaited until it is due, what is dead until a person decides', () => {
    const tellingOf = (state: DeliveryState) =>
      findPurchaseTelling(newFullEntry({ events: {}, deliveries: deliveriesOf(state) }), 'dst_a');
    expect(tellingOf('waiting')).toEqual({ kind: 'awaited', dueAtMs: 5_000 });
    expect(tellingOf('leased')).toEqual({ kind: 'awaited', dueAtMs: 5_000 });
    expect(tellingOf('dead')).toEqual({ kind: 'awaited', dueAtMs: null });
  });

  test('what was suppressed, or never planned for this destination, was not told there', () => {
    const settled = { events: {}, settledAtMs: 1 };
    const suppressed = newFullEntry({ ...settled, deliveries: deliveriesOf('suppressed') });
    const elsewhere = newFullEntry({ ...settled, deliveries: deliveriesOf('sent') });
    expect(findPurchaseTelling(suppressed, 'dst_a')).toEqual({ kind: 'untold' });
    expect(findPurchaseTelling(elsewhere, 'dst_b')).toEqual({ kind: 'untold' });
  });

  test('what a page held was told by it, whether or not it reports', () => {
    const events = { purchase: { claims: [{ claim: 'a claim', atMs: 1 }], reportedAtMs: null } };
    expect(findPurchaseTelling(newFullEntry({ events, deliveries: {} }), 'dst_a')).toEqual({ kind: 'told' });
  });

  test('money that the ledger does not know of yet is awaited, since it was refunded', () => {
    const pending = newFullEntry({ status: 'pending', settledAtMs: null, events: {}, deliveries: {} });
    expect(findPurchaseTelling(pending, 'dst_a')).toEqual({ kind: 'awaited', dueAtMs: null });
  });

  test('a renewal whose session is still looked for is awaited, since its delivery is planned with that', () => {
    const resolution = { state: 'orphan', dueAtMs: 7_000, attempts: 0, reason: null } as const;
    const orphan = newInvoiceEntry({ deliveries: {}, sessionId: null, resolution });
    expect(findPurchaseTelling(orphan, 'dst_a')).toEqual({ kind: 'awaited', dueAtMs: 7_000 });
  });

  test('a renewal is told as a renewal or as a conversion', () => {
    for (const event of ['subscription_renewal', 'trial_converted'] as const) {
      const renewal = newInvoiceEntry({ deliveries: deliveriesOf('sent', event) });
      expect(findPurchaseTelling(renewal, 'dst_a')).toEqual({ kind: 'told' });
    }
    const unplanned = newInvoiceEntry({ deliveries: {}, resolution: { state: 'resolved' } });
    expect(findPurchaseTelling(unplanned, 'dst_a')).toEqual({ kind: 'untold' });
  });
});
