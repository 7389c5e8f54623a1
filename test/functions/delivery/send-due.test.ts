// What becomes of a due delivery at receivers of every kind.
import { expect, it } from 'vitest';
import { runSweep } from '../../../functions/delivery/run-sweep.ts';
import { changeStoredEntry } from '../../../functions/ledger/change-entry.ts';
import { recordChange } from '../../../functions/ledger/record-change.ts';
import { readPageConsent } from '../../../functions/rules/page-consent.ts';
import { wrapStore } from '../public/wrap-store.ts';
import { deliveryOf } from './delivery-of.ts';
import { isAway, refuses, takes } from './fake-destinations.ts';
import { overStores } from './over-stores.ts';
import { container, containerId, ga4, ga4Id, newRefund, startShop, toChange } from './start-shop.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

overStores('runSweep', (store) => {
  it('sends a purchase once it is due, with its items, and never again', async () => {
    const shop = await startShop(store());
    const { id } = await shop.buy();
    expect((await shop.sweep()).counts).toMatchObject({ entries: 0, sent: 0 });
    shop.clock.nowMs += 2 * minuteMs;
    expect((await shop.sweep()).counts).toMatchObject({ entries: 1, sent: 1 });
    expect(shop.container.taken).toMatchObject([
      {
        event: 'purchase',
        event_id: `purchase:${id}`,
        transaction_id: id,
        ecommerce: { value: 49.5, currency: 'EUR', items: [{ item_id: 'prod_shirt' }] },
        user_data: { email: expect.any(String) },
      },
    ]);
    const entry = await shop.find(id);
    expect(deliveryOf(entry)).toMatchObject({ state: 'sent', dueAtMs: null, attempts: 1, lease: null, reason: null });
    expect(entry.changes.at(-1)).toMatchObject({ source: 'delivery', what: 'sent', about: `purchase:${containerId}` });
    await shop.sweepFor(24 * hourMs, 10 * minuteMs);
    expect(shop.container.tries).toBe(1);
    expect(shop.stripe.asked.filter((question) => question === `session ${id}`)).toHaveLength(1);
  });

  it('sends no purchase that Stripe does not know, whoever told of it', async () => {
    const shop = await startShop(store());
    const { id } = await shop.buy();
    shop.stripe.sessions.delete(id);
    await shop.sweepFor(5 * 24 * hourMs, hourMs);
    expect(shop.container.tries).toBe(0);
    expect(deliveryOf(await shop.find(id))).toMatchObject({ state: 'dead', reason: 'unknown_session' });
  });

  it('sends to every destination of the session’s mode, each by its own fate', async () => {
    const shop = await startShop(store(), { destinations: [container, ga4, { ...ga4, id: 'dst_test', mode: 'test' }] });
    shop.container.behave = () => refuses;
    const { id } = await shop.buy();
    shop.clock.nowMs += 2 * minuteMs;
    expect((await shop.sweep()).counts).toMatchObject({ sent: 1, dead: 1 });
    const entry = await shop.find(id);
    expect(deliveryOf(entry)).toMatchObject({ state: 'dead', reason: 'http_410' });
    expect(deliveryOf(entry, `purchase:${ga4Id}`)).toMatchObject({ state: 'sent' });
    expect(Object.keys(entry.deliveries)).toHaveLength(2);
  });

  it('sends a refund only after its purchase', async () => {
    const shop = await startShop(store(), { sender: 'browser_first' });
    const { paymentIntentId } = await shop.buy();
    const { refund } = newRefund(shop.clock.nowMs, { paymentIntentId });
    await shop.tell(toChange(shop.clock.nowMs, { kind: 'refund', refund }));
    await shop.sweepFor(14 * minuteMs);
    expect(shop.container.taken).toEqual([]);
    expect(deliveryOf(await shop.find(refund.id), `refund:${containerId}`)).toMatchObject({
      state: 'waiting',
      attempts: 0,
      reason: 'purchase_not_sent',
    });
    await shop.sweepFor(20 * minuteMs);
    expect(shop.container.taken.map(({ event }) => event)).toEqual(['purchase', 'refund']);
  });

  it('sends no refund of a purchase that this destination was never told of', async () => {
    const shop = await startShop(store(), { destinations: [] });
    const { paymentIntentId } = await shop.buy();
    const known = await shop.store.findProperty(shop.property.id);
    if (known === undefined) throw new Error('There is always a property.');
    await shop.store.changeProperty({ ...known, destinations: [container] });
    const { refund } = newRefund(shop.clock.nowMs, { paymentIntentId });
    const now = { nowMs: shop.clock.nowMs, source: 'webhook' } as const;
    const change = toChange(shop.clock.nowMs, { kind: 'refund', refund });
    await recordChange(shop.store, { ...known, destinations: [container] }, change, now);
    await shop.sweepFor(10 * minuteMs);
    expect(shop.container.taken).toEqual([]);
    expect(deliveryOf(await shop.find(refund.id), `refund:${containerId}`)).toMatchObject({
      state: 'suppressed',
      reason: 'purchase_not_told',
    });
  });

  it('keeps a refund for as long as its purchase is on its way', async () => {
    const shop = await startShop(store());
    const backAtMs = shop.clock.nowMs + 90 * hourMs;
    const busy = { kind: 'unavailable', reason: 'http_503', retryAfterMs: 12 * hourMs } as const;
    shop.container.behave = () => (shop.clock.nowMs < backAtMs ? { take: false, says: busy } : takes);
    const { paymentIntentId } = await shop.buy();
    const { refund } = newRefund(shop.clock.nowMs, { paymentIntentId });
    await shop.tell(toChange(shop.clock.nowMs, { kind: 'refund', refund }));
    // The last pause before it was back may be 15 hours.
    await shop.sweepFor(110 * hourMs, 30 * minuteMs);
    expect(shop.container.taken.map(({ event }) => event)).toEqual(['purchase', 'refund']);
  });

  it('holds back what consent forbids, without asking anybody', async () => {
    const shop = await startShop(store(), { unknownConsent: 'denied' });
    const { id } = await shop.buy();
    shop.clock.nowMs += 2 * minuteMs;
    expect((await shop.sweep()).counts).toMatchObject({ suppressed: 1, sent: 0 });
    expect(shop.container.tries).toBe(0);
    expect(deliveryOf(await shop.find(id))).toMatchObject({ state: 'suppressed', reason: 'consent', attempts: 0 });
  });

  it('holds back what a page forbids while the send is prepared', async () => {
    const shop = await startShop(store());
    const { id } = await shop.buy();
    shop.clock.nowMs += 2 * minuteMs;
    const states = readPageConsent('gdgg');
    const context = shop.startSecond((real) => ({
      ...wrapStore(real),
      findBuyer: async (entry, nowMs) => {
        await changeStoredEntry(real, entry, (stored) => ({ ...stored, pageConsent: { states, atMs: nowMs } }));
        return await real.findBuyer(entry, nowMs);
      },
    }));
    await runSweep(context, { maxMs: 50_000, maxEntries: 10, propertyId: shop.property.id });
    expect(shop.container.tries).toBe(0);
    expect(deliveryOf(await shop.find(id))).toMatchObject({ state: 'suppressed', reason: 'consent' });
  });

  it('sends what a page reported where the server sends everything, because the page pushed something else', async () => {
    const shop = await startShop(store());
    const { id } = await shop.buy();
    const entry = await shop.find(id);
    if (entry.kind !== 'session') throw new Error('It is a session.');
    const purchase = { claims: [], reportedAtMs: shop.clock.nowMs };
    await store().changeEntry({ ...entry, events: { purchase } });
    shop.clock.nowMs += 2 * minuteMs;
    expect((await shop.sweep()).counts).toMatchObject({ sent: 1, reported: 0 });
  });

  it('sends no real purchase to a destination that was made one for test sessions', async () => {
    const shop = await startShop(store());
    const { id } = await shop.buy();
    await store().changeProperty({ ...shop.property, destinations: [{ ...container, mode: 'test' }] });
    shop.clock.nowMs += 2 * minuteMs;
    await shop.sweep();
    expect(deliveryOf(await shop.find(id))).toMatchObject({ state: 'suppressed', reason: 'destination_removed' });
    expect(shop.container.tries).toBe(0);
  });

  it('sends nothing to a destination that was removed, nor for a property whose pages alone send by now', async () => {
    const shop = await startShop(store());
    const { id } = await shop.buy();
    await store().changeProperty({ ...shop.property, destinations: [ga4] });
    shop.clock.nowMs += 2 * minuteMs;
    await shop.sweep();
    expect(deliveryOf(await shop.find(id))).toMatchObject({ state: 'suppressed', reason: 'destination_removed' });
    const other = await startShop(store());
    const second = await other.buy();
    await store().changeProperty({ ...other.property, sender: 'browser' });
    other.clock.nowMs += 2 * minuteMs;
    await other.sweep();
    expect(deliveryOf(await other.find(second.id))).toMatchObject({ state: 'suppressed', reason: 'sender_is_browser' });
    expect(shop.container.tries + other.container.tries).toBe(0);
  });

  it('closes what a removed property left behind', async () => {
    const shop = await startShop(store());
    const { id } = await shop.buy();
    const orphan = await shop.tell(
      toChange(shop.clock.nowMs, newRefund(shop.clock.nowMs, { paymentIntentId: 'pi_x' })),
    );
    await store().deleteProperty(shop.property.id);
    shop.clock.nowMs += 2 * minuteMs;
    await shop.sweep();
    expect(deliveryOf(await shop.find(id))).toMatchObject({ state: 'suppressed', reason: 'property_removed' });
    expect(await store().findEntry(orphan.id)).toMatchObject({
      resolution: { state: 'foreign', reason: 'property_removed' },
    });
  });

  it('closes a removed property’s send whose sender died, so that it is not due for ever', async () => {
    const shop = await startShop(store());
    const { id } = await shop.buy();
    shop.clock.nowMs += 2 * minuteMs;
    const entry = await shop.find(id);
    const key = `purchase:${containerId}`;
    const leased = { state: 'leased', lease: 'of the dead', dueAtMs: shop.clock.nowMs + minuteMs } as const;
    await store().changeEntry({ ...entry, deliveries: { [key]: { ...deliveryOf(entry), ...leased } } });
    await store().deleteProperty(shop.property.id);
    shop.clock.nowMs += minuteMs - 1;
    expect((await shop.sweep()).counts.entries).toBe(0);
    shop.clock.nowMs += 1;
    await shop.sweep();
    expect(deliveryOf(await shop.find(id))).toMatchObject({ state: 'uncertain', reason: 'sender_died', dueAtMs: null });
    expect((await shop.sweep()).counts.entries).toBe(0);
  });

  it('leaves to the page what the page reported while a send was under way', async () => {
    const shop = await startShop(store(), { sender: 'browser_first' });
    const { id } = await shop.buy();
    shop.clock.nowMs += 15 * minuteMs;
    shop.container.behave = async () => {
      const entry = await shop.find(id);
      if (entry.kind !== 'session') throw new Error('It is a session.');
      const purchase = { claims: [], reportedAtMs: shop.clock.nowMs };
      await store().changeEntry({ ...entry, events: { purchase } });
      return isAway;
    };
    expect((await shop.sweep()).counts).toMatchObject({ reported: 1, retried: 0 });
    await shop.sweepFor(hourMs);
    expect(shop.container.tries).toBe(1);
  });

  it('does not send when its lease is nearly over, as after a long sleep of the machine', async () => {
    const shop = await startShop(store());
    const { id } = await shop.buy();
    shop.clock.nowMs += 2 * minuteMs;
    const slow = shop.startSecond((real) => ({
      ...wrapStore(real),
      changeEntry: async (entry, buyer) => {
        const outcome = await real.changeEntry(entry, buyer);
        if (Object.values(entry.deliveries).some(({ state }) => state === 'leased')) shop.clock.nowMs += 115_000;
        return outcome;
      },
    }));
    await runSweep(slow, { maxMs: 600_000, maxEntries: 10, propertyId: shop.property.id });
    expect(shop.container.tries).toBe(0);
    expect(deliveryOf(await shop.find(id))).toMatchObject({ state: 'waiting', reason: 'sender_too_slow' });
  });
});
