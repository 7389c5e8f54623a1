// What a run leaves over, and what may not stand in its way.
import { expect, it } from 'vitest';
import { runSweep } from '../../../functions/delivery/run-sweep.ts';
import { encodePassport } from '../../../functions/rules/encode-passport.ts';
import { CorruptRecordError, StoreUnavailableError } from '../../../functions/store/errors.ts';
import { entryId } from '../../../functions/store/store.ts';
import { countCalls, wrapStore } from '../public/wrap-store.ts';
import { takes } from './fake-destinations.ts';
import { overStores } from './over-stores.ts';
import { startShop } from './start-shop.ts';

const minuteMs = 60_000;

overStores('The limits of a run', (store) => {
  it('handles no more entries than it is told, and the next run the rest', async () => {
    const shop = await startShop(store());
    for (let count = 0; count < 12; count++) await shop.buy();
    shop.clock.nowMs += 2 * minuteMs;
    const first = await shop.sweep({ maxEntries: 5 });
    expect(first).toMatchObject({ counts: { entries: 5, sent: 5 }, isComplete: false });
    expect(await shop.sweep()).toMatchObject({ counts: { entries: 7, sent: 7 }, isComplete: true });
  });

  it('begins nothing when its time is over', async () => {
    const shop = await startShop(store());
    for (let count = 0; count < 40; count++) await shop.buy();
    shop.clock.nowMs += 2 * minuteMs;
    shop.container.behave = () => {
      shop.clock.nowMs += 5_000;
      return takes;
    };
    const startedAtMs = shop.clock.nowMs;
    const report = await shop.sweep({ maxMs: 50_000 });
    expect(report.isComplete).toBe(false);
    expect(report.counts.sent).toBeLessThan(40);
    // Eight were under way in a world where each of them moves the one clock.
    expect(shop.clock.nowMs - startedAtMs).toBeLessThan(38_000 + 8 * 5_000 + 1);
    await shop.sweepFor(20 * minuteMs);
    expect(shop.container.taken).toHaveLength(40);
  });

  it('ends when it is told to', async () => {
    const shop = await startShop(store());
    for (let count = 0; count < 20; count++) await shop.buy();
    shop.clock.nowMs += 2 * minuteMs;
    const ending = new AbortController();
    shop.container.behave = () => {
      ending.abort();
      return takes;
    };
    const report = await shop.sweep({ signal: ending.signal });
    expect(report.isComplete).toBe(false);
    expect(report.counts.entries).toBeLessThanOrEqual(8);
  });

  it('reads what is due and no other entry', async () => {
    const shop = await startShop(store());
    for (let count = 0; count < 5; count++) await shop.buy();
    await shop.sweepFor(5 * minuteMs);
    await shop.buy();
    shop.clock.nowMs += 2 * minuteMs;
    const calls: string[] = [];
    const context = shop.startSecond((real) => countCalls(real, calls));
    const report = await runSweep(context, { maxMs: 50_000, maxEntries: 100, propertyId: shop.property.id });
    expect(report.counts).toMatchObject({ entries: 1, sent: 1 });
    expect(calls.filter((call) => call === 'findEntry').length).toBeLessThanOrEqual(1);
    expect(calls.filter((call) => call === 'findDueEntries').length).toBeLessThanOrEqual(2);
  });

  it('puts off an entry that cannot be handled, so that it does not stand in front of the others', async () => {
    const shop = await startShop(store());
    const { id } = await shop.buy();
    shop.clock.nowMs += 2 * minuteMs;
    const context = shop.startSecond((real) => ({
      ...wrapStore(real),
      findBuyer: async () => {
        throw new TypeError('Nobody expects this.');
      },
    }));
    const wish = { maxMs: 50_000, maxEntries: 100, propertyId: shop.property.id };
    const report = await runSweep(context, wish);
    expect(report.failures).toEqual([{ propertyId: shop.property.id, reason: 'internal', times: 1 }]);
    expect((await shop.find(id)).deliveries['purchase:dst_container']).toMatchObject({
      state: 'waiting',
      reason: 'internal',
    });
    expect((await runSweep(context, wish)).counts.entries).toBe(0);
    await shop.sweepFor(10 * minuteMs);
    expect(shop.container.taken).toHaveLength(1);
  });

  it('sends a purchase without the click or the buyer whose record is damaged, and says so', async () => {
    const shop = await startShop(store());
    const passport = encodePassport({
      clickId: 'AAECAwQFBgcICQoLDA0ODw',
      clickedAtSeconds: Math.floor(shop.clock.nowMs / 1000) - 120,
      consent: { ad_storage: 'unset', analytics_storage: 'unset', ad_user_data: 'unset', ad_personalization: 'unset' },
    });
    const { id } = await shop.buy({ clientReferenceId: passport ?? null });
    shop.clock.nowMs += 2 * minuteMs;
    const damaged = (noun: string) => async () => {
      throw new CorruptRecordError(`The stored ${noun} is damaged.`);
    };
    const context = shop.startSecond((real) => ({
      ...wrapStore(real),
      findBuyer: damaged('buyer'),
      findClick: damaged('click'),
    }));
    const report = await runSweep(context, { maxMs: 50_000, maxEntries: 100, propertyId: shop.property.id });
    expect(report).toMatchObject({ failures: [], counts: { sent: 1 } });
    expect(shop.container.taken).toMatchObject([{ event_id: `purchase:${id}` }]);
    expect(shop.container.taken[0]?.user_data).toBeUndefined();
    const records = shop.logs.filter(({ event }) => event === 'record_damaged').map(({ record }) => record);
    expect(records.toSorted()).toEqual(['buyer', 'click']);
  });

  it('comes to what is behind more entries than it looks at once, where those stay due', async () => {
    const shop = await startShop(store());
    const stuck = new Set<string>();
    for (let count = 0; count < 100; count++) stuck.add(entryId(shop.property.id, (await shop.buy()).id));
    shop.clock.nowMs += 1_000;
    const { id } = await shop.buy();
    shop.clock.nowMs += 3 * minuteMs;
    const context = shop.startSecond((real) => ({
      ...wrapStore(real),
      changeEntry: async (entry, buyer) => {
        if (stuck.has(entry.id)) throw new StoreUnavailableError('This one cannot be written.');
        return await real.changeEntry(entry, buyer);
      },
    }));
    await runSweep(context, { maxMs: 50_000, maxEntries: 1_000, propertyId: shop.property.id });
    expect(shop.container.taken.map((event) => event.event_id)).toEqual([`purchase:${id}`]);
  });

  it('says which properties it could do nothing for, and does the others’', async () => {
    const shop = await startShop(store());
    const { id } = await shop.buy();
    shop.clock.nowMs += 2 * minuteMs;
    const context = shop.startSecond((real) => ({
      ...wrapStore(real),
      changeEntry: async () => {
        throw new StoreUnavailableError('The database is down.');
      },
    }));
    const report = await runSweep(context, { maxMs: 50_000, maxEntries: 100, propertyId: shop.property.id });
    expect(report.failures).toEqual([{ propertyId: shop.property.id, reason: 'store_unavailable', times: 1 }]);
    expect(shop.container.tries).toBe(0);
    await shop.sweep();
    expect(shop.container.taken.map((event) => event.event_id)).toEqual([`purchase:${id}`]);
  });

  it('rejects where not even what is due can be found', async () => {
    const shop = await startShop(store());
    const context = shop.startSecond((real) => ({
      ...wrapStore(real),
      findDueEntries: async () => {
        throw new StoreUnavailableError('The database is down.');
      },
    }));
    await expect(runSweep(context, { maxMs: 50_000, maxEntries: 100 })).rejects.toThrow(StoreUnavailableError);
  });

  it('writes the result down although the store stumbled when it was there', async () => {
    const shop = await startShop(store());
    const { id } = await shop.buy();
    shop.clock.nowMs += 2 * minuteMs;
    let faults = 2;
    const context = shop.startSecond((real) => ({
      ...wrapStore(real),
      changeEntry: async (entry, buyer) => {
        const isResult = Object.values(entry.deliveries).some(({ state }) => state === 'sent');
        if (isResult && faults-- > 0) throw new StoreUnavailableError('The database was away.');
        return await real.changeEntry(entry, buyer);
      },
    }));
    const report = await runSweep(context, { maxMs: 50_000, maxEntries: 100, propertyId: shop.property.id });
    expect(report.counts.sent).toBe(1);
    expect((await shop.find(id)).deliveries['purchase:dst_container']?.state).toBe('sent');
  });

  it('counts a damaged entry once and goes on without it', async () => {
    const shop = await startShop(store());
    const { id } = await shop.buy();
    shop.clock.nowMs += 2 * minuteMs;
    const context = shop.startSecond((real) => ({
      ...wrapStore(real),
      findDueEntries: async (query, onDamaged) => {
        onDamaged(entryId(shop.property.id, 'cs_live_damaged'), new CorruptRecordError('It is no entry.'));
        return await real.findDueEntries(query, onDamaged);
      },
    }));
    const report = await runSweep(context, { maxMs: 50_000, maxEntries: 100, propertyId: shop.property.id });
    expect(report.counts).toMatchObject({ damaged: 1, sent: 1 });
    expect(shop.container.taken.map((event) => event.event_id)).toEqual([`purchase:${id}`]);
    expect(shop.logs.filter(({ event }) => event === 'record_damaged')).toHaveLength(1);
  });
});
