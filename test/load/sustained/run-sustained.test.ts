// A short load on real processes: everything is answered, and the server tells what it uses.
import { describe, expect, test } from 'vitest';
import { mostEntryWrites } from '../limits-text.ts';
import { requestKinds } from './arrivals.ts';
import { isSound, toJsonLines, toReportText } from './report.ts';
import { runSustained, type SustainedWish } from './run-sustained.ts';

const wish: SustainedWish = {
  ...{ store: 'sqlite', paymentsPerSecond: 10, durationMs: 6_000, windowMs: 1_000, seed: 1, rushLookups: 80 },
  ...{ fillingPayments: 150, leakBytes: 0 },
  onProgress: () => undefined,
};

describe('runSustained', () => {
  test('a server bears a small load without a wrong answer', { timeout: 90_000 }, async () => {
    const result = await runSustained(wish);
    expect(result.load.firstError).toBeUndefined();
    expect(result.load.errors).toBe(0);
    for (const kind of requestKinds) {
      expect(result.load.rows.some((row) => (row[kind]?.requests ?? 0) > 0)).toBe(true);
    }
    expect(result.uses.length).toBeGreaterThan(2);
    for (const { rss, live, heapUsed } of result.uses) {
      expect(rss).toBeGreaterThan(heapUsed);
      expect(live).toBeLessThan(rss);
    }
    expect(result.uses.at(-1)?.requests).toBeGreaterThan((result.uses[0]?.requests ?? 0) + 50);
    expect(result.stripe.total).toBeGreaterThan(10);
    expect(result.budget.rush).toMatchObject({ asked: 80 });
    expect(result.budget.rush.answered).toBeGreaterThan(0);
    expect(result.budget.mostInSecond).toBeGreaterThan(0);
    expect(result.budget.mostInSecond).toBeLessThanOrEqual(result.budget.allowed);
    expect(result.file?.bytes).toBeGreaterThan(100_000);
    // The page of limits computes with it.
    expect(result.file?.mostEntryWrites).toBeGreaterThan(1);
    expect(result.file?.mostEntryWrites).toBeLessThanOrEqual(mostEntryWrites);
    expect(toReportText(result, wish)).toContain('memory (RSS): ');
    const last: unknown = JSON.parse(toJsonLines(result, wish).at(-1) ?? '');
    expect(last).toMatchObject({ errors: 0, asked: { paymentsPerSecond: 10 }, isSound: isSound(result, wish) });
  });

  test('a server that keeps something of each request is found out', { timeout: 90_000 }, async () => {
    const leaky = { ...wish, windowMs: 400, fillingPayments: 0, leakBytes: 100_000 };
    const result = await runSustained(leaky);
    expect(result.leak.verdict).toBe('bad');
    expect(isSound(result, leaky)).toBe(false);
    expect(toReportText(result, leaky)).toMatch(/what is live: LEAKS, \d+ bytes a request/);
  });
});
