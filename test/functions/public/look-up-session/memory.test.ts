// What an instance remembers, for how long, and what it spares Stripe and the store.

import { describe, expect, it } from 'vitest';
import { countCalls, wrapStore } from '../wrap-store.ts';
import { claim, sessionRequests, useShops } from './use-shops.ts';

const { start } = useShops();

describe('memory of an instance', () => {
  it('asks Stripe once for a session, however many ask at the same time', async () => {
    const shop = await start();
    const id = shop.buy();
    const answers = await Promise.all(Array.from({ length: 10 }, () => shop.look(id)));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    await shop.look(id);
    expect(sessionRequests(shop)).toHaveLength(1);
  });

  it('reads a property once, however many ask at the same time', async () => {
    const calls: string[] = [];
    const shop = await start({ wrapStore: (store) => countCalls(store, calls) });
    const id = shop.buy();
    await Promise.all(Array.from({ length: 10 }, () => shop.look(id)));
    expect(calls.filter((call) => call === 'findProperty')).toHaveLength(1);
  });

  it('remembers for a minute that a session is unknown', async () => {
    const shop = await start();
    const id = 'cs_test_unknown0000000000';
    await shop.look(id);
    shop.clock.nowMs += 59_999;
    expect((await shop.look(id)).code).toBe('unknown_session');
    expect(sessionRequests(shop)).toHaveLength(1);
    shop.clock.nowMs += 1;
    await shop.look(id);
    expect(sessionRequests(shop)).toHaveLength(2);
  });

  it('remembers a property for a minute, then sees its changes', async () => {
    const shop = await start();
    const id = shop.buy();
    await shop.look(id);
    await shop.store.changeProperty({ ...shop.property, emailPolicy: 'none' });
    shop.clock.nowMs += 59_999;
    expect((await shop.look(id)).json['customer_email']).toBe('ada@example.com');
    shop.clock.nowMs += 1;
    expect((await shop.look(id)).json['customer_email']).toBeNull();
  });

  it('remembers for a minute that a property is unknown', async () => {
    let reads = 0;
    const shop = await start({
      wrapStore: (store) => ({
        ...wrapStore(store),
        findProperty(id) {
          reads += 1;
          return store.findProperty(id);
        },
      }),
    });
    const path = '/checkout/sessions.json?property_id=tt_nobody_has_this&checkout_session_id=cs_test_a1b2c3d4e5f6';
    await shop.ask(path);
    await shop.ask(path);
    expect(reads).toBe(1);
    shop.clock.nowMs += 60_000;
    await shop.ask(path);
    expect(reads).toBe(2);
  });

  it('answers what it remembers without Stripe or store', async () => {
    const calls: string[] = [];
    const shop = await start({ wrapStore: (store) => countCalls(store, calls) });
    const id = shop.buy();
    await shop.look(id);
    calls.length = 0;
    shop.stripe.setFaults({ status: 500 });
    expect((await shop.look(id)).status).toBe(200);
    expect(calls).toEqual([]);
  });

  it('answers without the store also right after the report that it took', async () => {
    const calls: string[] = [];
    const shop = await start({ wrapStore: (store) => countCalls(store, calls) });
    const id = shop.buy();
    await shop.look(id, { claim });
    await shop.report({ property_id: shop.property.id, checkout_session_id: id, event_id: `purchase:${id}`, claim });
    calls.length = 0;
    expect((await shop.look(id, { claim })).json['first_view']).toBe(false);
    expect(calls).toEqual([]);
  });

  it('answers by the property as it is now, though the session was answered before it changed', async () => {
    const shop = await start();
    const id = shop.buy();
    expect((await shop.look(id)).json['sender']).toBe('browser');
    await shop.store.changeProperty({ ...shop.property, sender: 'server' });
    shop.clock.nowMs += 60_000;
    expect((await shop.look(id)).json['sender']).toBe('server');
  });

  it('needs one write and no read of the ledger for the first view', async () => {
    const calls: string[] = [];
    const shop = await start({ wrapStore: (store) => countCalls(store, calls) });
    await shop.look(shop.buy(), { claim });
    expect(calls).toEqual(['findProperty', 'createEntry']);
  });
});
