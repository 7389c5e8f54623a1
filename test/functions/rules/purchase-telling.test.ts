// Whether a destination knows of the purchase that a refund takes back.
import { describe, expect, test } from 'vitest';
import type { LifecycleEvent } from '../../../functions/contract/forwarded-event.ts';
import { type Delivery, type DeliveryState, deliveryKey } from '../../../functions/rules/delivery.ts';
import type { EntryChange, InvoiceEntry, SessionEntry } from '../../../functions/rules/entry.ts';
import type { Property, Scope } from '../../../functions/rules/property.ts';
import { findPurchaseTelling, mayBeToldOf } from '../../../functions/rules/purchase-telling.ts';
import { newFullEntry, newInvoiceEntry, newProperty } from '../store/records.ts';

const property = newProperty({ sender: 'browser_first', scope: { kind: 'account' } });
const elsewhere = { kind: 'payment_links', ids: ['plink_of_another_shop'] } as const satisfies Scope;

function ask(purchase: SessionEntry | InvoiceEntry, changes: Partial<Property> = {}, destinationId = 'dst_a') {
  return findPurchaseTelling(purchase, destinationId, { ...property, ...changes }, 7_000);
}

function deliveriesOf(
  state: DeliveryState,
  event: LifecycleEvent = 'purchase',
  mayBeTaken = false,
): Record<string, Delivery> {
  const isOpen = state === 'waiting' || state === 'leased';
  const dueAtMs = isOpen ? 5_000 : null;
  const rest = { attempts: 1, lease: null, mayBeTaken, reason: null, atMs: 0 };
  return { [deliveryKey(event, 'dst_a')]: { event, destinationId: 'dst_a', state, dueAtMs, ...rest } };
}

describe('findPurchaseTelling', () => {
  test.each(['sent', 'reported', 'uncertain'] as const)('what is %s was told', (state) => {
    expect(ask(newFullEntry({ events: {}, deliveries: deliveriesOf(state) }))).toEqual({ kind: 'told' });
  });

  test('what was given up after a try that may have arrived was told, for whatever reason it ended', () => {
    const ended = deliveriesOf('suppressed', 'purchase', true);
    expect(ask(newFullEntry({ events: {}, deliveries: ended }))).toEqual({ kind: 'told' });
    const waiting = deliveriesOf('waiting', 'purchase', true);
    expect(ask(newFullEntry({ events: {}, deliveries: waiting }))).toEqual({ kind: 'awaited', dueAtMs: 5_000 });
  });

  test('what is on its way is awaited until it is due, what is dead until a person decides', () => {
    const tellingOf = (state: DeliveryState) => ask(newFullEntry({ events: {}, deliveries: deliveriesOf(state) }));
    expect(tellingOf('waiting')).toEqual({ kind: 'awaited', dueAtMs: 5_000 });
    expect(tellingOf('leased')).toEqual({ kind: 'awaited', dueAtMs: 5_000 });
    expect(tellingOf('dead')).toEqual({ kind: 'awaited', dueAtMs: null });
  });

  test('what was suppressed, or never planned for this destination, was not told there', () => {
    const settled = { events: {}, settledAtMs: 1 };
    const suppressed = newFullEntry({ ...settled, deliveries: deliveriesOf('suppressed') });
    const toAnother = newFullEntry({ ...settled, deliveries: deliveriesOf('sent') });
    expect(ask(suppressed)).toEqual({ kind: 'untold' });
    expect(ask(toAnother, {}, 'dst_b')).toEqual({ kind: 'untold' });
  });

  test('what a page held was told by it, whether or not it reports', () => {
    const events = { purchase: { claims: [{ claim: 'a claim', atMs: 1 }], reportedAtMs: null } };
    expect(ask(newFullEntry({ events, deliveries: {} }))).toEqual({ kind: 'told' });
  });

  test('a page under the sender `server` told nobody of the purchase, for it pushes something else', () => {
    const held = { claims: [{ claim: 'a claim', atMs: 1 }], reportedAtMs: null };
    const reported = { ...held, reportedAtMs: 2 };
    const visit = { atMs: 2, source: 'page', what: 'reported', about: 'checkout_complete' } as const;
    const tellingOf = (changes: Partial<SessionEntry>) =>
      ask(newFullEntry({ settledAtMs: 1, deliveries: {}, changes: [], ...changes }), { sender: 'server' });
    expect(tellingOf({ events: { purchase: held } })).toEqual({ kind: 'untold' });
    expect(tellingOf({ events: { purchase: reported }, changes: [visit] })).toEqual({ kind: 'untold' });
    // Reported before the property's sender became another.
    expect(tellingOf({ events: { purchase: reported } })).toEqual({ kind: 'told' });
  });

  test('nor did one that was there before the property’s sender became another', () => {
    const events = { purchase: { claims: [{ claim: 'a claim', atMs: 1 }], reportedAtMs: null } };
    const toLine = (about: string): EntryChange => ({ atMs: 1, source: 'page', what: 'claimed', about });
    const tellingOf = (...abouts: string[]) =>
      ask(newFullEntry({ settledAtMs: 1, deliveries: {}, events, changes: abouts.map(toLine) }));
    expect(tellingOf('checkout_complete')).toEqual({ kind: 'untold' });
    expect(tellingOf('checkout_complete', 'purchase')).toEqual({ kind: 'told' });
  });

  test('a renewal that became a conversion before it was sent was told as that', () => {
    const deliveries = {
      ...deliveriesOf('overtaken', 'subscription_renewal'),
      ...deliveriesOf('sent', 'trial_converted'),
    };
    const turned = newInvoiceEntry({ deliveries, resolution: { state: 'resolved' } });
    expect(ask(turned)).toEqual({ kind: 'told' });
    const waiting = { ...deliveries, ...deliveriesOf('waiting', 'trial_converted') };
    expect(ask({ ...turned, deliveries: waiting })).toEqual({ kind: 'awaited', dueAtMs: 5_000 });
  });

  test('money that the ledger does not know of yet is awaited, since it was refunded', () => {
    const pending = newFullEntry({ status: 'pending', settledAtMs: null, events: {}, deliveries: {} });
    expect(ask(pending)).toEqual({ kind: 'awaited', dueAtMs: null });
    // What settles out of scope is not planned any more.
    expect(ask(pending, { scope: elsewhere })).toEqual({ kind: 'untold' });
  });

  test('a renewal whose session is still looked for is awaited, since its delivery is planned with that', () => {
    const resolution = { state: 'orphan', dueAtMs: 7_000, attempts: 0, reason: null } as const;
    const orphan = newInvoiceEntry({ deliveries: {}, sessionId: null, resolution });
    expect(ask(orphan)).toEqual({ kind: 'awaited', dueAtMs: 7_000 });
  });

  test('a renewal is told as a renewal or as a conversion', () => {
    for (const event of ['subscription_renewal', 'trial_converted'] as const) {
      const renewal = newInvoiceEntry({ deliveries: deliveriesOf('sent', event) });
      expect(ask(renewal)).toEqual({ kind: 'told' });
    }
    const unplanned = newInvoiceEntry({ deliveries: {}, resolution: { state: 'resolved' } });
    expect(ask(unplanned)).toEqual({ kind: 'untold' });
  });
});

describe('mayBeToldOf', () => {
  const states: readonly (readonly [DeliveryState, boolean])[] = [
    ['waiting', true],
    ['leased', true],
    ['sent', true],
    ['reported', true],
    ['uncertain', true],
    ['dead', true],
    ['suppressed', false],
    ['overtaken', false],
  ];

  test.each(states)('a purchase that is %s at any destination: %s', (state, isTold) => {
    const session = newFullEntry({ events: {}, deliveries: deliveriesOf(state) });
    expect(mayBeToldOf(session, property)).toBe(isTold);
    const renewal = newInvoiceEntry({ deliveries: deliveriesOf(state, 'subscription_renewal') });
    expect(mayBeToldOf(renewal, property)).toBe(isTold);
  });

  test('another event of the session is no purchase', () => {
    const pending = newFullEntry({ events: {}, deliveries: deliveriesOf('sent', 'checkout_pending') });
    expect(mayBeToldOf(pending, property)).toBe(false);
  });

  test('what a page pushed was told of, what none did and nobody planned was not', () => {
    const events = { purchase: { claims: [{ claim: 'a claim', atMs: 1 }], reportedAtMs: null } };
    expect(mayBeToldOf(newFullEntry({ events, deliveries: {} }), property)).toBe(true);
    expect(mayBeToldOf(newFullEntry({ events, deliveries: {} }), { sender: 'server' })).toBe(false);
    expect(mayBeToldOf(newFullEntry({ events: {}, deliveries: {} }), property)).toBe(false);
  });
});
