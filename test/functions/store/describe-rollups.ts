// What every store promises of daily roll-ups.
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DailyRollup } from '../../../functions/rules/daily-rollup.ts';
import { CorruptRecordError } from '../../../functions/store/errors.ts';
import type { RollupQuery } from '../../../functions/store/store.ts';
import { anyRollup } from './console-arbitraries.ts';
import { newRollup } from './small-records.ts';
import type { Connections } from './store-under-test.ts';

/** Declares what holds for roll-ups. */
export function describeRollups({ store, other, damage }: Connections): void {
  const newPropertyId = (): string => `tt_${randomBytes(10).toString('hex')}`;
  const list = (propertyId: string, query: Partial<RollupQuery> = {}): Promise<DailyRollup[]> =>
    other().listRollups({ propertyId, mode: 'live', fromDay: '2026-01-01', untilDay: '2026-12-31', ...query });

  describe('roll-ups', () => {
    test('those of a property and mode come by day, from the first day to the last, both included', async () => {
      const propertyId = newPropertyId();
      const [first, second, third] = ['2026-09-30', '2026-10-01', '2026-11-15'].map((day) =>
        newRollup({ propertyId, day }),
      );
      if (!(first && second && third)) throw new Error('There are not three.');
      const others = [
        newRollup({ propertyId, day: '2026-10-01', mode: 'test' }),
        newRollup({ propertyId: newPropertyId(), day: '2026-10-01' }),
        newRollup({ propertyId, day: '2025-12-31' }),
        newRollup({ propertyId, day: '2027-01-01' }),
      ];
      for (const rollup of [third, first, second, ...others]) await store().putRollup(rollup);
      expect(await list(propertyId)).toEqual([first, second, third]);
      expect(await list(propertyId, { fromDay: '2026-10-01', untilDay: '2026-11-15' })).toEqual([second, third]);
      expect(await list(propertyId, { fromDay: '2026-10-02', untilDay: '2026-11-14' })).toEqual([]);
      expect(await list(propertyId, { mode: 'test' })).toEqual(others.slice(0, 1));
    });

    test('a roll-up that is put again takes the place of the one of its day', async () => {
      const propertyId = newPropertyId();
      const rollup = newRollup({ propertyId, day: '2026-10-01' });
      await store().putRollup(rollup);
      const anew = { ...rollup, purchases: 9, computedAtMs: rollup.computedAtMs + 1 };
      await store().putRollup(anew);
      expect(await list(propertyId)).toEqual([anew]);
    });

    test('a damaged one goes to who is told of it, or else is thrown', async () => {
      const propertyId = newPropertyId();
      const [bad, sound] = [newRollup({ propertyId, day: '2026-10-01' }), newRollup({ propertyId, day: '2026-10-02' })];
      for (const rollup of [bad, sound]) await store().putRollup(rollup);
      await damage('rollups', bad.id, JSON.stringify({ ...bad, purchases: -1 }));
      await expect(list(propertyId)).rejects.toThrow(CorruptRecordError);
      const query = { propertyId, mode: 'live', fromDay: '2026-10-01', untilDay: '2026-10-31' } as const;
      const told: string[] = [];
      expect(await store().listRollups(query, (id) => told.push(id))).toEqual([sound]);
      expect(told).toEqual([bad.id]);
    });

    test('any roll-up comes back as it was', async () => {
      await fc.assert(
        fc.asyncProperty(anyRollup, async (rollup) => {
          await store().putRollup(rollup);
          const { propertyId, mode, day } = rollup;
          expect(await list(propertyId, { mode, fromDay: day, untilDay: day })).toEqual([rollup]);
        }),
        { numRuns: 30 },
      );
    });
  });
}
