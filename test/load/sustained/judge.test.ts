// A judge that overlooks a leak, or cries at every wobble, is worth nothing.
import { describe, expect, test } from 'vitest';
import { fillingPayments, flatBound, judgeGrowth, judgeRun } from './judge.ts';
import type { KindFigures } from './latency-windows.ts';

const wobble = [0, 3, -2, 1, -3, 2, 0, -1, 3, -2];

function rowsOf(count: number, toFigure: (index: number) => number): number[] {
  return Array.from({ length: count }, (_, index) => toFigure(index) + (wobble[index % wobble.length] ?? 0));
}

describe('judgeGrowth', () => {
  test('what wobbles around one figure is flat', () => {
    expect(
      judgeGrowth(
        'memory',
        rowsOf(20, () => 200),
        { bound: flatBound },
      ),
    ).toMatchObject({ verdict: 'good' });
  });

  test('what rises by a quarter after the warm-up has grown', () => {
    const judged = judgeGrowth(
      'memory',
      rowsOf(20, (index) => 200 + index * 4),
      { bound: flatBound },
    );
    expect(judged).toMatchObject({ verdict: 'bad', judged: 13 });
  });

  test('what rises only while caches fill is flat', () => {
    const figures = rowsOf(20, (index) => 100 + Math.min(index, 6) * 20);
    expect(judgeGrowth('memory', figures, { bound: flatBound })).toMatchObject({ verdict: 'good' });
  });

  test('what shrinks is good', () => {
    expect(
      judgeGrowth(
        'p50',
        rowsOf(20, (index) => 200 - index * 5),
        { bound: 0 },
      ),
    ).toMatchObject({ verdict: 'good' });
  });

  test('growth by less than anybody notices is good, whatever share it is', () => {
    const figures = Array.from({ length: 12 }, (_, index) => 1 + index / 4);
    expect(judgeGrowth('p50', figures, { bound: 0.5, quiet: 5 })).toMatchObject({ verdict: 'good' });
    expect(judgeGrowth('p50', figures, { bound: 0.5 })).toMatchObject({ verdict: 'bad' });
  });

  test('too few rows are not judged, and it is said how many it takes', () => {
    expect(judgeGrowth('memory', [1, 2, 3], { bound: 0 })).toEqual({
      about: 'memory',
      verdict: 'too_short',
      needed: 7,
    });
    expect(
      judgeGrowth(
        'memory',
        rowsOf(20, () => 1),
        { bound: 0, fillingRows: 15 },
      ),
    ).toMatchObject({ needed: 21 });
  });
});

describe('judgeRun', () => {
  const figures: KindFigures = { requests: 100, errors: 0, p50Ms: 4, p95Ms: 8, p99Ms: 12, maxMs: 40 };
  const megabyte = 1_000_000;
  const [windowMs, paymentsPerSecond] = [30_000, 100];

  test('a kilobyte that stays of each payment, on the heap or not, shows in ten minutes', () => {
    const memory = Array.from({ length: 20 }, (_, index) => ({
      rss: 180 * megabyte + index * 30 * paymentsPerSecond * 1_000,
    }));
    const verdicts = judgeRun({ memory, latency: [], windowMs, paymentsPerSecond });
    expect(verdicts.map(({ about, verdict }) => [about, verdict])).toEqual([['memory (RSS)', 'bad']]);
  });

  test('memory is not judged before the caches are full', () => {
    const memory = Array.from({ length: 12 }, () => ({ rss: 180 * megabyte }));
    const slow = { memory, latency: [], windowMs, paymentsPerSecond: fillingPayments / 300 };
    expect(judgeRun(slow)[0]).toMatchObject({ verdict: 'too_short', needed: 16 });
  });

  test('each kind of request is judged for itself, by its middle and by its tail', () => {
    const latency = Array.from({ length: 20 }, (_, index) => ({
      click: figures,
      lookup: { ...figures, p99Ms: 12 + index * 10 },
    }));
    const verdicts = judgeRun({ memory: [], latency, windowMs, paymentsPerSecond }).slice(1);
    expect(verdicts.map(({ about, verdict }) => [about, verdict])).toEqual([
      ['p50 of click', 'good'],
      ['p99 of click', 'good'],
      ['p50 of lookup', 'good'],
      ['p99 of lookup', 'bad'],
    ]);
  });
});
