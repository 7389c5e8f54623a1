// Sends that fail: what is tried again, what waits, and what is given up.
import { expect, it } from 'vitest';
import { StripeKeyRejectedError, StripeUnavailableError } from '../../../functions/stripe/errors.ts';
import { deliveryOf } from './delivery-of.ts';
import { failsWith500, hangs, isAway, refuses, takes, takesThenFails } from './fake-destinations.ts';
import { overStores } from './over-stores.ts';
import { ga4, ga4Id, newRefund, startShop, toChange } from './start-shop.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

overStores('runSweep', (store) => {
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

  it('takes no destination for away that refuses', async () => {
    const shop = await startShop(store());
    shop.container.behave = () => refuses;
    for (let count = 0; count < 20; count++) await shop.buy();
    shop.clock.nowMs += 2 * minuteMs;
    expect((await shop.sweep()).counts).toMatchObject({ dead: 20, postponed: 0 });
  });
});
