// A server that keeps something of every entry or property would fall over where a shop is large.
import { describe, expect, test } from 'vitest';
import { type FigureName, figureNames, type GrowthRow } from './growth-row.ts';
import { judgeMemory, processMegabytes } from './judge-memory.ts';

function row(properties: number, entries: number, live: number, rss = 200): GrowthRow {
  const figures = Object.fromEntries(figureNames.map((name) => [name, 10])) as Record<FigureName, number>;
  return { properties, entries, figures: { ...figures, 'live MB': live, 'RSS MB': rss } };
}

const tooMuch = (...rows: GrowthRow[]): string[] =>
  judgeMemory(rows).flatMap(({ sentence, isTooMuch }) => (isTooMuch ? [sentence] : []));

describe('judgeMemory', () => {
  test('a million entries that lie in the store cost nothing', () => {
    const rows = [row(100, 1_000, 40), row(100, 1_000_000, 42)];
    expect(judgeMemory(rows).map(({ sentence }) => sentence)).toEqual([
      'of each entry more 2.0 bytes stay in memory, from 100 properties, 1000 entries to 100 properties, 1000000 entries; at most 8, beside 10 MB in all',
      'the largest process came to 200 MB, at 100 properties, 1000 entries; with all functions and SQLite in it, at most 800',
    ]);
    expect(tooMuch(...rows)).toEqual([]);
  });

  test('a number kept of each of a million entries is too much', () => {
    expect(tooMuch(row(100, 1_000, 40), row(100, 1_000_000, 60))).toEqual([
      expect.stringMatching(/^of each entry more 20\.0 bytes/),
    ]);
  });

  test('a property that is kept whole is too much where there are ten thousand', () => {
    expect(tooMuch(row(1, 1_000, 40), row(10_000, 1_000, 65))).toEqual([]);
    expect(tooMuch(row(1, 1_000, 40), row(10_000, 1_000, 90))).toEqual([
      expect.stringMatching(/^of each property more 5000\.5 bytes/),
    ]);
  });

  test('a process that a small machine could not hold is too much, at whatever size it was', () => {
    const large = row(100, 100_000, 40, processMegabytes + 1);
    expect(tooMuch(row(100, 1_000, 40), large, row(100, 1_000_000, 40))).toEqual([
      'the largest process came to 801 MB, at 100 properties, 100000 entries; with all functions and SQLite in it, at most 800',
    ]);
  });

  test('what shrinks is fine', () => {
    expect(tooMuch(row(100, 1_000, 60), row(100, 1_000_000, 40))).toEqual([]);
  });

  test('no rows tell nothing', () => {
    expect(judgeMemory([])).toEqual([]);
  });
});
