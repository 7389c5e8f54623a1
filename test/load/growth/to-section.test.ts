// How growth becomes a part of the page of figures.
import { describe, expect, test } from 'vitest';
import { type FigureName, figureNames, type GrowthRow } from './growth-row.ts';
import { toGrowthSection } from './to-section.ts';

const run = { command: 'npm run load -- growth', now: Date.UTC(2026, 10, 22) };

function row(properties: number, entries: number, lookupMs: number): GrowthRow {
  const figures = Object.fromEntries(figureNames.map((name) => [name, 10])) as Record<FigureName, number>;
  return { properties, entries, figures: { ...figures, 'lookup p50': lookupMs } };
}

describe('toGrowthSection', () => {
  test('the sizes of all series stand beside each other, each against the smallest of its own', () => {
    const section = toGrowthSection([[row(100, 1_000, 10), row(100, 2_000, 15)], [row(1, 1_000, 5)]], run);
    expect(section).toMatchObject({ key: 'growth-sqlite', command: 'npm run load -- growth', missed: [] });
    expect(section.columns).toEqual([
      'what',
      '100 properties, 1000 entries',
      '100 properties, 2000 entries',
      '1 properties, 1000 entries',
    ]);
    expect(section.rows[0]).toEqual(['lookup p50', '10.0 (1.00×)', '15.0 (1.50×)', '5.00 (1.00×)']);
    expect(section.rows).toHaveLength(figureNames.length);
  });

  test('what grew too much is told', () => {
    const { missed } = toGrowthSection([[row(1, 1_000, 10), row(10_000, 1_000, 40)]], run);
    expect(missed).toEqual([expect.stringContaining('lookup p50 grew to 4.0×')]);
  });

  test('what stays in memory is told, and too much of it is a fault', () => {
    const large = row(1, 1_000_000, 10);
    const heavy = { ...large, figures: { ...large.figures, 'live MB': 110 } };
    const { missed, notes } = toGrowthSection([[row(1, 1_000, 10), heavy]], run);
    expect(missed).toEqual([expect.stringMatching(/^of each entry more 100\.1 bytes stay in memory/)]);
    expect(notes).toEqual(expect.arrayContaining([...missed]));
  });
});
