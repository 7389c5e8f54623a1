// Figures that are joined or compared wrongly would hide what grows.
import { describe, expect, test } from 'vitest';
import { type GrowthRow, joinRounds, listGrown, toGrowthTable } from './growth-row.ts';

const even: GrowthRow['figures'] = {
  'lookup p50': 10,
  'lookup p99': 10,
  'webhook p50': 10,
  'webhook p99': 10,
  'list page p50': 10,
  'sending sweep p50': 10,
  'quiet sweep p50': 10,
  'first sweeps ms': 10,
  'RSS MB': 10,
  'live MB': 10,
  'file MB': 10,
};

function row(entries: number, figures: Partial<GrowthRow['figures']> = {}): GrowthRow {
  return { properties: 100, entries, figures: { ...even, ...figures } };
}

describe('joinRounds', () => {
  test('each figure is the median of the rounds', () => {
    const rounds = [1, 9, 2].map((value) => ({ 'lookup p50': value, 'RSS MB': 100 + value }));
    expect(joinRounds(rounds)).toEqual({ 'lookup p50': 2, 'RSS MB': 102 });
  });

  test('no rounds have none', () => {
    expect(() => joinRounds([])).toThrow(RangeError);
  });
});

describe('listGrown', () => {
  test('a question that takes three times as long is told with both sizes', () => {
    expect(listGrown([row(1_000), row(1_000_000, { 'lookup p50': 30 })])).toEqual([
      'lookup p50 grew to 3.0× from 100 properties, 1000 entries to 100 properties, 1000000 entries; at most 2×',
    ]);
  });

  test('what takes less than twice as long has not grown', () => {
    expect(listGrown([row(1_000), row(1_000_000, { 'lookup p50': 19 })])).toEqual([]);
  });

  test('a file grows with what is in it, and that is no fault', () => {
    expect(listGrown([row(1_000), row(1_000_000, { 'file MB': 9_000, 'RSS MB': 200 })])).toEqual([]);
  });

  test('milliseconds of the machine are let off', () => {
    const [small, large] = [row(1_000, { 'webhook p50': 1 }), row(1_000_000, { 'webhook p50': 5 })];
    expect(listGrown([small, large])).toEqual([]);
  });
});

describe('toGrowthTable', () => {
  test('each size stands beside the smallest, as a multiple of it', () => {
    const table = toGrowthTable([row(1_000), row(1_000_000, { 'file MB': 2_500 })]);
    expect(table).toMatch(/^file MB +10\.0 \(1\.00×\) +2500 \(250×\)$/m);
    expect(table).toContain('100 properties, 1000000 entries');
  });
});
