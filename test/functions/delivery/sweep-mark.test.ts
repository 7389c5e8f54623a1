// The mark of the last sweep: left by runs over everything, at most once a minute.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runSweep } from '../../../functions/delivery/run-sweep.ts';
import { findSweptAtMs } from '../../../functions/delivery/sweep-mark.ts';
import { StoreUnavailableError } from '../../../functions/store/errors.ts';
import { openStore } from '../../../functions/store/open-store.ts';
import type { Store } from '../../../functions/store/store.ts';
import { wrapStore } from '../public/wrap-store.ts';
import { type Shop, startShop } from './start-shop.ts';

let store: Store;
let shop: Shop;

beforeEach(async () => {
  store = await openStore('sqlite::memory:');
  shop = await startShop(store);
});

afterEach(() => store.close());

/** A run over all properties, as a timer begins it. */
const sweepAll = (over = shop.context) => runSweep(over, { maxMs: 50_000, maxEntries: 100 });

describe('findSweptAtMs', () => {
  it('tells when the last run over all properties ended', async () => {
    expect(await findSweptAtMs(store)).toBeUndefined();
    await sweepAll();
    expect(await findSweptAtMs(store)).toBe(shop.clock.nowMs);
    shop.clock.nowMs += 60_000;
    await sweepAll();
    expect(await findSweptAtMs(store)).toBe(shop.clock.nowMs);
  });

  it('tells nothing of a run over one property, which a person may have begun', async () => {
    await runSweep(shop.context, { maxMs: 50_000, maxEntries: 100, propertyId: shop.property.id });
    expect(await findSweptAtMs(store)).toBeUndefined();
  });
});

describe('leaveSweepMark', () => {
  it('writes once a minute, however often and by how many is swept', async () => {
    await sweepAll();
    const firstAtMs = shop.clock.nowMs;
    shop.clock.nowMs += 20_000;
    await Promise.all([sweepAll(), sweepAll(shop.startSecond())]);
    expect(await findSweptAtMs(store)).toBe(firstAtMs);
    shop.clock.nowMs += 40_000;
    await Promise.all([sweepAll(), sweepAll(shop.startSecond())]);
    expect(await findSweptAtMs(store)).toBe(firstAtMs + 60_000);
  });

  it('spoils no run whose mark cannot be written, and the report says so', async () => {
    const failing = shop.startSecond((whole) => ({
      ...wrapStore(whole),
      createWatermark: (watermark) =>
        watermark.id.startsWith('deployment:')
          ? Promise.reject(new StoreUnavailableError('The database is away.'))
          : whole.createWatermark(watermark),
    }));
    expect((await sweepAll(failing)).failures).toEqual([{ propertyId: '*', reason: 'store_unavailable', times: 1 }]);
  });
});
