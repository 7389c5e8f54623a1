// A person has the numbers brought up to date: what changed since the last time is added up at once, and Stripe is not asked.
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { listLeftDays } from '../../../functions/coverage/left-days.ts';
import { readAsOf } from '../../../functions/coverage/read-as-of.ts';
import { overlapMs, recomputeChangedDays } from '../../../functions/coverage/recompute-changed-days.ts';
import { refreshDays } from '../../../functions/coverage/refresh-days.ts';
import { beginRun } from '../../../functions/delivery/delivery-run.ts';
import type { DailyRollup } from '../../../functions/rules/daily-rollup.ts';
import { CorruptRecordError, StoreUnavailableError } from '../../../functions/store/errors.ts';
import { openStore } from '../../../functions/store/open-store.ts';
import type { Store } from '../../../functions/store/store.ts';
import { newRefund, type Shop, startShop, toChange } from '../delivery/start-shop.ts';
import { forwarding } from './forwarding-store.ts';

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;

let shop: Shop;

beforeEach(async () => {
  const store = await openStore('sqlite::memory:');
  onTestFinished(() => store.close());
  shop = await startShop(store);
});

async function addUp(forMs = minuteMs, store: Store = shop.store): Promise<void> {
  await recomputeChangedDays(beginRun({ ...shop.context, store }, shop.clock.nowMs + forMs));
}

async function refresh(forMs = 10_000, store: Store = shop.store): Promise<string> {
  return await refreshDays(beginRun({ ...shop.context, store }, shop.clock.nowMs + forMs), shop.property);
}

async function findRollup(day: string): Promise<DailyRollup | undefined> {
  const query = { propertyId: shop.property.id, mode: 'live', fromDay: day, untilDay: day } as const;
  return (await shop.store.listRollups(query))[0];
}

describe('refreshDays', () => {
  test('counts what was bought since the last time', async () => {
    await addUp();
    shop.clock.nowMs += minuteMs;
    await shop.buy();
    expect(await findRollup('2026-11-21')).toBeUndefined();
    expect(await refresh()).toBe('done');
    expect(await findRollup('2026-11-21')).toMatchObject({
      purchases: 1,
      stripe: null,
      computedAtMs: shop.clock.nowMs,
    });
  });

  test('takes a refund off the day of its purchase, however long ago that is', async () => {
    const session = await shop.buy({ amountTotalMinor: 5_000 });
    await addUp();
    shop.clock.nowMs += 20 * dayMs;
    await addUp();
    const { paymentIntentId } = session;
    await shop.tell(toChange(shop.clock.nowMs, newRefund(shop.clock.nowMs, { paymentIntentId })));
    expect(await refresh()).toBe('done');
    expect((await findRollup('2026-11-21'))?.money).toMatchObject([{ refundedMinor: 1_000 }]);
  });

  test('adds up a day at most where nothing changed', async () => {
    await shop.buy();
    await addUp();
    shop.clock.nowMs += 20 * dayMs;
    await addUp();
    const read: number[] = [];
    const store = forwarding(shop.store, {
      listEntries: (query) => {
        read.push(query.fromMs ?? 0);
        return shop.store.listEntries(query);
      },
    });
    expect(await refresh(10_000, store)).toBe('done');
    expect(read).toHaveLength(1);
  });

  test('works where nothing was ever added up', async () => {
    await shop.buy();
    expect(await refresh()).toBe('done');
    expect(await findRollup('2026-11-21')).toMatchObject({ purchases: 1 });
  });

  test('looks through everything where nothing was ever added up', async () => {
    await shop.buy();
    shop.clock.nowMs += 20 * dayMs;
    expect(await refresh()).toBe('done');
    expect(await findRollup('2026-11-21')).toMatchObject({ purchases: 1 });
  });

  test('passes over a day that is out of order, counts the others, and says so', async () => {
    await shop.buy();
    shop.clock.nowMs += dayMs;
    await shop.buy();
    const store = forwarding(shop.store, {
      listEntries: async (query) => {
        if (query.fromMs === Date.UTC(2026, 10, 22)) throw new CorruptRecordError('It is damaged.');
        return await shop.store.listEntries(query);
      },
    });
    expect(await refresh(10_000, store)).toBe('passed_over');
    expect(await findRollup('2026-11-21')).toMatchObject({ purchases: 1 });
    expect(await listLeftDays(shop.store, shop.property.id)).toEqual([['2026-11-22', shop.clock.nowMs]]);
  });

  test('rejects where the store is not there, and calls no day out of order', async () => {
    await shop.buy();
    const store = forwarding(shop.store, {
      listEntries: () => Promise.reject(new StoreUnavailableError('It is not there.')),
    });
    await expect(refresh(10_000, store)).rejects.toBeInstanceOf(StoreUnavailableError);
    expect(await listLeftDays(shop.store, shop.property.id)).toEqual([]);
  });

  test('says so where there was no time, and leaves the rest to the sweep', async () => {
    await shop.buy();
    const store = forwarding(shop.store, {
      listEntries: async (query) => {
        shop.clock.nowMs += 11_000;
        return await shop.store.listEntries(query);
      },
    });
    expect(await refresh(10_000, store)).toBe('no_time');
    expect(await findRollup('2026-11-21')).toBeUndefined();
  });

  test('looks through so many changes and no more, whoever’s they are, and says so', async () => {
    let asked = 0;
    const changed = Array.from({ length: 500 }, (_, index) => ({
      ...{ id: `tt_other:cs_${index}`, propertyId: 'tt_other' },
      ...{ occurredAtMs: shop.clock.nowMs, changedAtMs: shop.clock.nowMs },
    }));
    const store = forwarding(shop.store, {
      listChangedEntries: async () => {
        asked += 1;
        return changed;
      },
    });
    expect(await refresh(10_000, store)).toBe('no_time');
    expect(asked).toBe(4);
  });
});

describe('readAsOf', () => {
  test('is unknown before anything was added up', async () => {
    expect(await readAsOf(shop.store)).toBeUndefined();
  });

  test('is when the last run that came to its end began', async () => {
    await addUp();
    const startedAtMs = shop.clock.nowMs;
    expect(await readAsOf(shop.store)).toBe(startedAtMs);
    shop.clock.nowMs += 2 * minuteMs;
    expect(await readAsOf(shop.store)).toBe(startedAtMs);
  });

  test('promises nothing that a run did not get to', async () => {
    await addUp();
    await shop.buy();
    const boughtAtMs = shop.clock.nowMs;
    shop.clock.nowMs += 30 * minuteMs;
    const store = forwarding(shop.store, {
      listEntries: async (query) => {
        shop.clock.nowMs += 2 * minuteMs;
        return await shop.store.listEntries(query);
      },
    });
    await addUp(10_000, store);
    expect(await readAsOf(shop.store)).toBeLessThanOrEqual(boughtAtMs);
    expect(await readAsOf(shop.store)).toBeGreaterThan(boughtAtMs - 2 * overlapMs);
  });
});
