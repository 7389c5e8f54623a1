// What an erasure leaves of a buyer in the ledger, and what later news bring back of them: nothing.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eraseByEmail, eraseSession } from '../../../functions/ledger/erase-buyer.ts';
import { recordChange } from '../../../functions/ledger/record-change.ts';
import { recordSession } from '../../../functions/ledger/record-session.ts';
import { recordView } from '../../../functions/ledger/record-view.ts';
import type { CheckoutSession } from '../../../functions/rules/checkout-session.ts';
import type { SessionEntry } from '../../../functions/rules/entry.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { openStore } from '../../../functions/store/open-store.ts';
import { entryId, type Store } from '../../../functions/store/store.ts';
import { wrapStore } from '../public/wrap-store.ts';
import { buildLine } from '../rules/checkout-session-builder.ts';
import { newClick } from '../store/records.ts';
import { newSendingProperty, nowMs, tell, tellRefund, tellSession } from './changes.ts';
import { clickId, granted, newInvoice, sale, subscriptionId, traces } from './known-buyer.ts';
import { listTexts } from './list-texts.ts';
import { newView } from './new-view.ts';

const property = newSendingProperty();
const webhook = { nowMs, source: 'webhook' } as const;
const asked = { nowMs: nowMs + 60_000, source: 'console' } as const;

let folder: string;
let store: Store;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tilltag-erase-'));
  store = await openStore(`sqlite:${join(folder, 'test.db')}`);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

async function record(session: CheckoutSession): Promise<void> {
  await recordChange(store, property, tellSession(session), webhook);
}

async function find({ id }: CheckoutSession): Promise<SessionEntry> {
  const entry = await store.findEntry(entryId(property.id, id));
  if (entry?.kind !== 'session') throw new Error('There is no such session.');
  return entry;
}

function expectNoTrace(): void {
  const texts = listTexts(join(folder, 'test.db')).toLowerCase();
  for (const trace of traces) expect(texts).not.toContain(trace.toLowerCase());
}

describe('eraseSession', () => {
  it('leaves a tombstone that still counts the money, and nothing in any table that tells who it was', async () => {
    const session = sale();
    await record(session);
    await store.createClick(newClick({ propertyId: property.id, clickId, gaClientId: '1234567890.1700000000' }));
    expect(listTexts(join(folder, 'test.db'))).toContain('Ada.Lovelace+shop@gmail.com');
    expect(await eraseSession(store, property, session.id, asked)).toBe('erased');
    expectNoTrace();
    expect(await find(session)).toMatchObject({
      ...{ status: 'paid', erasedAtMs: asked.nowMs, clickId: null, passport: null },
      session: { amountTotalMinor: 4950, paymentIntentId: session.paymentIntentId },
      deliveries: { 'purchase:dest_1': { state: 'waiting' } },
      changes: [{ what: 'paid' }, { what: 'planned' }, { what: 'erased', source: 'console' }],
    });
  });

  it('keeps the campaign and the consent that the click told, which what still waits is sent by', async () => {
    const session = sale();
    await record(session);
    const touch = { at: 1, parameters: { utm_source: 'newsletter' } };
    await store.createClick(newClick({ propertyId: property.id, clickId, visit: touch }));
    await eraseSession(store, property, session.id, asked);
    expect(await find(session)).toMatchObject({
      clickOrigins: { last: { source: 'newsletter' } },
      pageConsent: { states: granted },
    });
  });

  it('removes the ids of Google Analytics that the thank-you page told', async () => {
    const session = sale({ lines: [buildLine()] });
    const gaIds = { ga_client_id: '1234567890.1700000000' };
    const view = newView(property, { session, gaIds });
    await recordView(store, view, nowMs);
    expect((await find(session)).pageGaIds).toBeDefined();
    await eraseSession(store, property, session.id, asked);
    expect((await find(session)).pageGaIds).toBeUndefined();
    await recordView(store, { ...view, claim: 'claim_of_another_page', clickId }, nowMs + 200_000);
    expectNoTrace();
  });

  it('removes the customer from renewals, those that are told later included', async () => {
    const session = sale({ mode: 'subscription', subscriptionId, paymentIntentId: null });
    await record(session);
    const invoice = newInvoice('in_first', 'subscription_cycle');
    await recordChange(store, property, tell({ kind: 'invoice', invoice }, 'invoice.paid'), webhook);
    await eraseSession(store, property, session.id, asked);
    expectNoTrace();
    const next = { ...invoice, id: 'in_second' };
    await recordChange(store, property, tell({ kind: 'invoice', invoice: next }, 'invoice.paid'), webhook);
    await recordChange(store, property, tell({ kind: 'invoice', invoice }, 'invoice.paid'), webhook);
    expect(await store.findEntry(entryId(property.id, 'in_second'))).toMatchObject({ sessionId: session.id });
    expectNoTrace();
  });

  it('leaves no customer in the invoice of the purchase itself, before and after', async () => {
    const session = sale({ mode: 'subscription', subscriptionId, paymentIntentId: null });
    await record(session);
    const invoice = newInvoice('in_of_purchase', 'subscription_create');
    const told = tell({ kind: 'invoice', invoice }, 'invoice.paid');
    await recordChange(store, property, told, webhook);
    await eraseSession(store, property, session.id, asked);
    expectNoTrace();
    await recordChange(store, property, told, webhook);
    expectNoTrace();
  });

  it('leaves no customer in what was found to be none of the property’s', async () => {
    const session = sale({ mode: 'subscription', subscriptionId, paymentIntentId: null });
    await record(session);
    const narrow: Property = { ...property, scope: { kind: 'payment_links', ids: ['plink_other'] } };
    const invoice = newInvoice('in_out_of_scope', 'subscription_cycle');
    await recordChange(store, narrow, tell({ kind: 'invoice', invoice }, 'invoice.paid'), webhook);
    const found = await store.findEntry(entryId(property.id, invoice.id));
    expect(found).toMatchObject({ resolution: { state: 'foreign', reason: 'out_of_scope' }, sessionId: null });
    await eraseSession(store, property, session.id, asked);
    expectNoTrace();
  });

  it('is not undone by a webhook, by a reading of Stripe or by a page that come later', async () => {
    const session = sale({ paymentStatus: 'unpaid' });
    await record(session);
    await eraseSession(store, property, session.id, asked);
    const paid = { ...session, paymentStatus: 'paid' } as const;
    await recordChange(store, property, tellSession(paid, 'async_payment_succeeded'), webhook);
    await recordChange(store, property, tellSession(paid, 'async_payment_succeeded'), webhook);
    await recordChange(store, property, tellRefund(session), webhook);
    const whole = { ...paid, lines: [buildLine()] };
    await recordSession(store, property, whole, { nowMs: nowMs + 1, source: 'delivery' });
    await recordView(store, newView(property, { session: whole, clickId }), nowMs + 2);
    expectNoTrace();
    expect(await find(session)).toMatchObject({ status: 'paid', session: { lines: [buildLine()], customerId: null } });
  });

  it('is not undone by a page that sees the payment come through first', async () => {
    const session = sale({ paymentStatus: 'unpaid' });
    await record(session);
    await eraseSession(store, property, session.id, asked);
    const paid: CheckoutSession = { ...session, paymentStatus: 'paid', lines: [buildLine()] };
    await recordView(store, newView(property, { session: paid, clickId }), nowMs + 2);
    expect(Object.keys((await find(session)).deliveries)).toContain('purchase:dest_1');
    expectNoTrace();
  });

  it('writes nothing for news that would only bring the customer back', async () => {
    const session = sale();
    await record(session);
    await eraseSession(store, property, session.id, asked);
    const { version } = await find(session);
    await record(session);
    expect((await find(session)).version).toBe(version);
  });

  it('done again, finishes what was left and changes nothing else', async () => {
    const session = sale();
    await record(session);
    await eraseSession(store, property, session.id, asked);
    const before = await find(session);
    expect(await eraseSession(store, property, session.id, { ...asked, nowMs: nowMs + 90_000 })).toBe('repeated');
    expect(await find(session)).toEqual(before);
  });

  it('knows nothing of a session that the property never heard of', async () => {
    expect(await eraseSession(store, property, 'cs_test_never', asked)).toBe('unknown');
  });

  it('gives up with the store’s error where others keep changing the entry', async () => {
    const session = sale();
    await record(session);
    const busy = { ...wrapStore(store), eraseBuyer: async () => 'conflict' as const };
    await expect(eraseSession(busy, property, session.id, asked)).rejects.toThrow('Too many writers');
  });
});

describe('eraseByEmail', () => {
  it('erases every buyer kept under the address, however it is cased, and leaves the others', async () => {
    const first = sale();
    const second = sale({ clientReferenceId: null, email: 'ADA.LOVELACE+SHOP@GMAIL.COM' });
    const other = sale({ clientReferenceId: null, email: 'bob@example.com', name: 'Bob', customerId: 'cus_bob' });
    for (const session of [first, second, other]) await record(session);
    const wish = { email: ' ada.lovelace+shop@gmail.com ', sessionIds: [] };
    const { erased, ...rest } = await eraseByEmail(store, property, wish, asked);
    expect(erased.toSorted()).toEqual([first.id, second.id].toSorted());
    expect(rest).toEqual({ repeated: [], unknown: [] });
    expect(await eraseByEmail(store, property, wish, asked)).toEqual({ erased: [], repeated: [], unknown: [] });
    expect(await store.findBuyer(entryId(property.id, other.id), nowMs)).toMatchObject({ email: 'bob@example.com' });
    expect((await find(other)).erasedAtMs).toBeUndefined();
  });

  it('erases the sessions that somebody else found for it too, each named once', async () => {
    const kept = sale();
    const expired = sale({ clientReferenceId: null, email: null, phone: null, name: null, address: null });
    for (const session of [kept, expired]) await record(session);
    const sessionIds = [kept.id, expired.id, 'cs_test_elsewhere'];
    const wish = { email: 'ada.lovelace+shop@gmail.com', sessionIds };
    expect(await eraseByEmail(store, property, wish, asked)).toEqual({
      ...{ erased: [kept.id, expired.id], repeated: [], unknown: ['cs_test_elsewhere'] },
    });
    expectNoTrace();
  });

  it('finds all of a buyer who bought more often than one question lists', async () => {
    for (let count = 0; count < 101; count++) await record(sale({ clientReferenceId: null }));
    const wish = { email: 'ada.lovelace+shop@gmail.com', sessionIds: [] };
    expect((await eraseByEmail(store, property, wish, asked)).erased).toHaveLength(101);
    expectNoTrace();
  });
});
