// A short run of the fuzzer: what it once found first, then the same inputs each time, then inputs of a seed of this run's own.
import { randomInt } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { listKeptTargets, readKeptCases } from './running/read-kept-cases.ts';
import { runRounds } from './running/run-rounds.ts';
import { targets } from './targets.ts';

const ownSeed = randomInt(2 ** 31);

const seconds = 20;

describe('every parser of outside input keeps its promises', () => {
  test.each(targets.map((target) => [target.name, target] as const))(
    '%s',
    async (name, target) => {
      const open = await target.open();
      const runs = target.isSlow ? 15 : 150;
      try {
        const kept = readKeptCases(name);
        for (const seed of [1, ownSeed]) {
          const { found } = await runRounds(open, { seed, budget: { runs, seconds }, kept });
          expect(
            found,
            `seed ${seed} found something; npm run fuzz -- ${name} --seed ${seed} finds it again`,
          ).toBeUndefined();
        }
      } finally {
        await open.close();
      }
    },
    90_000,
  );
});

describe('the targets', () => {
  const names = targets.map(({ name }) => name);

  test('have names of their own', () => {
    expect(new Set(names).size).toBe(names.length);
  });

  test('are there for every kept case', () => {
    expect(listKeptTargets().filter((name) => !names.includes(name))).toEqual([]);
  });
});
