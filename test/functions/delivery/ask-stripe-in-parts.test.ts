// How asking Stripe for missed events goes on where a run ended, its time was over, or something failed.
import { expect, it } from 'vitest';
import { runSweep } from '../../../functions/delivery/run-sweep.ts';
import { StoreUnavailableError } from '../../../functions/store/errors.ts';
import { watermarkId } from '../../../functions/store/store.ts';
import { StripeUnavailableError } from '../../../functions/stripe/errors.ts';
import { wrapStore } from '../public/wrap-store.ts';
import { toReadEvent } from './fake-stripe.ts';
import { overStores } from './over-stores.ts';
import { newRefund, startShop, toChange } from './start-shop.ts';
import { questions, sellUntold } from './untold-at-stripe.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const daySeconds = 86_400;

overStores('askStripe', (store) => {
  it('reads thousands of events oldest first, in windows', async () => {
    const shop = await startShop(store());
    await shop.sweep();
    shop.clock.nowMs += 3 * daySeconds * 1000;
    const { paymentIntentId } = shop.newSession({ createdSeconds: Math.floor(shop.clock.nowMs / 1000) - 60 });
    for (let index = 0; index < 2_500; index++) {
      const atMs = shop.clock.nowMs - hourMs - index * 10_000;
      const refund = newRefund(atMs, { id: `re_${shop.property.id}_${index}`, paymentIntentId, amountMinor: 1 });
      shop.stripe.events.push(toReadEvent(toChange(atMs, refund)));
    }
    const applied: string[] = [];
    const context = shop.startSecond((real) => ({
      ...wrapStore(real),
      createEntry: async (entry, buyer) => {
        if (entry.kind === 'refund') applied.push(entry.id);
        return entry.kind === 'refund' ? 'created' : await real.createEntry(entry, buyer);
      },
      findDueEntries: async () => [],
      findSessionEntry: async () => undefined,
    }));
    const report = await runSweep(context, { maxMs: 50_000, maxEntries: 10, propertyId: shop.property.id });
    expect(report.counts.applied).toBe(2_500);
    expect(applied).toHaveLength(2_500);
    expect(applied.at(0)).toMatch(/_2499$/);
    expect(applied.at(-1)).toMatch(/_0$/);
    const watermark = await store().findWatermark(watermarkId(shop.property.id, 'live'));
    expect(watermark?.checkedUntilSeconds).toBe(Math.floor(shop.clock.nowMs / 1000));
  });

  it('goes on where its time was over, in the next run and not an hour later', async () => {
    const shop = await startShop(store());
    await shop.sweep();
    const lastSeconds = Math.floor(shop.clock.nowMs / 1000);
    shop.clock.nowMs += 5 * daySeconds * 1000;
    const slow = shop.startSecond();
    const { openPaymentReader } = slow;
    const tired = {
      ...slow,
      openPaymentReader: (apiKey: string) => ({
        ...openPaymentReader(apiKey),
        async *listEvents(period: { fromSeconds: number; untilSeconds: number }) {
          shop.clock.nowMs += 15_000;
          yield* openPaymentReader(apiKey).listEvents(period);
        },
      }),
    };
    sellUntold(shop);
    const report = await runSweep(tired, { maxMs: 50_000, maxEntries: 10, propertyId: shop.property.id });
    expect(report.isComplete).toBe(false);
    const watermark = await store().findWatermark(watermarkId(shop.property.id, 'live'));
    expect(watermark?.checkedUntilSeconds).toBeGreaterThan(lastSeconds + daySeconds);
    expect(watermark?.checkedUntilSeconds).toBeLessThan(lastSeconds + 5 * daySeconds);
    const asked = questions(shop).length;
    await runSweep(slow, { maxMs: 50_000, maxEntries: 10, propertyId: shop.property.id });
    expect(questions(shop).length).toBeGreaterThan(asked);
    const done = await store().findWatermark(watermarkId(shop.property.id, 'live'));
    expect(done?.checkedUntilSeconds).toBe(Math.floor(shop.clock.nowMs / 1000));
  });

  it('goes on about where the store failed it, and not from the start', async () => {
    const shop = await startShop(store());
    await shop.sweep();
    const lastSeconds = Math.floor(shop.clock.nowMs / 1000);
    shop.clock.nowMs += 6 * hourMs;
    for (let minute = 1; minute <= 50; minute++) {
      const atMs = lastSeconds * 1000 + minute * minuteMs;
      const { paymentIntentId } = shop.newSession();
      shop.stripe.events.push(toReadEvent(toChange(atMs, newRefund(atMs, { paymentIntentId }))));
    }
    let created = 0;
    const context = shop.startSecond((real) => ({
      ...wrapStore(real),
      async createEntry(entry, buyer) {
        created += 1;
        if (created > 45) throw new StoreUnavailableError('The database is away.');
        return await real.createEntry(entry, buyer);
      },
      findDueEntries: async () => [],
    }));
    await runSweep(context, { maxMs: 50_000, maxEntries: 10, propertyId: shop.property.id });
    const watermark = await store().findWatermark(watermarkId(shop.property.id, 'live'));
    expect(watermark?.checkedUntilSeconds).toBe(lastSeconds + 40 * 60);
  });

  it('asks in the next run for whom this one had no time', async () => {
    const shop = await startShop(store());
    const ids = new Set([shop.property.id]);
    while (ids.size < 6) ids.add((await startShop(store())).property.id);
    const context = shop.startSecond((real) => ({
      ...wrapStore(real),
      listProperties: async (onDamaged) => (await real.listProperties(onDamaged)).filter(({ id }) => ids.has(id)),
    }));
    const asked: number[] = [];
    const slow = {
      ...context,
      // Only a few are asked at once, and no others begun when the run's time is over.
      openPaymentReader: (apiKey: string) => {
        asked.push(shop.clock.nowMs);
        shop.clock.nowMs += 40_000;
        return context.openPaymentReader(apiKey);
      },
    };
    expect((await runSweep(slow, { maxMs: 50_000, maxEntries: 100 })).isComplete).toBe(false);
    expect(asked.length).toBeLessThan(ids.size);
    await runSweep(slow, { maxMs: 50_000, maxEntries: 100 });
    expect(asked).toHaveLength(ids.size);
  });

  it('lists the properties once for a run that had no time for all and the next', async () => {
    const shop = await startShop(store());
    let lists = 0;
    const context = shop.startSecond((real) => ({
      ...wrapStore(real),
      listProperties: (onDamaged) => {
        lists += 1;
        return real.listProperties(onDamaged);
      },
    }));
    const hurried = { ...context, now: () => shop.clock.nowMs };
    await runSweep(hurried, { maxMs: 50_000, maxEntries: 100, signal: AbortSignal.abort() });
    await runSweep(hurried, { maxMs: 50_000, maxEntries: 100 });
    expect(lists).toBe(1);
    expect(questions(shop)).not.toEqual([]);
  });

  it('loses no event of a time at which Stripe was down', async () => {
    const shop = await startShop(store());
    await shop.sweep();
    shop.clock.nowMs += 30 * minuteMs;
    const id = sellUntold(shop);
    shop.stripe.fault = new StripeUnavailableError('server_error');
    await shop.sweepFor(5 * hourMs, 10 * minuteMs);
    shop.stripe.fault = undefined;
    await shop.sweepFor(2 * hourMs, 10 * minuteMs);
    expect(await shop.find(id)).toMatchObject({ status: 'paid' });
  });

  it('applies what comes after an event that cannot be applied', async () => {
    const shop = await startShop(store());
    const broken = sellUntold(shop);
    shop.clock.nowMs += minuteMs;
    const whole = sellUntold(shop);
    shop.clock.nowMs += minuteMs;
    const context = shop.startSecond((real) => ({
      ...wrapStore(real),
      createEntry: async (entry, buyer) => {
        if (entry.id.endsWith(broken)) throw new RangeError('a fault of ours');
        return await real.createEntry(entry, buyer);
      },
    }));
    const report = await runSweep(context, { maxMs: 50_000, maxEntries: 10, propertyId: shop.property.id });
    expect(report.failures).toEqual([{ propertyId: shop.property.id, reason: 'event_not_applied', times: 1 }]);
    expect(await shop.find(whole)).toMatchObject({ status: 'paid' });
  });
});
