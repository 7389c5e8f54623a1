// How figures become a part of the page of figures.
import { describe, expect, test } from 'vitest';
import { type Measurement, toFigure } from '../figure.ts';
import { toSection } from './to-section.ts';

const bench = { letter: 'a', title: 'lookups' } as const;
const now = Date.UTC(2026, 10, 22, 23, 59);
const measurement: Measurement = {
  bench: 'a',
  name: 'reads : a plain handler',
  unit: 'ms',
  goal: { atMost: 1.1 },
  pairs: [{ ours: 11, baseline: 10 }],
  conditions: ['50 at once'],
};

describe('toSection', () => {
  test('a bench becomes a part with its command, its day in UTC and a row for each figure', () => {
    expect(toSection(bench, [toFigure(measurement)], { isQuick: false, now })).toMatchObject({
      key: 'bench-a',
      title: '(a) lookups',
      command: 'npm run bench -- a',
      takenOn: '2026-11-22',
      rows: [['reads : a plain handler', '≤ 1.1×', '1.10×', '1.10 – 1.10', '11.0', '10.0', 'ms', 'met']],
      notes: ['reads : a plain handler: 50 at once'],
      missed: [],
    });
  });

  test('a missed goal is told with the figure, the goal and the distance', () => {
    const missed = toFigure({ ...measurement, pairs: [{ ours: 22, baseline: 10 }] });
    expect(toSection(bench, [missed], { isQuick: false, now }).missed).toEqual([
      'reads : a plain handler: 2.20×, goal ≤ 1.1×, missed by 100 %',
    ]);
  });

  test('a quick run says so in its command', () => {
    expect(toSection(bench, [], { isQuick: true, now }).command).toBe('npm run bench -- a --quick');
  });
});
