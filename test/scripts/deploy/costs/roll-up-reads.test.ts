// What adding days up costs in reads.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countRollUpReads } from '../../../../scripts/deploy/costs/roll-up-reads.ts';

const pace = { everyMs: 300_000, restPerEntryMs: 100, longestRestMs: 3_600_000 };

describe('countRollUpReads', () => {
  test('a small day is read every five minutes, half full on average', () => {
    // 288 times, with 0, 1, 2 … 287 entries.
    expect(countRollUpReads(288, pace)).toBeCloseTo((288 * 287) / 2);
  });

  test('a large day is read less often, so that ten entries a second are never exceeded', () => {
    expect(countRollUpReads(30_000, pace)).toBeLessThan(864_000);
    expect(countRollUpReads(30_000, pace)).toBeLessThan(countRollUpReads(30_000, { ...pace, restPerEntryMs: 0 }) / 4);
  });

  test('a huge day is read every hour all the same', () => {
    // 24 times, at full hours after the first minutes.
    expect(countRollUpReads(100_000_000, pace)).toBeGreaterThan(10 * 100_000_000);
  });

  test('a day without entries costs nothing, and more entries never fewer reads', () => {
    expect(countRollUpReads(0, pace)).toBe(0);
    fc.assert(
      fc.property(fc.nat(30_000), (some) => {
        expect(countRollUpReads(2 * some, pace)).toBeGreaterThanOrEqual(countRollUpReads(some, pace));
      }),
    );
  });
});
