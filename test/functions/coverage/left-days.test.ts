// A day that was too large is not forgotten: it is tried again every day or two, by any instance, with more time than others get.
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { createCoverageKeeper } from '../../../functions/coverage/keep-coverage.ts';
import { createLargeDays } from '../../../functions/coverage/large-days.ts';
import { leaveDay, listLeftDays, retryLeftDay } from '../../../functions/coverage/left-days.ts';
import { recomputeChangedDays } from '../../../functions/coverage/recompute-changed-days.ts';
import { createRecountMemory, recountDays } from '../../../functions/coverage/recount-days.ts';
import { beginRun, type DeliveryRun } from '../../../functions/delivery/delivery-run.ts';
import type { DailyRollup } from '../../../functions/rules/daily-rollup.ts';
import { addDays } from '../../../functions/rules/day.ts';
import { openStore } from '../../../functions/store/open-store.ts';
import type { Store } from '../../../functions/store/store.ts';
import { type Shop, startShop } from '../delivery/start-shop.ts';
import { forwarding } from './forwarding-store.ts';

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;
const firstDay = '2026-11-21';

let shop: Shop;

beforeEach(async () => {
  const store = await openStore('sqlite::memory:');
  onTestFinished(() => store.close());
  shop = await startShop(store);
  await shop.buy();
  shop.clock.nowMs += minuteMs;
});

/** Entries of a day take so long to be read. */
function slow(ms: number): Store {
  return forwarding(shop.store, {
    listEntries: async (query) => {
      shop.clock.nowMs += ms;
      return await shop.store.listEntries(query);
    },
  });
}

function newRun(store: Store = shop.store, forMs = 40_000): DeliveryRun {
  return beginRun({ ...shop.context, store }, shop.clock.nowMs + forMs);
}

/** Adds the first day up in vain. */
async function passOver(): Promise<void> {
  const run = newRun(slow(50_000));
  const large = createLargeDays();
  await recomputeChangedDays(run, large);
  expect(run.book.toReport().failures).toMatchObject([{ reason: 'day_too_large' }]);
}

async function findRollup(): Promise<DailyRollup | undefined> {
  const query = { propertyId: shop.property.id, mode: 'live', fromDay: firstDay, untilDay: firstDay } as const;
  return (await shop.store.listRollups(query))[0];
}

async function listLeft(): Promise<string[]> {
  return Object.keys((await shop.store.findWatermark('deployment:left_days'))?.leftDays ?? {});
}

describe('retryLeftDay', () => {
  test('adds a day up that was passed over, a day later, though nothing changed on it', async () => {
    await passOver();
    expect(await retryLeftDay(newRun())).toBe('none');
    expect(await findRollup()).toBeUndefined();
    shop.clock.nowMs += dayMs;
    await retryLeftDay(newRun());
    expect(await findRollup()).toMatchObject({ purchases: 1 });
    expect(await listLeft()).toEqual([]);
    expect(await retryLeftDay(newRun())).toBe('none');
  });

  test('counts a day anew that was too large for it when the settings changed', async () => {
    await recomputeChangedDays(newRun());
    const property = await shop.store.findProperty(shop.property.id);
    if (property === undefined) throw new Error('The property is gone.');
    shop.clock.nowMs += dayMs;
    await shop.store.changeProperty({ ...property, valueBasis: 'excluding_tax', updatedAtMs: shop.clock.nowMs });
    const before = (await findRollup())?.settings;
    await recountDays(newRun(slow(50_000)), createRecountMemory(), createLargeDays());
    expect((await findRollup())?.settings).toBe(before);
    shop.clock.nowMs += dayMs;
    await retryLeftDay(newRun());
    expect((await findRollup())?.settings).not.toBe(before);
  });

  test('tries a day once a day that is still too large, and says so each time', async () => {
    await passOver();
    const failures: number[] = [];
    for (let hours = 0; hours < 72; hours += 1) {
      shop.clock.nowMs += 60 * minuteMs;
      const run = newRun(slow(50_000));
      await retryLeftDay(run);
      failures.push(...run.book.toReport().failures.map(({ times }) => times));
    }
    expect(failures).toEqual([1, 1, 1]);
    expect(await listLeft()).toEqual([`${shop.property.id}:${firstDay}`]);
  });

  test('waits for a run with much time, but not for ever', async () => {
    await passOver();
    shop.clock.nowMs += dayMs;
    expect(await retryLeftDay(newRun(shop.store, 20_000))).toBe('no_time');
    expect(await findRollup()).toBeUndefined();
    shop.clock.nowMs += dayMs;
    await retryLeftDay(newRun(shop.store, 20_000));
    expect(await findRollup()).toMatchObject({ purchases: 1 });
  });

  test('takes a run of which a removal had a quarter', async () => {
    await passOver();
    shop.clock.nowMs += dayMs;
    expect(await retryLeftDay(newRun(shop.store, 28_500))).toBe('tried');
    expect(await findRollup()).toMatchObject({ purchases: 1 });
  });

  test('says nothing of a day that a shutdown broke off, and the next instance tries it at once', async () => {
    await passOver();
    shop.clock.nowMs += dayMs;
    const shutdown = new AbortController();
    const store = forwarding(shop.store, {
      listEntries: async (query) => {
        shutdown.abort();
        return await shop.store.listEntries(query);
      },
    });
    const run = beginRun({ ...shop.context, store }, shop.clock.nowMs + 40_000, shutdown.signal);
    await retryLeftDay(run);
    expect(run.book.toReport().failures).toEqual([]);
    expect(await findRollup()).toBeUndefined();
    await retryLeftDay(newRun());
    expect(await findRollup()).toMatchObject({ purchases: 1 });
  });

  test('forgets a day of a property that is there no more', async () => {
    await leaveDay(shop.store, `tt_gone:${firstDay}`, shop.clock.nowMs);
    shop.clock.nowMs += dayMs;
    await retryLeftDay(newRun());
    expect(await listLeft()).toEqual([]);
  });

  test('lets one instance at a time try a day', async () => {
    await passOver();
    shop.clock.nowMs += dayMs;
    let reads = 0;
    const store = forwarding(shop.store, {
      listEntries: async (query) => {
        reads += 1;
        // Another one looks meanwhile.
        if (reads === 1) await retryLeftDay(newRun(store));
        return await shop.store.listEntries(query);
      },
    });
    await retryLeftDay(newRun(store));
    expect(reads).toBe(1);
  });
});

test.each([
  ['goes', async () => void (await shop.store.deleteProperty(shop.property.id))],
  [
    'begins to be removed',
    async () => {
      const stored = (await shop.store.findProperty(shop.property.id)) ?? shop.property;
      await shop.store.changeProperty({ ...stored, removalStartedAtMs: shop.clock.nowMs });
    },
  ],
])('a day of a property that %s while it is added up leaves nothing behind', async (_, change) => {
  await passOver();
  shop.clock.nowMs += dayMs;
  const store = forwarding(shop.store, {
    listEntries: async (query) => {
      const entries = await shop.store.listEntries(query);
      await change();
      shop.clock.nowMs += 35_000;
      return entries;
    },
  });
  await retryLeftDay(newRun(store));
  expect(await findRollup()).toBeUndefined();
  expect(await listLeft()).toEqual([]);
});

describe('listLeftDays', () => {
  test('names the days of one property that were passed over, the oldest first', async () => {
    for (const key of [`tt_a:${firstDay}`, 'tt_b:2026-11-20', 'tt_a:2026-11-19']) await leaveDay(shop.store, key, 1);
    expect(await listLeftDays(shop.store, 'tt_a')).toEqual([
      ['2026-11-19', 1],
      [firstDay, 1],
    ]);
    expect(await listLeftDays(shop.store, 'tt_c')).toEqual([]);
  });
});

describe('leaveDay', () => {
  test('remembers the newest hundred', async () => {
    for (let ago = 0; ago < 103; ago += 1) {
      await leaveDay(shop.store, `tt_shop:${addDays(firstDay, -ago)}`, shop.clock.nowMs);
    }
    const left = await listLeft();
    expect(left).toHaveLength(100);
    expect(left).not.toContain(`tt_shop:${addDays(firstDay, -101)}`);
    expect(left).toContain(`tt_shop:${firstDay}`);
  });

  test('loses none where another instance writes at the same time', async () => {
    const keys = [1, 2, 3].map((number) => `tt_shop${number}:${firstDay}`);
    await Promise.all(keys.map((key) => leaveDay(shop.store, key, shop.clock.nowMs)));
    expect((await listLeft()).sort()).toEqual(keys);
  });
});

test('a sweep tries one such day, and leaves runs to others before it tries the next', async () => {
  const keys = ['2026-11-19', '2026-11-20'].map((day) => `tt_gone:${day}`);
  for (const key of keys) await leaveDay(shop.store, key, shop.clock.nowMs);
  shop.clock.nowMs += dayMs;
  const keep = createCoverageKeeper();
  const left: number[] = [];
  for (let minutes = 0; minutes < 6; minutes += 1) {
    await keep(newRun());
    left.push((await listLeft()).length);
    shop.clock.nowMs += minuteMs;
  }
  expect(left).toEqual([1, 1, 1, 1, 1, 0]);
});

test('a sweep gives such a day all the time that it has left', async () => {
  await passOver();
  shop.clock.nowMs += dayMs;
  // More than the share of the others, and less than a run.
  const store = slow(27_000);
  await createCoverageKeeper()(newRun(store));
  expect(await findRollup()).toMatchObject({ purchases: 1 });
});
