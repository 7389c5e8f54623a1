// Days are added up anew when the settings by which they were are no more, newest first, few at a time.
import { expect, test } from 'vitest';
import { createLargeDays } from '../../../functions/coverage/large-days.ts';
import { recomputeDay } from '../../../functions/coverage/recompute-day.ts';
import { createRecountMemory, recountDays } from '../../../functions/coverage/recount-days.ts';
import { beginRun } from '../../../functions/delivery/delivery-run.ts';
import type { DailyRollup } from '../../../functions/rules/daily-rollup.ts';
import { addDays } from '../../../functions/rules/day.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { rollupId } from '../../../functions/store/store.ts';
import { overStores } from '../delivery/over-stores.ts';
import { type Shop, startShop } from '../delivery/start-shop.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
const firstDay = '2026-11-21';

overStores('recountDays', (getStore) => {
  const start = async (): Promise<Shop> => {
    for (const property of await getStore().listProperties()) await getStore().deleteProperty(property.id);
    await getStore().deleteOwned('deployment', 100);
    const shop = await startShop(getStore());
    await shop.buy({ amountTotalMinor: 5_000, amountTaxMinor: 1_000 });
    await recomputeDay(beginRun(shop.context, shop.clock.nowMs + minuteMs), { property: shop.property, day: firstDay });
    await recount(shop);
    return shop;
  };

  test('counts all days by a value that was chosen later', async () => {
    const shop = await start();
    expect((await findRollup(shop, firstDay))?.money[0]?.grossMinor).toBe(5_000);
    await change(shop, { valueBasis: 'excluding_tax' });
    expect(await recount(shop)).toEqual({ isDone: true, days: 1 });
    expect((await findRollup(shop, firstDay))?.money[0]?.grossMinor).toBe(4_000);
  });

  test('adds nothing up where no settings changed that matter', async () => {
    const shop = await start();
    await change(shop, { name: 'Another name' });
    expect(await recount(shop)).toEqual({ isDone: true, days: 0 });
  });

  test('looks once more at a property that somebody may still have remembered as it was', async () => {
    const shop = await start();
    shop.clock.nowMs += 20 * minuteMs;
    await change(shop, { valueBasis: 'excluding_tax' });
    await recount(shop, createRecountMemory(), minuteMs);
    await recomputeDay(beginRun(shop.context, shop.clock.nowMs + minuteMs), { property: shop.property, day: firstDay });
    expect(await recount(shop)).toEqual({ isDone: true, days: 1 });
    expect((await findRollup(shop, firstDay))?.money[0]?.grossMinor).toBe(4_000);
    expect(await recount(shop)).toEqual({ isDone: true, days: 0 });
  });

  test('does some days a run, the newest first, and those of thirteen months in the end', async () => {
    const shop = await start();
    const today = addDays(firstDay, 1);
    const days = [1, 2, 3, 30, 40, 50, 60, 70, 80, 90, 200, 399].map((ago) => addDays(today, -ago)).sort();
    const tooOld = addDays(today, -402);
    for (const day of [...days, tooOld]) await putOld(shop, day);
    shop.clock.nowMs += dayMs;
    await change(shop, { sender: 'browser_first' });
    const memory = createRecountMemory();
    expect(await recount(shop, memory)).toEqual({ isDone: false, days: 10 });
    expect(await listOld(shop, [...days, tooOld])).toEqual([tooOld, ...days.slice(0, 2)]);
    expect(await recount(shop, memory)).toEqual({ isDone: true, days: 2 });
    expect(await listOld(shop, [...days, tooOld])).toEqual([tooOld]);
  });

  test('gets to the end where another instance goes on', async () => {
    const shop = await start();
    for (let ago = 1; ago <= 25; ago += 1) await putOld(shop, addDays(firstDay, -ago));
    await change(shop, { sender: 'browser_first' });
    const runs = [await recount(shop), await recount(shop), await recount(shop)];
    expect(runs.map(({ isDone }) => isDone)).toEqual([false, false, true]);
    expect(runs.reduce((sum, { days }) => sum + days, 0)).toBe(26);
  });

  test('begins with another property each time, so that none waits for all days of another', async () => {
    const shop = await start();
    const shops = [shop];
    while (shops.length < 5) shops.push(await startShop(getStore()));
    for (const one of shops) {
      one.clock.nowMs = shop.clock.nowMs;
      await change(one, { sender: 'browser_first' });
      for (let ago = 1; ago <= 12; ago += 1) await putOld(one, addDays(firstDay, -ago));
    }
    const memory = createRecountMemory();
    await recount(shop, memory);
    await recount(shop, memory);
    const newest = await Promise.all(shops.map((one) => findRollup(one, addDays(firstDay, -1))));
    expect(newest.filter((rollup) => rollup?.settings === oldSettings)).toEqual([]);
  });

  test('leaves it to one instance at a time', async () => {
    const shop = await start();
    await change(shop, { valueBasis: 'excluding_tax' });
    const outcomes = await Promise.all([1, 2, 3].map(() => recount(shop, createRecountMemory(), (20 * minuteMs) / 3)));
    expect(outcomes.filter(({ isDone }) => isDone)).toHaveLength(1);
  });
});

const oldSettings = 'made long ago';

async function recount(shop: Shop, memory = createRecountMemory(), laterMs = 20 * minuteMs) {
  shop.clock.nowMs += laterMs;
  const run = beginRun(shop.context, shop.clock.nowMs + minuteMs);
  const before = run.book.toReport().counts.rolled_up;
  const isDone = await recountDays(run, memory, createLargeDays());
  return { isDone, days: run.book.toReport().counts.rolled_up - before };
}

async function change(shop: Shop, changes: Partial<Property>): Promise<void> {
  const stored = await shop.store.findProperty(shop.property.id);
  if (stored === undefined) throw new Error('The property is gone.');
  await shop.store.changeProperty({ ...stored, ...changes, updatedAtMs: shop.clock.nowMs });
}

/** A day's roll-up that was made by settings of which nobody knows. */
async function putOld({ store, property }: Shop, day: string): Promise<void> {
  const counts = { clicks: 0, checkouts: 0, purchases: 0, pending: 0 };
  await store.putRollup({
    id: rollupId(property.id, 'live', day),
    ...{ propertyId: property.id, mode: 'live', day, computedAtMs: 1, settings: oldSettings, ...counts },
    ...{ money: [], renewals: { count: 0, money: [] }, campaigns: [], destinations: [], stripe: null },
  });
}

async function findRollup({ store, property }: Shop, day: string): Promise<DailyRollup | undefined> {
  const query = { propertyId: property.id, mode: 'live', fromDay: day, untilDay: day } as const;
  return (await store.listRollups(query))[0];
}

async function listOld(shop: Shop, days: readonly string[]): Promise<string[]> {
  const rollups = await Promise.all(days.map((day) => findRollup(shop, day)));
  return rollups.flatMap((rollup) => (rollup?.settings === oldSettings ? [rollup.day] : [])).sort();
}
