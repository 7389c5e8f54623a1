// How a sustained load becomes a part of the page of figures.
import { describe, expect, test } from 'vitest';
import { fullRunMs } from './judge.ts';
import type { SustainedResult, SustainedWish } from './run-sustained.ts';
import { toSustainedSection, toThirds } from './to-section.ts';

const wish: SustainedWish = {
  ...{ store: 'sqlite', paymentsPerSecond: 40, durationMs: 90_000, windowMs: 30_000, seed: 1, rushLookups: 300 },
  ...{ fillingPayments: 10_000, leakBytes: 0 },
  onProgress: () => undefined,
};
const figures = { requests: 10, errors: 0, p50Ms: 4, p95Ms: 8, p99Ms: 12, maxMs: 40 };
const use = {
  ...{ rss: 180e6, heapUsed: 90e6, live: 60e6, requests: 10, loopDelayP99Ms: 1, loopDelayMaxMs: 2, cores: 0.5 },
  stripeMostInSecond: 25,
};
const result: SustainedResult = {
  load: {
    rows: [4, 5, 6].map((p50Ms) => ({ click: { ...figures, p50Ms } })),
    ...{ requests: 30, errors: 0, latestStartMs: 1, busyShare: 0.1 },
  },
  uses: [60e6, 61e6, 62e6].map((live) => ({ ...use, live })),
  judgements: [
    { about: 'p50 of click', verdict: 'bad', growth: 0.5, low: 0.45, high: 0.6, bound: 0.4, judged: 12 },
    { about: 'memory (RSS)', verdict: 'too_short', needed: 20 },
  ],
  leak: { verdict: 'good', growth: 3.4, low: -6, high: 12, bound: 64, smallest: 82, judged: 13 },
  stripe: { total: 30, mostInSecond: 25 },
  budget: { rush: { asked: 300, answered: 120, refused: 180, wrong: 0 }, mostInSecond: 25, allowed: 25 },
  sent: 6,
};
const run = { command: 'npm run load', now: Date.UTC(2026, 10, 22) };

describe('toSustainedSection', () => {
  test('each figure is a row over the thirds of the run, with its growth and its verdict', () => {
    const section = toSustainedSection(result, wish, run);
    expect(section).toMatchObject({ key: 'load-sqlite', command: 'npm run load', takenOn: '2026-11-22' });
    expect(section.rows[0]).toEqual(['p50 of click', 'ms', '4.0', '5.0', '6.0', '50.0 %', '40.0 %', 'grows']);
    expect(section.rows.at(-1)).toEqual([
      ...['live after a collection', 'MB', '60.0', '61.0', '62.0', '3 B/request', '64 B/request', 'flat'],
    ]);
    expect(section.notes).toContain(
      'what is live: flat, 3 bytes a request over the last 13 rows, in 99 of 100 runs between -6 and 12 (at most 64); a leak of 82 bytes a request would have shown in nine of ten such runs',
    );
    expect(section.rows.every((row) => row.length === section.columns.length)).toBe(true);
  });

  test('what was not judged says so', () => {
    const section = toSustainedSection(result, wish, run);
    expect(section.rows.at(-2)).toEqual(['memory (RSS)', 'MB', '180.0', '180.0', '180.0', '–', '–', 'not judged']);
    const unjudged = toSustainedSection({ ...result, leak: { verdict: 'too_short', needed: 12 } }, wish, run);
    expect(unjudged.rows.at(-1)?.at(-1)).toBe('not judged');
    expect(unjudged.notes).toContain('what is live: too short to judge, it takes 12 rows');
    expect(section.notes.at(-1)).toBe('too short to judge: memory (RSS)');
  });

  test('what cannot be told says so, and is a fault of a run that is long enough to tell', () => {
    const leak = {
      verdict: 'unclear',
      growth: 3,
      low: -500,
      high: 700,
      bound: 64,
      smallest: 1_264,
      judged: 13,
    } as const;
    const bounds = { growth: 0.7, low: 0, high: 2, bound: 0.6, judged: 13 };
    const doubt = { about: 'p99 of click', verdict: 'unclear', ...bounds } as const;
    const unclear = { ...result, leak, judgements: [doubt] };
    const { rows, notes, missed } = toSustainedSection(unclear, wish, run);
    expect([rows[1]?.at(-1), rows.at(-1)?.at(-1), missed]).toEqual(['cannot tell', 'cannot tell', []]);
    expect(notes).toContainEqual(expect.stringMatching(/^what is live: CANNOT TELL.* a longer run tells$/));
    const full = { ...wish, durationMs: fullRunMs };
    expect(toSustainedSection(unclear, full, run).missed).toEqual([
      expect.stringMatching(/^what is live: CANNOT TELL/),
    ]);
  });

  test('what was too short to judge is a fault of a run that is long enough', () => {
    const short = {
      ...result,
      leak: { verdict: 'too_short', needed: 12 },
      judgements: result.judgements.slice(1),
    } as const;
    expect(toSustainedSection(short, wish, run).missed).toEqual([]);
    expect(toSustainedSection(short, { ...wish, durationMs: fullRunMs }, run).missed).toEqual([
      'what is live: too short to judge, it takes 12 rows',
      'memory (RSS): too short to judge, it takes 20 rows for a trend to show',
    ]);
  });

  test('what grew, wrong answers and a budget that was exceeded are told', () => {
    const leak = { verdict: 'bad', growth: 300, low: 280, high: 320, bound: 64, smallest: 104, judged: 13 } as const;
    const budget = { ...result.budget, mostInSecond: 40 };
    const { missed, rows } = toSustainedSection(
      { ...result, load: { ...result.load, errors: 2 }, budget, leak },
      wish,
      run,
    );
    expect(rows.at(-1)?.at(-1)).toBe('leaks');
    expect(missed).toEqual([
      '2 of 30 answers were wrong',
      expect.stringMatching(/^what is live: LEAKS, 300 bytes a request/),
      expect.stringMatching(/^p50 of click: GROWS, 50\.0 %/),
      expect.stringContaining('40 requests left for Stripe'),
    ]);
  });
});

describe('toThirds', () => {
  test('a run of less than three rows has a dash where there is nothing', () => {
    expect(toThirds([7], String)).toEqual(['–', '7', '–']);
  });
});
