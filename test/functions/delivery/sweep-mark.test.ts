// The mark of the last sweep: left by runs over everything, at most once a minute, with the first day of each key.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runSweep } from '../../../functions/delivery/run-sweep.ts';
import { findSweepMark, findSweptAtMs } from '../../../functions/delivery/sweep-mark.ts';
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

describe('findSweepMark', () => {
  const keysSeen = async () => (await findSweepMark(store))?.keysSeenAtMs;
  const withKey = (newestKeyId: string, context = shop.context) => ({ ...context, newestKeyId });

  it('tells when a run first saw the newest key, however many runs follow', async () => {
    expect(await findSweepMark(store)).toBeUndefined();
    const firstAtMs = shop.clock.nowMs;
    await sweepAll(withKey('first'));
    shop.clock.nowMs += 400 * 86_400_000;
    await sweepAll(withKey('first'));
    expect(await findSweepMark(store)).toEqual({ sweptAtMs: shop.clock.nowMs, keysSeenAtMs: { first: firstAtMs } });
  });

  it('tells of a new key when it came, and of the one before still, to which runs may go back for a while', async () => {
    const firstAtMs = shop.clock.nowMs;
    await sweepAll(withKey('first'));
    shop.clock.nowMs += 60_000;
    await sweepAll(withKey('second'));
    for (const key of ['first', 'second']) {
      shop.clock.nowMs += 60_000;
      await sweepAll(withKey(key));
    }
    expect(await keysSeen()).toEqual({ first: firstAtMs, second: firstAtMs + 60_000 });
  });

  it.each(['nothing', 'a mark'])('tells one first day where two runs at once begin with %s', async (before) => {
    if (before === 'a mark') await sweepAll(withKey('earlier'));
    shop.clock.nowMs += 60_000;
    const atMs = shop.clock.nowMs;
    await Promise.all([sweepAll(withKey('first')), sweepAll(withKey('first', shop.startSecond()))]);
    shop.clock.nowMs += 60_000;
    await sweepAll(withKey('first'));
    expect((await keysSeen())?.['first']).toBe(atMs);
  });

  it('knows no key of a mark from before keys were noted, until the next run', async () => {
    const sinceMs = shop.clock.nowMs - 60_000;
    const old = { id: 'deployment:sweep', version: 1, checkedUntilSeconds: 0, askedAtMs: sinceMs };
    await store.createWatermark(old);
    expect(await findSweepMark(store)).toEqual({ sweptAtMs: sinceMs, keysSeenAtMs: {} });
    await sweepAll(withKey('first'));
    expect(await keysSeen()).toEqual({ first: shop.clock.nowMs });
  });
});
