// What becomes of a due delivery at receivers of every kind.
import { expect, it } from 'vitest';
import { runSweep } from '../../../functions/delivery/run-sweep.ts';
import { changeStoredEntry } from '../../../functions/ledger/change-entry.ts';
import { recordChange } from '../../../functions/ledger/record-change.ts';
import type { Delivery } from '../../../functions/rules/delivery.ts';
import type { Entry } from '../../../functions/rules/entry.ts';
import { readPageConsent } from '../../../functions/rules/page-consent.ts';
import { StripeKeyRejectedError, StripeUnavailableError } from '../../../functions/stripe/errors.ts';
import { wrapStore } from '../public/wrap-store.ts';
import { failsWith500, hangs, isAway, refuses, takes, takesThenFails } from './fake-destinations.ts';
import { overStores } from './over-stores.ts';
import { container, containerId, ga4, ga4Id, newRefund, startShop, toChange } from './start-shop.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

function deliveryOf(entry: Entry, key = `purchase:${containerId}`): Delivery {
  const delivery = entry.deliveries[key];
  if (delivery === undefined) throw new Error(`There is no delivery ${key}.`);
  return delivery;
}

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

  it('gives up at once what is refused, says so in the log, and finds it among the troubled', async () => {
    const shop = await startShop(store());
    shop.container.behave = () => refuses;
    const { id } = await shop.buy();
    await shop.sweepFor(hourMs);
    expect(shop.container.tries).toBe(1);
    expect(shop.logs).toMatchObject([{ severity: 'WARNING', event: 'delivery_dead', reason: 'http_410' }]);
    expect(JSON.stringify(shop.logs)).not.toContain(id);
    expect(await store().findTroubledEntries(shop.property.id, 10, () => {})).toMatchObject([{ sessionId: id }]);
  });

  it('brings a purchase to a destination that was out for an hour', async () => {
    const shop = await startShop(store());
    const backAtMs = shop.clock.nowMs + hourMs;
    shop.container.behave = () => (shop.clock.nowMs < backAtMs ? isAway : takes);
    const { id } = await shop.buy();
    await shop.sweepFor(3 * hourMs);
    expect(shop.container.taken).toHaveLength(1);
    expect(shop.container.tries).toBeLessThan(8);
    expect(deliveryOf(await shop.find(id))).toMatchObject({ state: 'sent', reason: null });
  });

  it('spares a destination that is out: of many purchases only a few are tried in one run', async () => {
    const shop = await startShop(store());
    shop.container.behave = () => isAway;
    for (let count = 0; count < 30; count++) await shop.buy();
    shop.clock.nowMs += 2 * minuteMs;
    const { counts } = await shop.sweep();
    expect(counts.entries).toBe(30);
    expect(shop.container.tries).toBeLessThanOrEqual(10);
    expect(counts.postponed).toBe(30 - shop.container.tries);
    shop.container.behave = () => takes;
    await shop.sweepFor(10 * minuteMs);
    expect(shop.container.taken).toHaveLength(30);
    expect(new Set(shop.container.taken.map((event) => event.event_id)).size).toBe(30);
  });

  it.each([
    ['hangs', hangs],
    ['answers 500', failsWith500],
    ['fails after it accepted', takesThenFails],
  ])('tries again at a container that %s, under the same event id', async (_name, behaviour) => {
    const shop = await startShop(store());
    let failures = 2;
    shop.container.behave = () => (failures-- > 0 ? behaviour : takes);
    const { id } = await shop.buy();
    await shop.sweepFor(hourMs);
    expect(shop.container.tries).toBe(3);
    expect(new Set(shop.container.taken.map((event) => event.event_id))).toEqual(new Set([`purchase:${id}`]));
    expect(deliveryOf(await shop.find(id)).state).toBe('sent');
  });

  it.each([
    ['hangs', hangs],
    ['answers 500', failsWith500],
    ['fails after it accepted', takesThenFails],
  ])('never repeats a refund to GA4 that %s, and leaves it to a person', async (_name, behaviour) => {
    const shop = await startShop(store(), { destinations: [ga4] });
    const { paymentIntentId } = await shop.buy();
    await shop.sweepFor(5 * minuteMs);
    shop.ga4.behave = () => behaviour;
    const refund = newRefund(shop.clock.nowMs, { paymentIntentId });
    await shop.tell(toChange(shop.clock.nowMs, refund));
    await shop.sweepFor(24 * hourMs, 10 * minuteMs);
    expect(shop.ga4.tries).toBe(2);
    expect(deliveryOf(await shop.find(refund.refund.id), `refund:${ga4Id}`)).toMatchObject({
      state: 'uncertain',
      attempts: 1,
    });
  });

  it('counts a receiver whose code throws as one of which nobody knows', async () => {
    const shop = await startShop(store());
    shop.container.behave = () => ({ take: false, says: new Error('a fault of ours') });
    const { id } = await shop.buy();
    shop.clock.nowMs += 2 * minuteMs;
    expect((await shop.sweep()).counts).toMatchObject({ retried: 1 });
    expect(deliveryOf(await shop.find(id))).toMatchObject({ state: 'waiting', mayBeTaken: true, reason: 'internal' });
  });

  it('gives up after about three days, with the reason of the last try', async () => {
    const shop = await startShop(store());
    shop.container.behave = () => isAway;
    const { id } = await shop.buy();
    const bornAtMs = shop.clock.nowMs;
    while (deliveryOf(await shop.find(id)).state === 'waiting') {
      shop.clock.nowMs = deliveryOf(await shop.find(id)).dueAtMs ?? 0;
      await shop.sweep();
    }
    expect(deliveryOf(await shop.find(id))).toMatchObject({
      state: 'dead',
      attempts: 12,
      reason: 'connection_refused',
    });
    const days = (shop.clock.nowMs - bornAtMs) / (24 * hourMs);
    expect(days).toBeGreaterThan(2);
    expect(days).toBeLessThan(4);
  });

  it('waits for a Stripe that is down, and gives nothing up on the first day', async () => {
    const shop = await startShop(store());
    shop.stripe.fault = new StripeUnavailableError('timeout');
    const { id } = await shop.buy();
    await shop.sweepFor(24 * hourMs, 10 * minuteMs);
    expect(deliveryOf(await shop.find(id))).toMatchObject({ state: 'waiting', attempts: 0, reason: 'stripe_timeout' });
    shop.stripe.fault = undefined;
    await shop.sweepFor(6 * hourMs);
    expect(shop.container.taken).toHaveLength(1);
  });

  it('waits for a key that Stripe refused, and asks with it once in a run', async () => {
    const shop = await startShop(store());
    for (let count = 0; count < 20; count++) await shop.buy();
    shop.stripe.fault = new StripeKeyRejectedError();
    shop.clock.nowMs += 2 * minuteMs;
    const report = await shop.sweep({ propertyId: shop.property.id });
    expect(report.counts.postponed).toBe(20);
    expect(report.failures[0]).toMatchObject({ propertyId: shop.property.id, reason: 'stripe_key_rejected' });
    const sessions = shop.stripe.asked.filter((question) => question.startsWith('session'));
    // As many as are handled at once may have asked before the first heard the answer.
    expect(sessions.length).toBeLessThanOrEqual(8);
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

  it('takes no destination for away that refuses', async () => {
    const shop = await startShop(store());
    shop.container.behave = () => refuses;
    for (let count = 0; count < 20; count++) await shop.buy();
    shop.clock.nowMs += 2 * minuteMs;
    expect((await shop.sweep()).counts).toMatchObject({ dead: 20, postponed: 0 });
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
