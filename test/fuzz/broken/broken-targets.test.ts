// The fuzzer itself: a fault that is built into a parser is found, in every target, from any seed.
import { describe, expect, test } from 'vitest';
import { runRounds } from '../running/run-rounds.ts';
import { targets } from '../targets.ts';
import { brokenTargets } from './broken-targets.ts';

describe('a fault that is built in is found', () => {
  test.each(brokenTargets.map(([fault, target]) => [target.name, fault, target] as const))(
    '%s: one that %s',
    async (_name, _fault, target) => {
      const open = await target.open();
      try {
        const { found } = await runRounds(open, { seed: 1, budget: { runs: 20_000, seconds: 60 }, kept: [] });
        expect(found?.sentence).toEqual(expect.any(String));
      } finally {
        await open.close();
      }
    },
    120_000,
  );

  test('every target has one', () => {
    const broken = brokenTargets.map(([, { name }]) => name);
    expect(targets.map(({ name }) => name).filter((name) => !broken.includes(name))).toEqual([]);
  });
});
