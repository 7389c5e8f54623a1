// How a run becomes a part of the page of figures.
import { describe, expect, test } from 'vitest';
import type { TargetResult } from './tell-rounds.ts';
import { toSection } from './to-section.ts';

const run = { command: 'npm run fuzz -- --seed 3', seed: 3, seconds: 20, now: Date.UTC(2026, 10, 22) };
const target = { name: 'passport', reads: 'client_reference_id' };
const quiet: TargetResult = { target, rounds: { runs: 3_000, seconds: 2, found: undefined } };
const found = { sentence: 'It is another one.', input: 'planted', seed: 8, kept: undefined };

describe('toSection', () => {
  test('each target is a row with how many inputs it took', () => {
    expect(toSection([quiet], run)).toMatchObject({
      key: 'fuzz',
      command: 'npm run fuzz -- --seed 3',
      takenOn: '2026-11-22',
      rows: [['passport', 'client_reference_id', '3000', '1500', 'nothing found']],
      missed: [],
    });
  });

  test('what was found is told with its target, and without the input', () => {
    const section = toSection([{ target, rounds: { ...quiet.rounds, found } }], run);
    expect(section.missed).toEqual(['passport: It is another one.']);
    expect(JSON.stringify(section)).not.toContain('planted');
  });
});
