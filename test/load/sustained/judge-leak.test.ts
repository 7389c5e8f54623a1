// A leak of a few hundred bytes a request is found in minutes, a wobble of megabytes is none, and what cannot be told is not called flat.
import { describe, expect, test } from 'vitest';
import { judgeLeak, type LiveRow, overlookedBytes, toleratedBytes } from './judge-leak.ts';
import { createNoise } from './noise.ts';

/** How far live memory swings around its line, in bytes. */
const swing = 1e6;

/** Rows of half a minute at 184 requests a second, as the load has them unless told otherwise. */
const usual = { count: 20, leak: 0, requestsInRow: 5_520, swing };

function rowsOf(seed: number, changes: Partial<typeof usual> = {}): LiveRow[] {
  const { count, leak, requestsInRow, swing: swings } = { ...usual, ...changes };
  const noise = createNoise(seed);
  return Array.from({ length: count }, (_, index) => {
    const requests = index * requestsInRow;
    return { requests, live: 60e6 + requests * leak + (noise() * 2 - 1) * swings };
  });
}

function judged(rows: readonly LiveRow[]) {
  const judgement = judgeLeak(rows);
  if (judgement.verdict === 'too_short') throw new Error('It was judged.');
  return judgement;
}

const seeds = Array.from({ length: 500 }, (_, seed) => seed);
const shareOf = (holds: (seed: number) => boolean): number => seeds.filter(holds).length / seeds.length;

describe('judgeLeak', () => {
  test('what wobbles around one figure is no leak, and it is said which would have shown', () => {
    const judgement = judged(rowsOf(1));
    expect(judgement).toMatchObject({ verdict: 'good', judged: 13, bound: toleratedBytes });
    expect(judgement.low).toBeLessThanOrEqual(0);
    expect(judgement.high).toBeGreaterThanOrEqual(0);
    expect(judgement.smallest).toBe(toleratedBytes + judgement.high - judgement.low);
    expect(judgement.smallest).toBeLessThan(250);
  });

  test.each([12, 15, 20])('the leak that would have shown is found in nine of ten other runs of %i rows', (count) => {
    const found = shareOf((seed) => {
      const leak = judged(rowsOf(seed, { count })).smallest;
      return judged(rowsOf(seed + seeds.length, { count, leak })).verdict === 'bad';
    });
    expect(found).toBeGreaterThan(0.9);
  });

  test('what is tolerated is called a leak in one of a hundred runs at most', () => {
    expect(shareOf((seed) => judged(rowsOf(seed, { leak: toleratedBytes })).verdict === 'bad')).toBeLessThan(0.01);
  });

  test('a run of ten minutes on a busy machine can tell, at the rate of either store', () => {
    expect(shareOf((seed) => judged(rowsOf(seed)).verdict === 'good')).toBeGreaterThan(0.99);
    const slow = { requestsInRow: usual.requestsInRow / 4 };
    expect(shareOf((seed) => judged(rowsOf(seed, slow)).verdict === 'good')).toBeGreaterThan(0.95);
  });

  test('a leak that a wobble could hide is never called flat', () => {
    const short = { count: 15, requestsInRow: 736, swing: 3e6 };
    const verdicts = seeds.map((seed) => judged(rowsOf(seed, { ...short, leak: 800 })).verdict);
    expect(new Set(verdicts)).toEqual(new Set(['unclear', 'bad']));
    expect(judged(rowsOf(1, short))).toMatchObject({ verdict: 'unclear' });
    expect(judged(rowsOf(1, short)).smallest).toBeGreaterThan(overlookedBytes);
  });

  test('a leak of a kilobyte is found within a minute', () => {
    const rows = rowsOf(1, { count: 12, leak: 1_000, requestsInRow: 920, swing: 0.3e6 });
    expect(judged(rows)).toMatchObject({ verdict: 'bad', judged: 8 });
  });

  test('what grows only at first is no leak', () => {
    const rows = rowsOf(1).map((row, index) => ({ ...row, live: row.live + Math.min(index, 7) * 5e6 }));
    expect(judged(rows)).toMatchObject({ verdict: 'good' });
  });

  test('too few rows are not judged, and it is said how many it takes', () => {
    const leaking = { leak: 5_000, count: 11 };
    expect(judgeLeak(rowsOf(1, leaking))).toEqual({ verdict: 'too_short', needed: 12 });
    expect(judgeLeak(rowsOf(1, { ...leaking, count: 12 })).verdict).toBe('bad');
  });
});
