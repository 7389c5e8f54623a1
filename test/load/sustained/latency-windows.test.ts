// A row that mixes stretches or kinds would hide what grew.
import { describe, expect, test } from 'vitest';
import { createLatencyWindows } from './latency-windows.ts';

describe('createLatencyWindows', () => {
  test('a request counts for the stretch in which it was due, however late it was answered', () => {
    const windows = createLatencyWindows(1_000);
    windows.add(999, 'lookup', 5_000, false);
    windows.add(1_000, 'lookup', 10, false);
    const rows = windows.read();
    expect(rows.map(({ lookup }) => [lookup?.requests, lookup?.maxMs])).toEqual([
      [1, 5_000],
      [1, 10],
    ]);
  });

  test('each kind has its own percentiles', () => {
    const windows = createLatencyWindows(1_000);
    for (let ms = 1; ms <= 100; ms += 1) windows.add(0, 'click', ms, false);
    windows.add(0, 'event', 7, false);
    const [row] = windows.read();
    expect(row?.click).toEqual({ requests: 100, errors: 0, p50Ms: 50, p95Ms: 95, p99Ms: 99, maxMs: 100 });
    expect(row?.event).toMatchObject({ requests: 1, p50Ms: 7, p99Ms: 7 });
    expect(row?.lookup).toBeUndefined();
  });

  test('wrong answers are counted where they came', () => {
    const windows = createLatencyWindows(1_000);
    windows.add(0, 'click', 1, true);
    windows.add(0, 'click', 1, false);
    windows.add(2_500, 'click', 1, true);
    expect(windows.read().map(({ click }) => click?.errors)).toEqual([1, undefined, 1]);
  });
});
