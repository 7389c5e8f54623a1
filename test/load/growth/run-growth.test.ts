// A growth run on small stores: every question is asked of each size and rightly answered.
import { describe, expect, test } from 'vitest';
import { figureNames } from './growth-row.ts';
import { runGrowth } from './run-growth.ts';

describe('runGrowth', () => {
  test('two sizes are filled, asked and measured', { timeout: 120_000 }, async () => {
    const sizes = [
      { properties: 1, entries: 20 },
      { properties: 5, entries: 600 },
    ];
    const rows = await runGrowth({ sizes, rounds: 1, requestsPerRound: 5, onProgress: () => undefined });
    expect(rows.map(({ properties, entries }) => ({ properties, entries }))).toEqual(sizes);
    for (const { figures } of rows) {
      for (const name of figureNames) expect(figures[name]).toBeGreaterThan(0);
    }
    expect(rows[1]?.figures['file MB']).toBeGreaterThan(rows[0]?.figures['file MB'] ?? Number.POSITIVE_INFINITY);
  });
});
