// Roll-ups are kept in what a sweep leaves of its time, and of what reads of the database may cost.
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { createCoverageKeeper } from '../../../functions/coverage/keep-coverage.ts';
import { recomputeChangedDays } from '../../../functions/coverage/recompute-changed-days.ts';
import { beginRun } from '../../../functions/delivery/delivery-run.ts';
import { runSweep } from '../../../functions/delivery/run-sweep.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { openStore } from '../../../functions/store/open-store.ts';
import { overStores } from '../delivery/over-stores.ts';
import { ga4, type Shop, startShop } from '../delivery/start-shop.ts';
import { forwarding } from './forwarding-store.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

overStores('createCoverageKeeper', (getStore) => {
  const start = async (changes: Partial<Property> = {}): Promise<Shop> => {
    const shop = await startShop(getStore(), changes);
    shop.clock.nowMs += hourMs;
    await recomputeChangedDays(beginRun(shop.context, shop.clock.nowMs + minuteMs));
    return shop;
  };

  test('lets what falls due meanwhile go first, however long the days take', async () => {
    const shop = await start({ destinations: [ga4] });
    for (const days of [3, 2, 1]) {
      await shop.buy({ createdSeconds: Math.floor((shop.clock.nowMs - days * dayMs) / 1000) });
    }
    shop.clock.nowMs += hourMs;
    const seen: number[] = [];
    // Each day takes six seconds, in which something is bought.
    const store = forwarding(shop.store, {
      putRollup: async (rollup) => {
        await shop.store.putRollup(rollup);
        seen.push(shop.ga4.taken.length);
        await shop.buy();
        shop.clock.nowMs += 6_000;
      },
    });
    const report = await runSweep(
      { ...shop.context, store },
      { maxMs: 50_000, maxEntries: 1_000, propertyId: shop.property.id, afterwards: createCoverageKeeper() },
    );
    expect(seen.slice(0, 3)).toEqual([3, 4, 5]);
    expect(report.failures).toEqual([]);
  });

  test('takes half of a sweep’s time at most', async () => {
    const shop = await start();
    const startedAtMs = shop.clock.nowMs;
    for (let days = 1; days <= 20; days += 1) {
      await shop.buy({ createdSeconds: Math.floor((shop.clock.nowMs - days * dayMs) / 1000) });
    }
    const store = forwarding(shop.store, {
      putRollup: async (rollup) => {
        await shop.store.putRollup(rollup);
        shop.clock.nowMs += 6_000;
      },
    });
    shop.clock.nowMs = startedAtMs + hourMs;
    await createCoverageKeeper()(beginRun({ ...shop.context, store }, shop.clock.nowMs + 50_000));
    expect(shop.clock.nowMs - startedAtMs - hourMs).toBeLessThanOrEqual(30_000);
  });

  test('is what a sweep does with the time that is left', async () => {
    const shop = await start();
    await shop.buy();
    shop.clock.nowMs += hourMs;
    const report = await shop.sweep({ afterwards: createCoverageKeeper() });
    expect(report.counts.sent).toBe(1);
    expect(report.counts.rolled_up).toBeGreaterThan(0);
    const query = {
      propertyId: shop.property.id,
      mode: 'live',
      fromDay: '2026-11-21',
      untilDay: '2026-11-21',
    } as const;
    const [rollup] = await shop.store.listRollups(query);
    expect(rollup?.destinations).toEqual([{ destinationId: 'dst_container', sent: 1, unsent: {} }]);
  });
});

describe('the pace of createCoverageKeeper', () => {
  let shop: Shop;

  beforeEach(async () => {
    const store = await openStore('sqlite::memory:');
    onTestFinished(() => store.close());
    shop = await startShop(store);
    await shop.buy();
  });

  test('adds a day of few payments up again every five minutes', async () => {
    expect(await countPasses({ entries: 1, forMs: hourMs, everyMs: minuteMs })).toBe(12);
  });

  test('adds a day of 6,000 entries up again every ten minutes, because each costs a read', async () => {
    expect(await countPasses({ entries: 6_000, forMs: hourMs, everyMs: minuteMs })).toBe(6);
  });

  test('adds no day up less often than every hour, however large it is', async () => {
    expect(await countPasses({ entries: 80_000, forMs: 3 * hourMs, everyMs: 10 * minuteMs })).toBe(3);
  });

  interface Pace {
    /** How many the day seems to have. */
    entries: number;
    forMs: number;
    /** How often a sweep runs. */
    everyMs: number;
  }

  /** How often the day is read while a payment comes before each sweep. */
  async function countPasses({ entries, forMs, everyMs }: Pace): Promise<number> {
    let passes = 0;
    const store = forwarding(shop.store, {
      listEntries: async (query) => {
        if (query.after !== undefined) return [];
        const [first] = await shop.store.listEntries(query);
        passes += 1;
        return first === undefined ? [] : Array.from({ length: entries }, () => first);
      },
      // So that nothing asks Stripe or counts anew meanwhile.
      listProperties: async () => [],
    });
    const keep = createCoverageKeeper();
    for (const endMs = shop.clock.nowMs + forMs; shop.clock.nowMs < endMs; shop.clock.nowMs += everyMs) {
      await shop.buy();
      await keep(beginRun({ ...shop.context, store }, shop.clock.nowMs + minuteMs));
    }
    return passes;
  }
});
