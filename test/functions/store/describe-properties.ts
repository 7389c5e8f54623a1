// What every store promises of properties.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyProperty, anyPropertyId } from './any-property.ts';
import { newProperty } from './records.ts';
import type { Connections } from './store-under-test.ts';

/** Declares what holds for properties. */
export function describeProperties({ store, other }: Connections): void {
  describe('properties', () => {
    test('the list is empty at first', async () => {
      expect(await store().listProperties()).toEqual([]);
    });

    test('a created property is found on every connection', async () => {
      const property = newProperty();
      expect(await store().createProperty(property)).toBe('created');
      expect(await store().findProperty(property.id)).toEqual(property);
      expect(await other().findProperty(property.id)).toEqual(property);
    });

    test('a change is stored under the next version and answers "changed"', async () => {
      const property = newProperty();
      await store().createProperty(property);
      expect(await store().changeProperty({ ...property, name: 'Renamed' })).toBe('changed');
      expect(await other().findProperty(property.id)).toEqual({ ...property, name: 'Renamed', version: 2 });
    });

    test('a change of the next version follows without a read in between', async () => {
      const property = newProperty();
      await store().createProperty(property);
      await store().changeProperty(property);
      expect(await store().changeProperty({ ...property, version: 2 })).toBe('changed');
      expect((await store().findProperty(property.id))?.version).toBe(3);
    });

    test('properties are listed oldest first, those of one moment by id', async () => {
      const id = (letter: string): string => `list_${letter}${'0'.repeat(15)}`;
      const made = [
        newProperty({ id: id('c'), createdAtMs: 30 }),
        newProperty({ id: id('B'), createdAtMs: 20 }),
        newProperty({ id: id('b'), createdAtMs: 20 }),
        newProperty({ id: id('_'), createdAtMs: 20 }),
        newProperty({ id: id('a'), createdAtMs: 1_800_000_000_000 }),
      ];
      for (const property of made) await store().createProperty(property);
      const listed = (await store().listProperties())
        .map((property) => property.id)
        .filter((key) => /^list_/.test(key));
      expect(listed).toEqual(['B', '_', 'b', 'c', 'a'].map(id));
    });

    test('a list of hundreds is whole and in order', async () => {
      const made = Array.from({ length: 350 }, (_, index) =>
        newProperty({ createdAtMs: 100 + (index % 7), name: 'Many' }),
      );
      // In parts, because every single write has a deadline that a crowd on a slow machine would miss.
      for (let from = 0; from < made.length; from += 50) {
        await Promise.all(made.slice(from, from + 50).map((property) => store().createProperty(property)));
      }
      const listed = (await store().listProperties()).filter(({ name }) => name === 'Many');
      expect(listed).toEqual(made.toSorted((a, b) => a.createdAtMs - b.createdAtMs || (a.id < b.id ? -1 : 1)));
    });

    test('a changed property is listed as it is now and where it was', async () => {
      const [first] = await store().listProperties();
      if (!first) throw new Error('The list is empty.');
      await store().changeProperty({ ...first, name: 'Changed in place' });
      expect((await store().listProperties())[0]).toEqual({
        ...first,
        name: 'Changed in place',
        version: first.version + 1,
      });
    });

    test('a taken id answers "exists" and keeps what is there', async () => {
      const property = newProperty();
      await store().createProperty(property);
      expect(await other().createProperty({ ...property, name: 'Another' })).toBe('exists');
      expect(await store().findProperty(property.id)).toEqual(property);
    });

    test('a deleted property is gone, and its id is free again', async () => {
      const property = newProperty();
      await store().createProperty(property);
      expect(await other().deleteProperty(property.id)).toBe('deleted');
      expect(await store().findProperty(property.id)).toBeUndefined();
      expect(await store().changeProperty(property)).toBe('missing');
      expect(await store().createProperty(property)).toBe('created');
    });

    test('a property that is not there is undefined, and cannot be changed or deleted', async () => {
      await fc.assert(
        fc.asyncProperty(anyPropertyId, async (id) => {
          expect(await store().findProperty(id)).toBeUndefined();
          expect(await store().changeProperty(newProperty({ id }))).toBe('missing');
          expect(await store().deleteProperty(id)).toBe('missing');
        }),
        { numRuns: 20 },
      );
    });

    test('any property comes back as it was', async () => {
      await fc.assert(
        fc.asyncProperty(anyProperty, async (property) => {
          await store().deleteProperty(property.id);
          expect(await store().createProperty(property)).toBe('created');
          expect(await other().findProperty(property.id)).toEqual(property);
        }),
        { numRuns: 50 },
      );
    });
  });
}
