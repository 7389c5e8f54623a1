// How figures are put together and printed.
import { describe, expect, test } from 'vitest';
import { type Measurement, toFigure, toJsonLine, toTable } from './figure.ts';

const measurement: Measurement = {
  bench: 'a',
  name: 'lookups against the obvious implementation',
  unit: 'requests/s',
  goal: { atLeast: 1 },
  pairs: [
    { ours: 90, baseline: 100 },
    { ours: 160, baseline: 200 },
    { ours: 210, baseline: 300 },
  ],
  conditions: ['50 at once'],
};

describe('toFigure', () => {
  test('a measurement becomes its median ratio, both medians and the verdict', () => {
    const figure = toFigure(measurement);
    expect(figure).toMatchObject({ ratio: { median: 0.8, lowest: 0.7, highest: 0.9 }, ours: 160, baseline: 200 });
    expect(figure.verdict).toMatchObject({ kind: 'missed', by: expect.closeTo(0.2, 10) });
  });
});

describe('toJsonLine', () => {
  test('the line is one object that holds every pair', () => {
    const line = toJsonLine(toFigure(measurement));
    expect(line).not.toContain('\n');
    expect(JSON.parse(line)).toMatchObject({ bench: 'a', pairs: measurement.pairs, goal: { atLeast: 1 } });
  });
});

describe('toTable', () => {
  test('a missed goal says by how much', () => {
    const table = toTable([toFigure(measurement)]);
    expect(table).toMatch(/\(a\).*≥ 1×.*0\.80×.*0\.70 – 0\.90.*160.*200.*requests\/s.*missed by 20 %/);
    expect(table).toContain('50 at once');
  });

  test('a met goal and a figure without a goal say so', () => {
    const met = toFigure({ ...measurement, goal: { atMost: 1 } });
    const { goal: _, ...withoutGoal } = measurement;
    expect(toTable([met])).toMatch(/≤ 1×.* met\n/);
    expect(toTable([toFigure(withoutGoal)])).toMatch(/ – .*reported\n/);
  });

  test('a small miss is not rounded away', () => {
    const figure = toFigure({ ...measurement, pairs: [{ ours: 99.6, baseline: 100 }] });
    expect(toTable([figure])).toContain('missed by 0.4 %');
  });
});
