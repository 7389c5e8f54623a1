// How days are added up where a run ends before they are, or somebody else is at them.
import { expect, test } from 'vitest';
import { createLargeDays } from '../../../functions/coverage/large-days.ts';
import { recomputeChangedDays } from '../../../functions/coverage/recompute-changed-days.ts';
import { recomputeDay } from '../../../functions/coverage/recompute-day.ts';
import { beginRun, type DeliveryRun } from '../../../functions/delivery/delivery-run.ts';
import type { DailyRollup } from '../../../functions/rules/daily-rollup.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { StoreUnavailableError } from '../../../functions/store/errors.ts';
import { overStores } from '../delivery/over-stores.ts';
import { type Shop, startShop } from '../delivery/start-shop.ts';
import { newStripeId } from '../store/records.ts';
import { forwarding } from './forwarding-store.ts';
import { findRollup, firstDay, hourMs, minuteMs, newRun, settle } from './settle-days.ts';

const dayMs = 24 * hourMs;

overStores('recomputeChangedDays', (getStore) => {
  const start = async (changes: Partial<Property> = {}): Promise<Shop> => {
    const shop = await startShop(getStore(), changes);
    await settle(shop);
    return shop;
  };

  test('leaves it to one instance at a time, and not more often than every five minutes', async () => {
    const shop = await start();
    await shop.buy();
    shop.clock.nowMs += hourMs;
    const runs = [newRun(shop), newRun(shop), newRun(shop)];
    const took = await Promise.all(runs.map(async (run) => (await recomputeChangedDays(run)).isDone));
    expect(took.filter(Boolean)).toHaveLength(1);
    shop.clock.nowMs += 4 * minuteMs;
    expect((await recomputeChangedDays(newRun(shop))).isDone).toBe(false);
  });

  test('goes on where it was when its time was over', async () => {
    const shop = await start();
    for (const days of [3, 2, 1]) {
      shop.clock.nowMs += hourMs;
      await shop.buy({ createdSeconds: Math.floor((shop.clock.nowMs - days * dayMs) / 1000) });
    }
    shop.clock.nowMs += hourMs;
    const run = newRun(shop);
    let rollups = 0;
    // The time ends as soon as a day is written.
    const store = forwarding(shop.store, {
      putRollup: async (rollup) => {
        await shop.store.putRollup(rollup);
        rollups += 1;
        shop.clock.nowMs += hourMs;
      },
    });
    expect((await recomputeChangedDays({ ...run, context: { ...run.context, store } })).isDone).toBe(false);
    expect(run.book.toReport().isComplete).toBe(false);
    expect(rollups).toBe(1);
    const next = newRun(shop);
    expect((await recomputeChangedDays(next)).isDone).toBe(true);
    expect(next.book.toReport().counts.rolled_up).toBe(2);
  });

  test('passes over a day that does not fit into a whole run, says so, and adds up the days behind it', async () => {
    const shop = await start();
    await shop.buy();
    shop.clock.nowMs += 2 * dayMs;
    await shop.buy();
    shop.clock.nowMs += hourMs;
    const large = createLargeDays();
    const run = slowOn(shop, firstDay, newRun(shop));
    expect((await recomputeChangedDays(run, large)).isDone).toBe(false);
    expect(run.book.toReport().failures).toMatchObject([{ reason: 'day_too_large', times: 1 }]);
    const next = slowOn(shop, firstDay, newRun(shop));
    expect((await recomputeChangedDays(next, large)).isDone).toBe(true);
    expect(next.book.toReport().failures).toEqual([]);
    expect(await findRollup(shop, '2026-11-23')).toMatchObject({ purchases: 1 });
    expect(await findRollup(shop)).toBeUndefined();
  });

  test('tries a large day again an hour later, when something changed on it', async () => {
    const shop = await start();
    await shop.buy();
    shop.clock.nowMs += hourMs;
    const large = createLargeDays();
    await recomputeChangedDays(slowOn(shop, firstDay, newRun(shop)), large);
    await shop.buy();
    shop.clock.nowMs += minuteMs;
    expect((await recomputeChangedDays(newRun(shop), large)).isDone).toBe(true);
    expect(await findRollup(shop)).toBeUndefined();
    shop.clock.nowMs += hourMs;
    await shop.buy();
    shop.clock.nowMs += minuteMs;
    expect((await recomputeChangedDays(newRun(shop), large)).isDone).toBe(true);
    expect(await findRollup(shop)).toMatchObject({ purchases: 3 });
  });

  test('passes over a day for which every run has little time, after some tries', async () => {
    const shop = await start();
    await shop.buy();
    shop.clock.nowMs += 2 * dayMs;
    await shop.buy();
    const large = createLargeDays();
    const reasons: string[][] = [];
    for (const _ of [1, 2, 3]) {
      shop.clock.nowMs += hourMs;
      const run = slowOn(shop, firstDay, beginRun(shop.context, shop.clock.nowMs + 10_000));
      await recomputeChangedDays(run, large);
      reasons.push(run.book.toReport().failures.map(({ reason }) => reason));
    }
    expect(reasons).toEqual([[], [], ['day_too_large']]);
    shop.clock.nowMs += minuteMs;
    await recomputeChangedDays(slowOn(shop, firstDay, newRun(shop)), large);
    expect(await findRollup(shop, '2026-11-23')).toMatchObject({ purchases: 1 });
  });

  test('does not keep what was read before somebody else read more', async () => {
    const shop = await start();
    await shop.buy();
    shop.clock.nowMs += minuteMs;
    const day = { property: shop.property, day: '2026-11-21' };
    const slowRun = newRun(shop);
    // Another instance sees one more purchase and writes before this one, which has read already, does.
    const store = forwarding(shop.store, {
      putRollup: async (rollup) => {
        shop.clock.nowMs += minuteMs;
        await shop.buy();
        await recomputeDay(newRun(shop), day);
        expect((await findRollup(shop))?.purchases).toBe(2);
        await shop.store.putRollup(rollup);
      },
    });
    await recomputeDay({ ...slowRun, context: { ...slowRun.context, store } }, day);
    expect((await findRollup(shop))?.purchases).toBe(1);
    await settle(shop, 6 * minuteMs);
    expect((await findRollup(shop))?.purchases).toBe(2);
  });

  test('adds both modes up again where only one of them could be written', async () => {
    const shop = await start();
    const testSale = { id: newStripeId('cs_test'), livemode: false };
    await shop.buy();
    await shop.buy(testSale);
    await settle(shop);
    await shop.buy();
    await shop.buy({ ...testSale, id: newStripeId('cs_test') });
    shop.clock.nowMs += hourMs;
    await expect(recomputeChangedDays(overBrokenStore(newRun(shop), 'test'))).rejects.toThrow();
    await settle(shop);
    expect((await findRollup(shop, firstDay, 'test'))?.purchases).toBe(2);
  });

  test('adds a day up again of which only the first mode could ever be written', async () => {
    const shop = await start();
    await shop.buy();
    await shop.buy({ id: newStripeId('cs_test'), livemode: false });
    shop.clock.nowMs += hourMs;
    await expect(recomputeChangedDays(overBrokenStore(newRun(shop), 'test'))).rejects.toThrow();
    await settle(shop);
    expect((await findRollup(shop, firstDay, 'test'))?.purchases).toBe(1);
    const run = newRun(shop);
    shop.clock.nowMs += hourMs;
    await recomputeChangedDays({ ...run, deadlineAtMs: shop.clock.nowMs + minuteMs });
    expect(run.book.toReport().counts.rolled_up).toBe(0);
  });
});

/** The run, of which reading that day takes all its time. */
function slowOn(shop: Shop, day: string, run: DeliveryRun): DeliveryRun {
  const store = forwarding(shop.store, {
    listEntries: async (query, onDamaged) => {
      const isMeant = query.propertyId === shop.property.id && query.fromMs === Date.parse(day);
      if (isMeant) shop.clock.nowMs = run.deadlineAtMs;
      return await shop.store.listEntries(query, onDamaged);
    },
  });
  return { ...run, context: { ...run.context, store } };
}

/** The run over a store that cannot write roll-ups of the mode. */
function overBrokenStore(run: DeliveryRun, mode: DailyRollup['mode']): DeliveryRun {
  const { store } = run.context;
  const broken = forwarding(store, {
    putRollup: async (rollup) => {
      if (rollup.mode === mode) throw new StoreUnavailableError('The database does not answer.');
      await store.putRollup(rollup);
    },
  });
  return { ...run, context: { ...run.context, store: broken } };
}
