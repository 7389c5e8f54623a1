// What every store promises of tallies.
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CorruptRecordError } from '../../../functions/store/errors.ts';
import { anyTally } from './arbitraries.ts';
import { newTally } from './small-records.ts';
import type { Connections } from './store-under-test.ts';

/** Declares what holds for tallies. */
export function describeTallies({ store, other, damage }: Connections): void {
  const newPropertyId = (): string => `tt_${randomBytes(10).toString('hex')}`;

  describe('tallies', () => {
    test('those of a property are listed by day, those of others are not', async () => {
      const propertyId = newPropertyId();
      const [late, early] = [newTally({ propertyId, day: '2026-11-22' }), newTally({ propertyId, day: '2026-11-21' })];
      for (const tally of [late, early, newTally({ propertyId: newPropertyId() })]) await store().putTally(tally);
      expect(await store().listTallies(propertyId, 0)).toEqual([early, late]);
      expect(await other().listTallies(propertyId, 0)).toEqual([early, late]);
    });

    test('a tally that is put again takes the place of the one before', async () => {
      const propertyId = newPropertyId();
      const tally = newTally({ propertyId });
      await store().putTally(tally);
      const grown = { ...tally, counts: { accepted: 9, too_old: 1 } };
      await store().putTally(grown);
      expect(await other().listTallies(propertyId, 0)).toEqual([grown]);
    });

    test('two instances that count on one day have a tally each', async () => {
      const propertyId = newPropertyId();
      const tallies = [newTally({ propertyId }), newTally({ propertyId })].toSorted((a, b) => (a.id < b.id ? -1 : 1));
      for (const tally of tallies) await store().putTally(tally);
      expect(await store().listTallies(propertyId, 0)).toEqual(tallies);
    });

    test('a tally is not listed from the moment that it expires', async () => {
      const propertyId = newPropertyId();
      const [short, long] = [
        newTally({ propertyId, expiresAtMs: 1_000 }),
        newTally({ propertyId, expiresAtMs: 2_000 }),
      ];
      for (const tally of [short, long]) await store().putTally(tally);
      expect(await store().listTallies(propertyId, 999)).toHaveLength(2);
      expect(await store().listTallies(propertyId, 1_000)).toEqual([long]);
      expect(await store().listTallies(propertyId, 2_000)).toEqual([]);
    });

    test('a damaged tally goes to who is told of it, or else is thrown', async () => {
      const propertyId = newPropertyId();
      const [bad, sound] = [newTally({ propertyId }), newTally({ propertyId })];
      for (const tally of [bad, sound]) await store().putTally(tally);
      await damage('tallies', bad.id, JSON.stringify({ ...bad, counts: { accepted: 'many' } }));
      await expect(store().listTallies(propertyId, 0)).rejects.toThrow(CorruptRecordError);
      const told: string[] = [];
      expect(await store().listTallies(propertyId, 0, (id) => told.push(id))).toEqual([sound]);
      expect(told).toEqual([bad.id]);
    });

    test('any tally comes back as it was', async () => {
      await fc.assert(
        fc.asyncProperty(anyTally, async (tally) => {
          await store().putTally(tally);
          expect(await other().listTallies(tally.propertyId, 0)).toContainEqual(tally);
        }),
        { numRuns: 30 },
      );
    });
  });
}
