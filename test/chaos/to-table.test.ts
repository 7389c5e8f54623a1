// How results and times are shown to people.
import { describe, expect, test } from 'vitest';
import type { ScenarioFigures } from './judge-scenario.ts';
import { toDuration, toTable } from './to-table.ts';

const figures: ScenarioFigures = {
  ...{ scenario: 'kill-loop', store: 'sqlite', sessions: 40, taken: 91, killed: 22, errors: 0, failed_sends: 0 },
  ...{
    lost: 0,
    doubled: 0,
    wrong: 0,
    crashed: 0,
    stuck: 0,
    repeated: 2,
    uncertain: 1,
    recovery_seconds: 245,
    note: '',
  },
};

describe('toTable', () => {
  test('each scenario has a line under its titles', () => {
    expect(toTable([figures, { ...figures, scenario: 'races', note: 'beside 1234567' }]).split('\n')).toEqual([
      'scenario   sessions  taken  killed  errors  failed  repeated  uncertain  lost  doubled  wrong  crashed  stuck   recovery',
      'kill-loop        40     91      22       0       0         2          1     0        0      0        0      0  4 min 5 s',
      'races            40     91      22       0       0         2          1     0        0      0        0      0  4 min 5 s  beside 1234567',
    ]);
  });
});

describe('toDuration', () => {
  test.each([
    [0, '0 s'],
    [59, '59 s'],
    [60, '1 min 0 s'],
    [3_599, '59 min 59 s'],
    [7_800, '2 h 10 min'],
  ])('%i seconds are told as %s', (seconds, words) => {
    expect(toDuration(seconds)).toBe(words);
  });
});
