// When the ledger answers a lookup, so that Stripe need not be asked, and what of it.
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { recordChange } from '../../../../functions/ledger/record-change.ts';
import { recordSession } from '../../../../functions/ledger/record-session.ts';
import type { CheckoutSession } from '../../../../functions/rules/checkout-session.ts';
import { entryId, type Store } from '../../../../functions/store/store.ts';
import { ga4, newSession, tellSession } from '../../ledger/changes.ts';
import { newBuyer } from '../../store/small-records.ts';
import type { Shop, ShopOptions } from '../start-shop.ts';
import { countCalls, wrapStore } from '../wrap-store.ts';
import { claim, otherClaim, sessionRequests, useShops } from './use-shops.ts';

const { start, open } = useShops();
const hooked = { webhookSecrets: { live: [], test: ['sealed'] } };
const line = { id: 'li_1', itemId: 'prod_1', name: 'Shirt', quantity: 1 };
const lines = [
  { ...line, amountSubtotalMinor: 4950, amountDiscountMinor: 0, amountTaxMinor: 0, amountTotalMinor: 4950 },
];

function startHooked(options: ShopOptions = {}): Promise<Shop> {
  return start({ ...options, property: { ...hooked, ...options.property } });
}

/** What a webhook and a sender, who read the lines, left in the ledger. */
async function record(shop: Shop, session: CheckoutSession): Promise<void> {
  const when = { nowMs: shop.clock.nowMs, source: 'webhook' } as const;
  await recordChange(shop.store, shop.property, tellSession({ ...session, lines: [] }), when);
  await recordSession(shop.store, shop.property, session, { ...when, source: 'delivery' });
}

function newSale(shop: Shop, changes: Partial<CheckoutSession> = {}): CheckoutSession {
  return newSession({ createdSeconds: shop.clock.nowMs / 1000 - 60, lines, email: 'ada@example.com', ...changes });
}

describe('a lookup answered from the ledger', () => {
  it('tells all that Stripe would, with the buyer, and does not ask Stripe', async () => {
    const shop = await startHooked();
    const session = newSale(shop);
    await record(shop, session);
    const { status, json } = await shop.look(session.id, { claim });
    expect(status).toBe(200);
    expect(json).toMatchObject({
      ...{ event: 'purchase', status: 'paid', first_view: true, customer_email: 'ada@example.com' },
      ecommerce: { transaction_id: session.id, value: 49.5, currency: 'EUR', items: [{ item_name: 'Shirt' }] },
      user_data: { email: 'ada@example.com' },
    });
    expect(sessionRequests(shop)).toEqual([]);
    expect((await shop.look(session.id, { claim: otherClaim })).json['first_view']).toBe(false);
  });

  it('is written with one change, onto the entry that was read', async () => {
    const calls: string[] = [];
    const shop = await startHooked({ wrapStore: (store) => countCalls(store, calls) });
    const session = newSale(shop);
    await record(shop, session);
    await shop.look(session.id, { claim });
    expect(calls).toEqual(['findProperty', 'findEntry', 'findBuyer', 'changeEntry']);
  });

  it('is remembered: the next one needs neither store nor Stripe', async () => {
    const calls: string[] = [];
    const shop = await startHooked({ wrapStore: (store) => countCalls(store, calls) });
    const session = newSale(shop);
    await record(shop, session);
    const { json } = await shop.look(session.id);
    calls.length = 0;
    expect((await shop.look(session.id)).json).toEqual(json);
    expect(calls).toEqual([]);
  });

  it('asks Stripe where nobody read the lines yet, and keeps them for the next instance', async () => {
    const shop = await startHooked();
    const id = shop.buy();
    await shop.look(id);
    expect(sessionRequests(shop)).toHaveLength(1);
    const second = await shop.startSecondInstance();
    open.push(second);
    expect((await second.look(id, { query: '&personal_data=none' })).status).toBe(200);
    expect(sessionRequests(shop)).toHaveLength(1);
  });

  it('asks Stripe for the buyer where none is kept, and only while personal data are answered', async () => {
    const shop = await startHooked();
    const id = shop.buy();
    await shop.look(id, { query: '&personal_data=none' });
    const second = await shop.startSecondInstance();
    open.push(second);
    expect((await second.look(id, { query: '&personal_data=none' })).json['customer_email']).toBeNull();
    expect(sessionRequests(shop)).toHaveLength(1);
    // Remembered without its buyer, it is no answer to who wants one.
    expect((await second.look(id)).json['customer_email']).toBe('ada@example.com');
    expect(sessionRequests(shop)).toHaveLength(2);
    const third = await shop.startSecondInstance();
    open.push(third);
    shop.clock.nowMs += 60 * 60_000;
    expect((await third.look(id)).json['customer_email']).toBeNull();
    expect(sessionRequests(shop)).toHaveLength(2);
  });

  it('gives the buyer to who wants one, though another who wants none asks at the same moment', async () => {
    // Long enough for the second question to arrive while the first waits for the store.
    const findSlowly = (store: Store): Store => ({
      ...wrapStore(store),
      findEntry: async (id) => {
        await sleep(100);
        return await store.findEntry(id);
      },
    });
    const shop = await startHooked({ wrapStore: findSlowly });
    const id = shop.buy();
    await shop.look(id, { query: '&personal_data=none' });
    const second = await shop.startSecondInstance();
    open.push(second);
    const [without, whole] = await Promise.all([second.look(id, { query: '&personal_data=none' }), second.look(id)]);
    expect(without.json['customer_email']).toBeNull();
    expect(whole.json['customer_email']).toBe('ada@example.com');
  });

  it('answers hashes from the kept buyer where the property wants them', async () => {
    const shop = await startHooked({ property: { emailPolicy: 'hashed' } });
    const session = newSale(shop);
    await record(shop, session);
    const { json } = await shop.look(session.id);
    expect(json).toMatchObject({ customer_email: null, user_data: { sha256_email_address: expect.any(String) } });
    expect(sessionRequests(shop)).toEqual([]);
  });

  it('does not ask for a buyer where no personal data may leave', async () => {
    const calls: string[] = [];
    const shop = await startHooked({
      property: { emailPolicy: 'none' },
      wrapStore: (store) => countCalls(store, calls),
    });
    const session = newSale(shop);
    await record(shop, session);
    expect((await shop.look(session.id)).json).toMatchObject({ customer_email: null, ecommerce: { value: 49.5 } });
    expect(calls).not.toContain('findBuyer');
    expect(sessionRequests(shop)).toEqual([]);
  });

  it('asks Stripe about what is not settled, whatever the ledger says', async () => {
    const shop = await startHooked();
    const id = shop.buy({}, 'bank_debit');
    const query = '&personal_data=none';
    expect((await shop.look(id, { query })).json).toMatchObject({ status: 'pending' });
    shop.stripe.settleSession(id);
    const second = await shop.startSecondInstance();
    open.push(second);
    expect((await second.look(id, { query })).json).toMatchObject({ status: 'paid' });
    expect(sessionRequests(shop)).toHaveLength(2);
  });

  it('refuses a session from the ledger that is too old', async () => {
    const shop = await startHooked();
    const session = newSale(shop, { createdSeconds: shop.clock.nowMs / 1000 - 49 * 3_600 });
    await record(shop, session);
    expect((await shop.look(session.id)).code).toBe('session_too_old');
  });

  it('also reads the ledger where the property has a destination of the mode', async () => {
    const shop = await start({ property: { destinations: [ga4], sender: 'browser_first' } });
    const session = newSale(shop);
    await record(shop, session);
    expect((await shop.look(session.id)).status).toBe(200);
    expect(sessionRequests(shop)).toEqual([]);
  });

  it.each([
    ['neither webhook nor destination', {}],
    ['a webhook of the other mode', { webhookSecrets: { live: ['sealed'], test: [] } }],
    ['a destination of the other mode', { destinations: [{ ...ga4, mode: 'live' as const }] }],
  ])('costs a property with %s no read', async (_name, property) => {
    const calls: string[] = [];
    const shop = await start({ property, wrapStore: (store) => countCalls(store, calls) });
    await shop.look(shop.buy(), { claim });
    expect(calls).toEqual(['findProperty', 'createEntry']);
  });

  it('forgets the buyer when the record expires', async () => {
    const shop = await startHooked({ property: { personalDataMinutes: 100 * 60, maxSessionAgeHours: 100 } });
    const session = newSale(shop);
    const when = { nowMs: shop.clock.nowMs, source: 'webhook' } as const;
    await recordChange(shop.store, shop.property, tellSession(session), when);
    const id = entryId(shop.property.id, session.id);
    expect(await shop.store.findBuyer(id, shop.clock.nowMs)).toEqual(
      newBuyer(
        { id, propertyId: shop.property.id },
        {
          ...{ email: session.email, phone: session.phone, name: session.name, address: session.address },
          ...{ customerId: session.customerId, expiresAtMs: shop.clock.nowMs + 72 * 3_600_000 },
        },
      ),
    );
    shop.clock.nowMs += 72 * 3_600_000;
    expect((await shop.look(session.id)).code).toBe('unknown_session');
  });
});

describe('consent told with a lookup', () => {
  it('is kept in the entry', async () => {
    const shop = await start();
    const id = shop.buy();
    await shop.look(id, { query: '&consent=gdud' });
    expect(await shop.store.findEntry(entryId(shop.property.id, id))).toMatchObject({
      version: 1,
      pageConsent: {
        states: {
          ad_storage: 'granted',
          analytics_storage: 'denied',
          ad_user_data: 'unset',
          ad_personalization: 'denied',
        },
        atMs: shop.clock.nowMs,
      },
    });
  });

  it('is written again where it differs, though the answer is remembered', async () => {
    const shop = await start();
    const id = shop.buy();
    await shop.look(id, { query: '&consent=dddd' });
    await shop.look(id, { query: '&consent=dddd' });
    await shop.look(id);
    shop.clock.nowMs += 1_000;
    await shop.look(id, { query: '&consent=gggg' });
    expect(await shop.store.findEntry(entryId(shop.property.id, id))).toMatchObject({
      version: 2,
      pageConsent: { states: { ad_storage: 'granted' }, atMs: shop.clock.nowMs },
    });
  });
});

describe('answer lost and loader retries', () => {
  it('hears the same with the same claim, from any instance, and nobody else is first', async () => {
    const shop = await startHooked();
    const second = await shop.startSecondInstance();
    open.push(second);
    const id = shop.buy();
    const [lost, retried] = [await shop.look(id, { claim }), await second.look(id, { claim })];
    expect(lost.json).toMatchObject({ first_view: true, event_id: `purchase:${id}` });
    expect(retried.json).toEqual(lost.json);
    expect((await second.look(id, { claim: otherClaim })).json['first_view']).toBe(false);
    expect((await shop.look(id, { claim })).json['first_view']).toBe(true);
  });
});
