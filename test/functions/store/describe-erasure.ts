// What every store promises of erasing one buyer, and of removing everything that belongs to a property.
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { entryId, type Store, watermarkId } from '../../../functions/store/store.ts';
import { newClick, newEntry, newProperty, newRefundEntry } from './records.ts';
import { newBuyer, newRollup, newTally, newWatermark } from './small-records.ts';
import { alternate, type Connections, times } from './store-under-test.ts';

/** Declares what holds for erasures. */
export function describeErasure(connections: Connections): void {
  describeSearch(connections);
  describeEraseBuyer(connections);
  describeDeleteOwned(connections);
}

function newPropertyId(): string {
  return `tt_${randomBytes(10).toString('hex')}`;
}

function describeSearch({ store, other }: Connections): void {
  describe('entries of an address', () => {
    const createBuyer = async (propertyId: string, email: string | null): Promise<string> => {
      const entry = newEntry({ propertyId });
      await store().createEntry(entry, newBuyer(entry, { email }));
      return entry.id;
    };

    test('are those of the property whose buyer has it, however it was typed, by id', async () => {
      const propertyId = newPropertyId();
      const ids = [
        await createBuyer(propertyId, 'ada@example.com'),
        await createBuyer(propertyId, ' Ada@Example.COM'),
        await createBuyer(propertyId, 'ADA@EXAMPLE.COM'),
      ].toSorted();
      await createBuyer(propertyId, 'bob@example.com');
      await createBuyer(propertyId, null);
      await createBuyer(newPropertyId(), 'ada@example.com');
      const find = (email: string, limit = 9) => other().findEntryIdsByEmail({ propertyId, email, limit });
      expect(await find('ada@example.com')).toEqual(ids);
      expect(await find('Ada@example.com ')).toEqual(ids);
      expect(await find('ada@example.com', 2)).toEqual(ids.slice(0, 2));
      expect(await find('carol@example.com')).toEqual([]);
      expect(await find('')).toEqual([]);
    });

    test('are found by what their buyer has now', async () => {
      const entry = newEntry({ propertyId: newPropertyId() });
      const find = (email: string) => other().findEntryIdsByEmail({ propertyId: entry.propertyId, email, limit: 9 });
      await store().createEntry(entry, newBuyer(entry, { email: 'old@example.com' }));
      await store().changeEntry(entry, newBuyer(entry, { email: 'new@example.com' }));
      expect(await find('old@example.com')).toEqual([]);
      expect(await find('new@example.com')).toEqual([entry.id]);
    });
  });
}

function describeEraseBuyer(connections: Connections): void {
  const { store, other } = connections;

  describe('the erasure of a buyer', () => {
    test('changes the entry and removes the record, so that the address finds nothing any more', async () => {
      const entry = newEntry({ propertyId: newPropertyId() });
      await store().createEntry(entry, newBuyer(entry));
      expect(await other().eraseBuyer({ ...entry, erasedAtMs: 5 })).toBe('changed');
      expect(await store().findEntry(entry.id)).toEqual({ ...entry, erasedAtMs: 5, version: 2 });
      expect(await store().findBuyer(entry.id, 0)).toBeUndefined();
      const query = { propertyId: entry.propertyId, email: 'buyer@example.com', limit: 9 };
      expect(await store().findEntryIdsByEmail(query)).toEqual([]);
    });

    test('changes an entry that has no buyer as well', async () => {
      const entry = newEntry();
      await store().createEntry(entry);
      expect(await store().eraseBuyer({ ...entry, erasedAtMs: 5 })).toBe('changed');
      expect(await other().findEntry(entry.id)).toEqual({ ...entry, erasedAtMs: 5, version: 2 });
    });

    test('removes no record where the entry is another version now, or is not there', async () => {
      const entry = newEntry();
      expect(await store().eraseBuyer(entry)).toBe('missing');
      const buyer = newBuyer(entry);
      await store().createEntry(entry, buyer);
      await other().changeEntry(entry);
      expect(await store().eraseBuyer({ ...entry, erasedAtMs: 5 })).toBe('conflict');
      expect(await store().findBuyer(entry.id, 0)).toEqual(buyer);
    });

    test('of several that erase or write the buyer of one version at once, one does, and what is stored is its own', async () => {
      for (const _ of times(4)) {
        const entry = newEntry();
        await store().createEntry(entry, newBuyer(entry));
        const attempts = times(8).map((index) => {
          const changed = { ...entry, firstSeenAtMs: index };
          const connection = alternate(connections, index);
          if (index % 4 < 2) return connection.eraseBuyer(changed);
          return connection.changeEntry(changed, newBuyer(entry, { name: `Buyer ${index}` }));
        });
        const outcomes = await Promise.all(attempts);
        const winner = outcomes.indexOf('changed');
        expect(outcomes.filter((outcome) => outcome === 'conflict')).toHaveLength(7);
        expect(await store().findEntry(entry.id)).toMatchObject({ version: 2, firstSeenAtMs: winner });
        const name = winner % 4 < 2 ? undefined : `Buyer ${winner}`;
        expect((await store().findBuyer(entry.id, 0))?.name).toBe(name);
      }
    });
  });
}

function describeDeleteOwned({ store, other }: Connections): void {
  /** Three of each kind under a property; how many of them are still there. */
  const fill = async (propertyId: string): Promise<() => Promise<number>> => {
    const property = newProperty({ id: propertyId });
    await store().createProperty(property);
    const entries = times(3).map(() => newRefundEntry({ propertyId }));
    const clicks = times(3).map(() => newClick({ propertyId }));
    const watermarks = [newWatermark({ id: watermarkId(propertyId, 'live') })];
    for (const entry of entries) await store().createEntry(entry, newBuyer(entry));
    for (const click of clicks) await store().createClick(click);
    for (const watermark of watermarks) await store().createWatermark(watermark);
    for (const _ of times(3)) await store().putTally(newTally({ propertyId }));
    for (const day of ['2026-10-01', '2026-10-02', '2026-10-03'])
      await store().putRollup(newRollup({ propertyId, day }));
    return async () => {
      const found = [
        ...(await Promise.all(entries.map(({ id }) => other().findEntry(id)))),
        ...(await Promise.all(entries.map(({ id }) => other().findBuyer(id, 0)))),
        ...(await Promise.all(clicks.map(({ clickId }) => other().findClick(propertyId, clickId, 0)))),
        ...(await Promise.all(watermarks.map(({ id }) => other().findWatermark(id)))),
        ...(await other().listTallies(propertyId, 0)),
        ...(await listRollups(other(), propertyId)),
      ];
      return found.filter((record) => record !== undefined).length;
    };
  };

  describe('what belongs to a property', () => {
    test('is removed part by part, until nothing is left but the property itself', async () => {
      const propertyId = newPropertyId();
      const countLeft = await fill(propertyId);
      expect(await countLeft()).toBe(16);
      expect(await store().deleteOwned(propertyId, 2)).toBe(11);
      expect(await countLeft()).toBe(5);
      expect(await store().deleteOwned(propertyId, 2)).toBe(5);
      expect(await countLeft()).toBe(0);
      expect(await store().deleteOwned(propertyId, 2)).toBe(0);
      expect(await store().listEntries({ propertyId, limit: 9 })).toEqual([]);
      expect((await store().findProperty(propertyId))?.id).toBe(propertyId);
      await store().deleteProperty(propertyId);
    });

    test('is not what belongs to another, whose id may begin or sort alike', async () => {
      const propertyId = newPropertyId();
      const others = [`${propertyId}2`, `${propertyId}-`, `${propertyId}_`, propertyId.slice(0, -1)];
      const counts = await Promise.all(others.map(fill));
      await fill(propertyId);
      expect(await store().deleteOwned(propertyId, 100)).toBe(16);
      for (const countLeft of counts) expect(await countLeft()).toBe(16);
      for (const id of [propertyId, ...others]) {
        await store().deleteOwned(id, 100);
        await store().deleteProperty(id);
      }
    });

    test('is removed also where a database reserves such ids', async () => {
      const propertyId = `__${randomBytes(10).toString('hex')}__`;
      const countLeft = await fill(propertyId);
      expect(await store().deleteOwned(propertyId, 100)).toBe(16);
      expect(await countLeft()).toBe(0);
      await store().deleteProperty(propertyId);
    });

    test('an entry that is made anew afterwards begins at its first version', async () => {
      const propertyId = newPropertyId();
      const entry = newEntry({ propertyId, sessionId: 'cs_test_again', id: entryId(propertyId, 'cs_test_again') });
      await store().createEntry(entry);
      await store().changeEntry(entry);
      await other().deleteOwned(propertyId, 9);
      expect(await store().changeEntry({ ...entry, version: 2 })).toBe('missing');
      expect(await other().createEntry(entry)).toBe('created');
      expect(await store().changeEntry(entry)).toBe('changed');
    });

    test('a click is removed alone', async () => {
      const propertyId = newPropertyId();
      const [click, kept] = [newClick({ propertyId }), newClick({ propertyId })];
      for (const one of [click, kept]) await store().createClick(one);
      expect(await other().deleteClick(propertyId, click.clickId)).toBe('deleted');
      expect(await other().deleteClick(propertyId, click.clickId)).toBe('missing');
      expect(await store().findClick(propertyId, click.clickId, 0)).toBeUndefined();
      expect(await store().findClick(propertyId, kept.clickId, 0)).toEqual(kept);
    });
  });
}

function listRollups(store: Store, propertyId: string): Promise<unknown[]> {
  return store.listRollups({ propertyId, mode: 'live', fromDay: '2026-01-01', untilDay: '2026-12-31' });
}
