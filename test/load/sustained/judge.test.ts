// A judge that overlooks growth, or cries at every wobble, is worth nothing.
import { describe, expect, test } from 'vitest';
import { judgeGrowth, judgeRun, wanderBound } from './judge.ts';
import type { KindFigures } from './latency-windows.ts';

const wobble = [0, 3, -2, 1, -3, 2, 0, -1, 3, -2];
const bounds = { bound: 0.1, warmUpShare: 1 / 3 };

function rowsOf(count: number, toFigure: (index: number) => number): number[] {
  return Array.from({ length: count }, (_, index) => toFigure(index) + (wobble[index % wobble.length] ?? 0));
}

describe('judgeGrowth', () => {
  test('what wobbles around one figure is flat', () => {
    const figures = rowsOf(20, () => 200);
    expect(judgeGrowth('p50', figures, bounds)).toMatchObject({ verdict: 'good', judged: 13 });
  });

  test('what rises by a quarter after the warm-up has grown', () => {
    const figures = rowsOf(20, (index) => 200 + index * 4);
    const judgement = judgeGrowth('p50', figures, bounds);
    expect(judgement).toMatchObject({ verdict: 'bad', judged: 13, low: expect.any(Number) });
    if (judgement.verdict === 'too_short') throw new Error('It was judged.');
    expect(judgement.low).toBeGreaterThan(0.1);
    expect(judgement.high).toBeGreaterThanOrEqual(judgement.growth);
  });

  test('what rises only while the server warms up is flat, and grows where that belongs to it', () => {
    const figures = rowsOf(20, (index) => 100 + Math.min(index, 6) * 20);
    expect(judgeGrowth('p50', figures, bounds)).toMatchObject({ verdict: 'good' });
    expect(judgeGrowth('p50', figures.slice(0, 8), { bound: 0.1 })).toMatchObject({ verdict: 'bad' });
  });

  test('a few stretches on a busy machine are no growth, and it is said that it cannot be told', () => {
    const figures = [...rowsOf(7, () => 26), 26, 24, 28, 25, 27, 23, 26, 44, 30, 52, 59, 48, 59];
    expect(judgeGrowth('p99', figures, { ...bounds, bound: 0.6, quiet: 5 })).toMatchObject({ verdict: 'unclear' });
  });

  test('what shrinks is good', () => {
    const figures = rowsOf(20, (index) => 200 - index * 5);
    expect(judgeGrowth('p50', figures, { ...bounds, bound: 0 })).toMatchObject({ verdict: 'good' });
  });

  test('growth by less than anybody notices is good, whatever share it is', () => {
    const figures = Array.from({ length: 12 }, (_, index) => 1 + index / 4);
    expect(judgeGrowth('p50', figures, { bound: 0.5, quiet: 5 })).toMatchObject({ verdict: 'good' });
    expect(judgeGrowth('p50', figures, { bound: 0.5 })).toMatchObject({ verdict: 'bad' });
  });

  test('too few rows are not judged, and it is said how many it takes', () => {
    const steep = (count: number): number[] => Array.from({ length: count }, (_, index) => 1 + index * 100);
    expect(judgeGrowth('p50', steep(11), bounds)).toEqual({ about: 'p50', verdict: 'too_short', needed: 12 });
    expect(judgeGrowth('p50', steep(12), bounds)).toMatchObject({ verdict: 'bad', judged: 8 });
    expect(judgeGrowth('memory', steep(7), { bound: 0 })).toMatchObject({ needed: 8 });
    expect(judgeGrowth('memory', steep(8), { bound: 0 })).toMatchObject({ verdict: 'bad', judged: 8 });
  });
});

describe('judgeRun', () => {
  const figures: KindFigures = { requests: 100, errors: 0, p50Ms: 4, p95Ms: 8, p99Ms: 12, maxMs: 40 };
  const toMemory = (megabytes: readonly number[]) => megabytes.map((rss) => ({ rss: rss * 1e6 }));

  test('a process that wanders by a quarter is let pass, and one that doubles is not', () => {
    const wandering = toMemory(rowsOf(20, (index) => 330 + index * 4.5));
    expect(judgeRun({ memory: wandering, latency: [] })).toMatchObject([{ verdict: 'good', bound: wanderBound }]);
    const doubling = toMemory(rowsOf(20, (index) => 300 + index * 16));
    expect(judgeRun({ memory: doubling, latency: [] })).toMatchObject([{ about: 'memory (RSS)', verdict: 'bad' }]);
  });

  test('memory is judged from the first row, because the caches are full by then', () => {
    const memory = toMemory(rowsOf(20, (index) => (index < 10 ? 200 + index * 20 : 400)));
    expect(judgeRun({ memory, latency: [] })).toMatchObject([{ judged: 20 }]);
  });

  test('each kind of request is judged for itself, by its middle and by its tail', () => {
    const latency = Array.from({ length: 20 }, (_, index) => ({
      click: figures,
      lookup: { ...figures, p99Ms: 12 + index * 10 },
    }));
    const verdicts = judgeRun({ memory: [], latency }).slice(1);
    expect(verdicts.map(({ about, verdict }) => [about, verdict])).toEqual([
      ['p50 of click', 'good'],
      ['p99 of click', 'good'],
      ['p50 of lookup', 'good'],
      ['p99 of lookup', 'bad'],
    ]);
  });
});
