// The arithmetic behind every figure of the benches.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judge, toMedian, toPercentile, toRatio } from './statistics.ts';

const figure = fc.double({ min: 1e-3, max: 1e6, noNaN: true });

describe('toMedian', () => {
  test('an odd number of values gives the middle one, whatever their order', () => {
    expect(toMedian([9, 1, 5])).toBe(5);
  });

  test('an even number of values gives the mean of the two middle ones', () => {
    expect(toMedian([10, 1, 2, 4])).toBe(3);
  });

  test('half of the values lie on either side', () => {
    fc.assert(
      fc.property(fc.array(figure, { minLength: 1 }), (values) => {
        const median = toMedian(values);
        const half = values.length / 2;
        expect(values.filter((value) => value < median).length).toBeLessThanOrEqual(half);
        expect(values.filter((value) => value > median).length).toBeLessThanOrEqual(half);
      }),
    );
  });

  test('the values keep their order', () => {
    const values = [3, 1, 2];
    toMedian(values);
    expect(values).toEqual([3, 1, 2]);
  });

  test('no values are refused', () => {
    expect(() => toMedian([])).toThrow(RangeError);
  });
});

describe('toPercentile', () => {
  test('the 99th percentile of 1 to 200 is 198', () => {
    const values = Array.from({ length: 200 }, (_, index) => 200 - index);
    expect(toPercentile(values, 0.99)).toBe(198);
  });

  test('numbers are sorted as numbers', () => {
    expect(toPercentile([9, 10, 100], 1)).toBe(100);
  });

  test('the share 0 gives the smallest value', () => {
    expect(toPercentile([7, 3, 5], 0)).toBe(3);
  });

  test('at least that share does not exceed it, and a smaller value would not do', () => {
    const share = fc.double({ min: 0.01, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(figure, { minLength: 1 }), share, (values, wanted) => {
        const percentile = toPercentile(values, wanted);
        const needed = Math.ceil(values.length * wanted);
        expect(values).toContain(percentile);
        expect(values.filter((value) => value <= percentile).length).toBeGreaterThanOrEqual(needed);
        expect(values.filter((value) => value < percentile).length).toBeLessThan(needed);
      }),
    );
  });

  test('no values are refused', () => {
    expect(() => toPercentile([], 0.5)).toThrow(RangeError);
  });
});

describe('toRatio', () => {
  test('the median is that of the single ratios, not the ratio of the medians', () => {
    const pairs = [
      { ours: 10, baseline: 10 },
      { ours: 20, baseline: 10 },
      { ours: 90, baseline: 30 },
    ];
    expect(toRatio(pairs)).toEqual({ median: 2, lowest: 1, highest: 3 });
  });

  test('a machine that slows both sides of a pair down leaves the ratio as it is', () => {
    const slowdown = fc.array(figure, { minLength: 1 });
    fc.assert(
      fc.property(slowdown, (factors) => {
        const { median } = toRatio(factors.map((factor) => ({ ours: 3 * factor, baseline: 2 * factor })));
        expect(median).toBeCloseTo(1.5, 10);
      }),
    );
  });

  test.each([[{ ours: 1, baseline: 0 }], [{ ours: 0, baseline: 1 }], [{ ours: Number.NaN, baseline: 1 }]])(
    'the pair %o is refused',
    (pair) => {
      expect(() => toRatio([pair])).toThrow(RangeError);
    },
  );

  test('no pairs are refused', () => {
    expect(() => toRatio([])).toThrow(RangeError);
  });
});

describe('judge', () => {
  test('a ratio exactly at its goal meets it', () => {
    expect(judge(1, { atLeast: 1 })).toEqual({ kind: 'met' });
    expect(judge(1.3, { atMost: 1.3 })).toEqual({ kind: 'met' });
  });

  test('a ratio below a lower bound misses it by the missing share', () => {
    expect(judge(0.5, { atLeast: 1 })).toEqual({ kind: 'missed', by: 0.5 });
    expect(judge(2, { atLeast: 1 })).toEqual({ kind: 'met' });
  });

  test('a ratio above an upper bound misses it by the share that is too much', () => {
    expect(judge(3, { atMost: 1.5 })).toEqual({ kind: 'missed', by: 1 });
    expect(judge(1, { atMost: 1.5 })).toEqual({ kind: 'met' });
  });

  test('without a goal the ratio is only reported', () => {
    expect(judge(7, undefined)).toEqual({ kind: 'reported' });
  });
});
