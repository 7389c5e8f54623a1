// How results are told to people and to machines.
import { describe, expect, test } from 'vitest';
import type { Rounds } from './run-rounds.ts';
import { toJsonLine, toTable } from './tell-rounds.ts';

const target = { name: 'passport', reads: 'client_reference_id' };
const found = { sentence: 'It is another one.', input: { a: '\0' }, seed: 8, kept: undefined };
const rounds = (changes: Partial<Rounds> = {}): Rounds => ({ runs: 3_000, seconds: 2, found: undefined, ...changes });

describe('toTable', () => {
  test('says how many inputs a second each target took', () => {
    expect(toTable([{ target, rounds: rounds() }])).toBe('passport      3000 runs    1500/s  nothing found');
  });

  test('says what was found, with which input, and how to find it again', () => {
    const table = toTable([{ target, rounds: rounds({ found }) }]);
    expect(table).toContain(
      'passport: It is another one.\n  input: {"a":"\\u0000"}\n  again: npm run fuzz -- passport --seed 8',
    );
  });

  test('names the file of a kept case', () => {
    const kept = { ...found, seed: undefined, kept: 'old.json' };
    expect(toTable([{ target, rounds: rounds({ found: kept }) }])).toContain('again: kept as passport/old.json');
  });
});

describe('toJsonLine', () => {
  test('holds the same in one line', () => {
    const line = toJsonLine({ target, rounds: rounds({ found }) });
    expect(line).not.toContain('\n');
    expect(JSON.parse(line)).toMatchObject({ target: 'passport', runs: 3_000, per_second: 1_500, found: { seed: 8 } });
  });
});
