// A removal that somebody began and left is finished by the sweeps that follow, however many run and however long it takes.
import { expect, it } from 'vitest';
import { beginRun } from '../../../functions/delivery/delivery-run.ts';
import { finishRemovals } from '../../../functions/delivery/finish-removals.ts';
import { runSweep } from '../../../functions/delivery/run-sweep.ts';
import { createPropertyCache } from '../../../functions/properties/property-cache.ts';
import { settleMs } from '../../../functions/properties/removal/remove-owned.ts';
import { startRemoval } from '../../../functions/properties/removal/start-removal.ts';
import { CorruptRecordError, StoreUnavailableError } from '../../../functions/store/errors.ts';
import { entryId, type Store } from '../../../functions/store/store.ts';
import { keyRing } from '../properties/use-properties.ts';
import { wrapStore } from '../public/wrap-store.ts';
import { newId } from '../store/console-records.ts';
import { newClick, newEntry } from '../store/records.ts';
import { overStores } from './over-stores.ts';
import { type Shop, startShop } from './start-shop.ts';

const minuteMs = 60_000;

overStores('finishRemovals', (store) => {
  /** A shop of an account with a name, three entries and a click, whose removal somebody began and left. */
  const startLeaving = async (): Promise<Shop & { accountId: string }> => {
    const accountId = newId('acc');
    const shop = await startShop(store(), { accountId, name: 'Shop', stripeKeys: { live: null, test: null } });
    await fill(shop, 3);
    const { id: propertyId } = shop.property;
    await shop.store.createClick(newClick({ propertyId, expiresAtMs: shop.clock.nowMs + 1e9 }));
    await startRemoval({ store: shop.store, keyRing, now: shop.context.now }, propertyId, undefined);
    return { ...shop, accountId };
  };
  const fill = async ({ store: into, property: { id: propertyId } }: Shop, count: number): Promise<void> => {
    for (let index = 0; index < count; index += 1) {
      await into.createEntry(newEntry({ id: entryId(propertyId, `cs_live_${index}`), propertyId }));
    }
  };
  const countEntries = async ({ property: { id: propertyId } }: Shop): Promise<number> =>
    (await store().listEntries({ propertyId, limit: 100 })).length;
  const readTrail = async (accountId: string): Promise<string[]> =>
    (await store().console.listAuditEvents({ accountId, limit: 9 })).map(
      ({ what, about, email, propertyId }) => `${what} ${about} ${email} ${propertyId}`,
    );

  it('removes what there is, then after the pause the property, and writes that to the trail of its account', async () => {
    const shop = await startLeaving();
    const first = await shop.sweep();
    expect(first).toMatchObject({ counts: { records_removed: 4, properties_removed: 0 }, isComplete: true });
    expect(await countEntries(shop)).toBe(0);
    expect(await store().findProperty(shop.property.id)).toBeDefined();
    expect(await readTrail(shop.accountId)).toEqual([]);
    await fill(shop, 1);
    shop.clock.nowMs += settleMs;
    expect((await shop.sweep()).counts).toMatchObject({ records_removed: 1, properties_removed: 1 });
    expect(await store().findProperty(shop.property.id)).toBeUndefined();
    expect(await readTrail(shop.accountId)).toEqual([`property_deleted Shop null ${shop.property.id}`]);
    expect((await shop.sweep()).counts).toMatchObject({ records_removed: 0, properties_removed: 0 });
  });

  it('is found by a run over this property alone, where properties are remembered', async () => {
    const shop = await startLeaving();
    const properties = createPropertyCache({ store: store(), keyRing, now: shop.context.now });
    const wish = { maxMs: 50_000, maxEntries: 9, propertyId: shop.property.id };
    const report = await runSweep({ ...shop.context, properties }, wish);
    expect(report).toMatchObject({ counts: { records_removed: 4 }, failures: [] });
    shop.clock.nowMs += settleMs;
    expect((await runSweep({ ...shop.context, properties }, wish)).counts.properties_removed).toBe(1);
  });

  it('is found by a run over all properties, without a list at each', async () => {
    const shop = await startLeaving();
    const all = { maxMs: 50_000, maxEntries: 100 };
    let lists = 0;
    const context = shop.startSecond((real) => ({
      ...wrapStore(real),
      listProperties: (onDamaged) => {
        lists += 1;
        return real.listProperties(onDamaged);
      },
    }));
    expect((await runSweep(context, all)).counts.records_removed).toBe(4);
    shop.clock.nowMs += settleMs;
    expect((await runSweep(context, all)).counts.properties_removed).toBe(1);
    shop.clock.nowMs += minuteMs;
    expect((await runSweep(context, all)).failures).toEqual([]);
    expect(lists).toBe(1);
  });

  it('does no harm twice at once: nothing is left, and the trail tells it once', async () => {
    const shop = await startLeaving();
    shop.clock.nowMs += settleMs;
    const sweep = () => runSweep(shop.startSecond(), { maxMs: 50_000, maxEntries: 9, propertyId: shop.property.id });
    const reports = await Promise.all([sweep(), sweep(), sweep()]);
    expect(reports.flatMap(({ failures }) => failures)).toEqual([]);
    expect(reports.map(({ counts }) => counts.properties_removed).sort()).toEqual([0, 0, 1]);
    expect(await countEntries(shop)).toBe(0);
    expect(await readTrail(shop.accountId)).toHaveLength(1);
  });

  it('tells the trail before the property goes, and once however often that fails', async () => {
    const shop = await startLeaving();
    shop.clock.nowMs += settleMs;
    const context = shop.startSecond((real) => ({
      ...wrapStore(real),
      deleteProperty: () => Promise.reject(new StoreUnavailableError('It is away.')),
    }));
    const run = beginRun(context, shop.clock.nowMs + minuteMs);
    await finishRemovals(run, [shop.property.id]);
    expect(run.book.toReport().failures).toMatchObject([{ reason: 'store_unavailable' }]);
    expect(await readTrail(shop.accountId)).toHaveLength(1);
    shop.clock.nowMs += minuteMs;
    expect((await shop.sweep()).counts.properties_removed).toBe(1);
    expect(await readTrail(shop.accountId)).toEqual([`property_deleted Shop null ${shop.property.id}`]);
  });

  it('leaves alone what nobody began to remove, whatever a list said', async () => {
    const shop = await startShop(store());
    await fill(shop, 3);
    const run = beginRun(shop.context, shop.clock.nowMs + minuteMs);
    await finishRemovals(run, [shop.property.id, 'tt_nopenopenopenopenope']);
    expect(run.book.toReport().counts.records_removed).toBe(0);
    expect(await countEntries(shop)).toBe(3);
  });

  it('sends nothing of it, and keeps nobody waiting for it', async () => {
    const shop = await startShop(store());
    const { id } = await shop.buy();
    shop.clock.nowMs += 2 * minuteMs;
    const { property } = shop;
    await store().changeProperty({ ...property, removalStartedAtMs: shop.clock.nowMs });
    // What is due goes first, and so the entry is still there then.
    const kept = shop.startSecond((real) => ({ ...wrapStore(real), deleteOwned: async () => 0 }));
    const properties = createPropertyCache({ store: kept.store, keyRing, now: kept.now });
    const report = await runSweep({ ...kept, properties }, { maxMs: 50_000, maxEntries: 9, propertyId: property.id });
    expect(report.counts).toMatchObject({ entries: 1, sent: 0, suppressed: 1 });
    expect(shop.container.taken).toEqual([]);
    expect((await shop.find(id)).deliveries['purchase:dst_container']).toMatchObject({ reason: 'property_removed' });
  });

  /** A store where each removal finds more and takes three seconds. */
  const endless = (shop: Shop, onRemoved: () => Promise<void> = async () => {}): ((real: Store) => Store) => {
    return (real) => ({
      ...wrapStore(real),
      deleteOwned: async () => {
        shop.clock.nowMs += 3_000;
        await onRemoved();
        return 1;
      },
    });
  };

  it('takes a quarter of the time that is left at most, and says that the next run goes on', async () => {
    const shop = await startLeaving();
    const startedAtMs = shop.clock.nowMs;
    const context = shop.startSecond(endless(shop));
    const report = await runSweep(context, { maxMs: 50_000, maxEntries: 9, propertyId: shop.property.id });
    expect(report).toMatchObject({ isComplete: false, failures: [] });
    expect(report.counts.records_removed).toBeGreaterThan(1);
    expect(shop.clock.nowMs - startedAtMs).toBeLessThanOrEqual(38_000 / 4 + 3_000);
    expect((await shop.sweep()).counts.records_removed).toBe(4);
  });

  it('has each of several go on in turn, however much the first one has', async () => {
    const [large, small] = [await startLeaving(), await startLeaving()];
    const seen: string[] = [];
    const context = large.startSecond((real) => ({
      ...wrapStore(real),
      deleteOwned: async (id) => {
        large.clock.nowMs += 1_000;
        seen.push(id);
        return id === large.property.id ? 1 : 0;
      },
    }));
    const run = beginRun(context, large.clock.nowMs + 20_000);
    await finishRemovals(run, [large.property.id, small.property.id]);
    expect(seen.slice(0, 3)).toEqual([large.property.id, small.property.id, large.property.id]);
  });

  it('lets what falls due meanwhile go first', async () => {
    const leaving = await startLeaving();
    const selling = await startShop(store());
    const { clock } = selling;
    clock.nowMs = leaving.clock.nowMs;
    await selling.buy();
    clock.nowMs += 2 * minuteMs - 1_000;
    const sentBefore: number[] = [];
    const context = selling.startSecond((real) => ({
      ...wrapStore(real),
      deleteOwned: async () => {
        sentBefore.push(selling.container.taken.length);
        await selling.buy({ createdSeconds: Math.floor(clock.nowMs / 1000) - 600 });
        clock.nowMs += 6_000;
        return 1;
      },
    }));
    await runSweep(context, { maxMs: 100_000, maxEntries: 99 });
    expect(sentBefore.length).toBeGreaterThan(2);
    expect(sentBefore.at(-1)).toBeGreaterThan(sentBefore[0] ?? 0);
  });

  it('says that a property cannot be read, or the database does not answer, and goes on with the rest', async () => {
    const [damaged, sound] = [await startLeaving(), await startLeaving()];
    const context = damaged.startSecond((real) => ({
      ...wrapStore(real),
      findProperty: async (id) => {
        if (id === damaged.property.id) throw new CorruptRecordError('It is damaged.');
        return await real.findProperty(id);
      },
    }));
    const run = beginRun(context, damaged.clock.nowMs + minuteMs);
    await finishRemovals(run, [damaged.property.id, sound.property.id]);
    expect(run.book.toReport()).toMatchObject({
      counts: { records_removed: 4 },
      failures: [{ propertyId: damaged.property.id, reason: 'damaged_record', times: 1 }],
    });
    const away = damaged.startSecond((real) => ({
      ...wrapStore(real),
      deleteOwned: () => Promise.reject(new StoreUnavailableError('It is away.')),
    }));
    const second = beginRun(away, damaged.clock.nowMs + minuteMs);
    await finishRemovals(second, [damaged.property.id]);
    expect(second.book.toReport().failures).toEqual([{ propertyId: '*', reason: 'store_unavailable', times: 1 }]);
  });
});
