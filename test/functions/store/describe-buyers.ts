// What every store promises of buyers, which are written together with their entry or not at all.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyBuyerOf, anyEntry } from './arbitraries.ts';
import { newEntry } from './records.ts';
import { newBuyer } from './small-records.ts';
import { alternate, type Connections, times } from './store-under-test.ts';

/** Declares what holds for buyers. */
export function describeBuyers(connections: Connections): void {
  const { store, other } = connections;

  describe('buyers', () => {
    test('a buyer who came with a new entry is found on every connection', async () => {
      const entry = newEntry();
      const buyer = newBuyer(entry);
      expect(await store().createEntry(entry, buyer)).toBe('created');
      expect(await store().findBuyer(entry.id, 0)).toEqual(buyer);
      expect(await other().findBuyer(entry.id, 0)).toEqual(buyer);
    });

    test('a buyer who came with a change replaces the one before', async () => {
      const entry = newEntry();
      await store().createEntry(entry, newBuyer(entry));
      const later = newBuyer(entry, { email: 'later@example.com', address: null });
      expect(await other().changeEntry(entry, later)).toBe('changed');
      expect(await store().findBuyer(entry.id, 0)).toEqual(later);
    });

    test('a change without a buyer keeps the one who is there', async () => {
      const entry = newEntry();
      const buyer = newBuyer(entry);
      await store().createEntry(entry, buyer);
      await store().changeEntry(entry);
      expect(await store().findBuyer(entry.id, 0)).toEqual(buyer);
    });

    test('an entry without a buyer has none', async () => {
      const entry = newEntry();
      await store().createEntry(entry);
      expect(await store().findBuyer(entry.id, 0)).toBeUndefined();
    });

    test('a buyer is not there from the moment that the record expires', async () => {
      const entry = newEntry();
      const buyer = newBuyer(entry);
      await store().createEntry(entry, buyer);
      expect(await store().findBuyer(entry.id, buyer.expiresAtMs - 1)).toEqual(buyer);
      expect(await store().findBuyer(entry.id, buyer.expiresAtMs)).toBeUndefined();
    });

    test('where the entry is there already, its buyer stays too', async () => {
      const entry = newEntry();
      await store().createEntry(entry);
      expect(await other().createEntry(entry, newBuyer(entry))).toBe('exists');
      expect(await store().findBuyer(entry.id, 0)).toBeUndefined();
    });

    test('where the change is refused, the buyer is not written either', async () => {
      const entry = newEntry();
      expect(await store().changeEntry(entry, newBuyer(entry))).toBe('missing');
      expect(await store().findBuyer(entry.id, 0)).toBeUndefined();
      const buyer = newBuyer(entry);
      await store().createEntry(entry, buyer);
      await other().changeEntry(entry);
      expect(await store().changeEntry(entry, newBuyer(entry, { email: 'late@example.com' }))).toBe('conflict');
      expect(await store().findBuyer(entry.id, 0)).toEqual(buyer);
    });

    test('of many that create one entry at once, the one stored has its own buyer', async () => {
      const entry = newEntry();
      const create = (index: number): Promise<string> =>
        alternate(connections, index).createEntry({ ...entry, firstSeenAtMs: index }, namedBuyer(entry, index));
      const outcomes = await Promise.all(times(12).map(create));
      const winner = outcomes.indexOf('created');
      expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1);
      expect((await store().findEntry(entry.id))?.firstSeenAtMs).toBe(winner);
      expect((await store().findBuyer(entry.id, 0))?.name).toBe(`Buyer ${winner}`);
    });

    test('of many that change one version at once, the one stored has its own buyer', async () => {
      const entry = newEntry();
      await store().createEntry(entry);
      const change = (index: number): Promise<string> =>
        alternate(connections, index).changeEntry({ ...entry, firstSeenAtMs: index }, namedBuyer(entry, index));
      const outcomes = await Promise.all(times(12).map(change));
      const winner = outcomes.indexOf('changed');
      expect(outcomes.filter((outcome) => outcome === 'conflict')).toHaveLength(11);
      expect(await store().findEntry(entry.id)).toMatchObject({ version: 2, firstSeenAtMs: winner });
      expect((await store().findBuyer(entry.id, 0))?.name).toBe(`Buyer ${winner}`);
    });

    test('any buyer comes back as it was', async () => {
      const anyPair = anyEntry.chain((entry) => fc.tuple(fc.constant(entry), anyBuyerOf(entry)));
      await fc.assert(
        fc.asyncProperty(anyPair, async ([entry, buyer]) => {
          fc.pre((await store().findEntry(entry.id)) === undefined);
          expect(await store().createEntry(entry, buyer)).toBe('created');
          expect(await other().findBuyer(entry.id, 0)).toEqual(buyer);
          expect(await other().findEntry(entry.id)).toEqual(entry);
        }),
        { numRuns: 50, endOnFailure: true },
      );
    });
  });
}

function namedBuyer(entry: { id: string; propertyId: string }, index: number): ReturnType<typeof newBuyer> {
  return newBuyer(entry, { name: `Buyer ${index}` });
}
