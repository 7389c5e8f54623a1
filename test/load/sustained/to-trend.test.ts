// A slope that one figure could bend, or that is called surer than it is, would judge wrongly.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createNoise } from './noise.ts';
import { toTrend } from './to-trend.ts';

const points = (values: readonly number[], step = 1) => values.map((value, index) => ({ at: index * step, value }));

describe('toTrend', () => {
  test('a line has its own slope, and nothing beside it', () => {
    expect(toTrend(points([5, 7, 9, 11, 13, 15, 17, 19], 10))).toEqual({ slope: 0.2, low: 0.2, high: 0.2 });
  });

  test('one figure that is out of line bends nothing', () => {
    expect(toTrend(points([10, 10, 10, 900, 10, 10, 10, 10]))).toMatchObject({ slope: 0 });
  });

  test('the more figures wobble, the less is sure', () => {
    const width = (wobble: number): number => {
      const noise = createNoise(1);
      const { low, high } = toTrend(points(Array.from({ length: 20 }, () => noise() * wobble)));
      return high - low;
    };
    expect(width(10)).toBeCloseTo(10 * width(1), 9);
    expect(width(1)).toBeGreaterThan(0);
  });

  test('the slope of a wobbling line lies within its bounds in 99 of 100 series', () => {
    let outside = 0;
    const noise = createNoise(1);
    for (let series = 0; series < 1_000; series += 1) {
      const { low, high } = toTrend(points(Array.from({ length: 12 }, (_, index) => 3 * index + noise() * 20)));
      if (low > 3 || high < 3) outside += 1;
    }
    expect(outside).toBeGreaterThan(0);
    expect(outside).toBeLessThan(20);
  });

  test('of few figures nothing is sure', () => {
    expect(toTrend(points([1, 2, 3]))).toEqual({ slope: 1, low: -Infinity, high: Infinity });
  });

  test('a single figure has none', () => {
    expect(() => toTrend(points([1]))).toThrow(RangeError);
  });

  test('the slope of any line is found, wherever it begins', () => {
    fc.assert(
      fc.property(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -500, max: 500 }), (slope, start) => {
        const line = points(Array.from({ length: 9 }, (_, index) => start + slope * index));
        expect(toTrend(line)).toEqual({ slope, low: slope, high: slope });
      }),
    );
  });
});
