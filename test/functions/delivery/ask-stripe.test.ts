// When Stripe is asked for what the webhook missed, for which period, and what follows.
import { expect, it } from 'vitest';
import { runSweep } from '../../../functions/delivery/run-sweep.ts';
import { watermarkId } from '../../../functions/store/store.ts';
import { toReadEvent } from './fake-stripe.ts';
import { overStores } from './over-stores.ts';
import { newRefund, startShop, toChange, toTold } from './start-shop.ts';
import { questions, sellUntold } from './untold-at-stripe.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const daySeconds = 86_400;

overStores('askStripe', (store) => {
  it('looks one hour back the first time, and then every hour from ten minutes before where it ended', async () => {
    const shop = await startShop(store());
    const now = Math.floor(shop.clock.nowMs / 1000);
    await shop.sweepFor(2.5 * hourMs);
    expect(questions(shop)).toEqual([
      `events ${now - 3_600}-${now}`,
      `events ${now - 600}-${now + 3_600}`,
      `events ${now + 3_000}-${now + 7_200}`,
    ]);
  });

  it('asks about nothing that happened before the property was made', async () => {
    const nowMs = Date.UTC(2026, 10, 21, 12);
    const shop = await startShop(store(), { createdAtMs: nowMs - 10 * minuteMs });
    await shop.sweep();
    expect(questions(shop)).toEqual([`events ${nowMs / 1000 - 600}-${nowMs / 1000}`]);
  });

  it('brings in a purchase that no webhook told of, and sends it once', async () => {
    const shop = await startShop(store());
    await shop.sweep();
    shop.clock.nowMs += 50 * minuteMs;
    const id = sellUntold(shop);
    await shop.sweepFor(4 * hourMs);
    expect(shop.container.taken.map((event) => event.event_id)).toEqual([`purchase:${id}`]);
    expect((await shop.find(id)).changes[0]).toMatchObject({ source: 'sweep', what: 'paid' });
  });

  it('sends what it brought in within the same run where that is due at once', async () => {
    const shop = await startShop(store());
    const { paymentIntentId } = await shop.buy();
    await shop.sweepFor(5 * minuteMs);
    shop.clock.nowMs += hourMs;
    const refund = toChange(shop.clock.nowMs - minuteMs, newRefund(shop.clock.nowMs, { paymentIntentId }));
    shop.stripe.events.push(toReadEvent(refund));
    expect((await shop.sweep()).counts).toMatchObject({ asked: 1, applied: 1, sent: 1 });
  });

  it('does nothing about events that the webhook brought already, or that are none of ours', async () => {
    const shop = await startShop(store());
    const session = await shop.buy();
    shop.stripe.events.push(toReadEvent(toChange(shop.clock.nowMs - minuteMs, toTold(session))));
    shop.stripe.events.push({
      kind: 'ignored',
      ignored: { eventId: 'evt_other', type: 'customer.created', reason: 'unknown_type' },
    });
    const { counts } = await shop.sweep();
    expect(counts.ignored).toBe(1);
    expect(counts.applied + counts.repeated).toBe(1);
    await shop.sweepFor(5 * minuteMs);
    expect(shop.container.taken).toHaveLength(1);
  });

  it('asks nothing about a property that lost its key since it was listed', async () => {
    const shop = await startShop(store());
    const context = shop.startSecond((real) => real);
    await runSweep(context, { maxMs: 50_000, maxEntries: 100, signal: AbortSignal.abort() });
    const property = await store().findProperty(shop.property.id);
    if (property === undefined) throw new Error('The property is missing.');
    await store().changeProperty({ ...property, stripeKeys: { live: null, test: null } });
    const report = await runSweep(context, { maxMs: 50_000, maxEntries: 100, propertyId: undefined });
    expect(report.failures.filter(({ propertyId }) => propertyId === shop.property.id)).toEqual([]);
    expect(questions(shop)).toEqual([]);
  });

  it('asks for thirty days at most', async () => {
    const shop = await startShop(store());
    await shop.sweep();
    shop.clock.nowMs += 90 * daySeconds * 1000;
    const now = Math.floor(shop.clock.nowMs / 1000);
    await shop.sweep();
    expect(questions(shop)[1]).toBe(`events ${now - 30 * daySeconds}-${now - 29 * daySeconds}`);
    expect(questions(shop).at(-1)).toBe(`events ${now - daySeconds}-${now}`);
  });

  it('asks for each mode that the server has something to do with, with that mode’s key', async () => {
    const shop = await startShop(store(), {
      stripeKeys: { live: 'sealed1.main.AAAA', test: 'sealed1.main.AAAA' },
      webhookSecrets: { live: [], test: ['sealed1.main.AAAA'] },
    });
    await shop.sweep();
    expect(questions(shop)).toHaveLength(2);
  });

  it('costs a property nothing whose pages alone send', async () => {
    const shop = await startShop(store(), { sender: 'browser', destinations: [] });
    await shop.sweepFor(3 * hourMs, 10 * minuteMs);
    expect(shop.stripe.asked).toEqual([]);
  });

  it('notes a right that the key lacks, and asks again only after an hour', async () => {
    const shop = await startShop(store());
    shop.stripe.missing.add('rak_event_read');
    const { failures } = await shop.sweep();
    expect(failures).toEqual([{ propertyId: shop.property.id, reason: 'stripe_permission_missing', times: 1 }]);
    await shop.sweepFor(59 * minuteMs);
    expect(questions(shop)).toHaveLength(1);
    expect(shop.logs.filter(({ event }) => event === 'stripe_key_rejected')).toMatchObject([
      { severity: 'WARNING', purpose: 'events', missing_permission: 'rak_event_read' },
    ]);
    shop.stripe.missing.clear();
    const id = sellUntold(shop);
    await shop.sweepFor(hourMs);
    expect(await shop.find(id)).toMatchObject({ status: 'paid' });
  });

  it('asks also where a clock that was far ahead wrote when somebody asked last', async () => {
    const shop = await startShop(store());
    await shop.sweep();
    const id = watermarkId(shop.property.id, 'live');
    const watermark = await store().findWatermark(id);
    if (watermark === undefined) throw new Error('Somebody asked.');
    await store().changeWatermark({ ...watermark, askedAtMs: shop.clock.nowMs + 240 * hourMs });
    const second = shop.startSecond();
    await runSweep(second, { maxMs: 50_000, maxEntries: 10, propertyId: shop.property.id });
    expect(questions(shop)).toHaveLength(2);
    expect((await store().findWatermark(id))?.askedAtMs).toBe(shop.clock.nowMs);
  });

  it('asks at once and from where a person says, whoever asked before', async () => {
    const shop = await startShop(store());
    await shop.sweep();
    const now = Math.floor(shop.clock.nowMs / 1000);
    await shop.sweep({ sinceSeconds: now - 7_200 });
    expect(questions(shop)[1]).toBe(`events ${now - 7_200}-${now}`);
    expect((await store().findWatermark(watermarkId(shop.property.id, 'live')))?.checkedUntilSeconds).toBe(now);
  });
});
