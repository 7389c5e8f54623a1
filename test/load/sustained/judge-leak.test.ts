// A leak of a few hundred bytes a request is found in minutes, and a wobble of megabytes is none.
import { describe, expect, test } from 'vitest';
import { foretellSmallest, judgeLeak, type LiveRow, toleratedBytes } from './judge-leak.ts';

const wobble = [0, 0.3, -0.2, 0.1, -0.3, 0.2, 0, -0.1, 0.3, -0.2].map((megabytes) => megabytes * 1e6);

/** Rows of half a minute at 184 requests a second, as the load has them unless told otherwise. */
function rowsOf(count: number, leak: number, requestsInRow = 5_520): LiveRow[] {
  return Array.from({ length: count }, (_, index) => {
    const requests = index * requestsInRow;
    return { requests, live: 60e6 + requests * leak + (wobble[index % wobble.length] ?? 0) };
  });
}

describe('judgeLeak', () => {
  test('what wobbles around one figure is no leak, and it is said which would have shown', () => {
    const judgement = judgeLeak(rowsOf(20, 0));
    expect(judgement).toMatchObject({ verdict: 'good', judged: 13, bound: toleratedBytes });
    if (judgement.verdict === 'too_short') throw new Error('It was judged.');
    expect(judgement.low).toBeLessThanOrEqual(0);
    expect(judgement.high).toBeGreaterThanOrEqual(0);
    expect(judgement.smallest).toBeLessThan(100);
  });

  test('the smallest leak that is said to show is found, and what is tolerated is not', () => {
    const quiet = judgeLeak(rowsOf(20, 0));
    if (quiet.verdict === 'too_short') throw new Error('It was judged.');
    const leak = Math.ceil(quiet.smallest - quiet.growth) + 1;
    expect(judgeLeak(rowsOf(20, leak))).toMatchObject({ verdict: 'bad' });
    expect(judgeLeak(rowsOf(20, toleratedBytes / 2))).toMatchObject({ verdict: 'good' });
  });

  test('a leak of a kilobyte is found within a minute', () => {
    const rows = rowsOf(12, 1_000, 920);
    expect(judgeLeak(rows)).toMatchObject({ verdict: 'bad', judged: 8 });
  });

  test('what grows only at first is no leak', () => {
    const rows = rowsOf(20, 0).map((row, index) => ({ ...row, live: row.live + Math.min(index, 7) * 5e6 }));
    expect(judgeLeak(rows)).toMatchObject({ verdict: 'good' });
  });

  test('too few rows are not judged, and it is said how many it takes', () => {
    expect(judgeLeak(rowsOf(11, 5_000))).toEqual({ verdict: 'too_short', needed: 12 });
    expect(judgeLeak(rowsOf(12, 5_000)).verdict).toBe('bad');
  });
});

describe('foretellSmallest', () => {
  test('a run that is four times as long sees an eighth of what lies above the tolerated', () => {
    expect(foretellSmallest(toleratedBytes + 800, 4)).toBe(toleratedBytes + 100);
  });

  test('a shorter one sees less', () => {
    expect(foretellSmallest(toleratedBytes + 8, 1 / 4)).toBe(toleratedBytes + 64);
  });
});
