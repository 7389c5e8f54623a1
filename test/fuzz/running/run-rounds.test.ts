// How a target is run: kept cases first, then inputs that the seed decides, until something does not hold.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ensure } from '../oracle.ts';
import type { Json, OpenTarget } from '../target.ts';
import { runRounds } from './run-rounds.ts';

function newTarget(examine: (input: Json) => void): { target: OpenTarget; seen: Json[] } {
  const seen: Json[] = [];
  const target: OpenTarget = {
    inputs: fc.nat({ max: 1_000_000 }),
    examine: (input) => {
      seen.push(input);
      examine(input);
    },
    close: async () => {},
  };
  return { target, seen };
}

const fine = (): void => {};
const budget = { runs: 450, seconds: 60 };

describe('runRounds', () => {
  test('examines as many inputs as it may, the kept ones before them', async () => {
    const { target, seen } = newTarget(fine);
    const kept = [{ name: 'first.json', input: 'kept' }];
    expect(await runRounds(target, { seed: 1, budget, kept })).toMatchObject({ runs: 450, found: undefined });
    expect(seen[0]).toBe('kept');
    expect(seen).toHaveLength(451);
  });

  test('gives the same inputs to the same seed, and others to another', async () => {
    const inputsOf = async (seed: number) => {
      const { target, seen } = newTarget(fine);
      await runRounds(target, { seed, budget, kept: [] });
      return seen;
    };
    expect(await inputsOf(1)).toEqual(await inputsOf(1));
    expect(await inputsOf(1)).not.toEqual(await inputsOf(2_000));
  });

  test('finds the smallest input, and the seed of its round finds it again', async () => {
    const { target } = newTarget((input) => ensure(Number(input) < 5_000, 'It is large.'));
    const { found } = await runRounds(target, { seed: 1, budget, kept: [] });
    expect(found).toMatchObject({ sentence: 'It is large.', input: 5_000, kept: undefined });
    const again = await runRounds(target, { seed: found?.seed ?? 0, budget, kept: [] });
    expect(again.found).toEqual(found);
  });

  test('takes any error for a fault, and says what it was', async () => {
    const { target } = newTarget(() => {
      throw new RangeError('too far');
    });
    const { found } = await runRounds(target, { seed: 1, budget, kept: [] });
    expect(found?.sentence).toMatch(/^It threw RangeError: too far/);
  });

  test('names the kept case that does not hold any more', async () => {
    const { target } = newTarget((input) => ensure(input !== 'kept', 'It is the kept one.'));
    const { runs, found } = await runRounds(target, { seed: 1, budget, kept: [{ name: 'old.json', input: 'kept' }] });
    expect([runs, found?.kept]).toEqual([0, 'old.json']);
  });

  test('ends when its time is up', async () => {
    const { target, seen } = newTarget(fine);
    await runRounds(target, { seed: 1, budget: { runs: 1_000_000_000, seconds: 0.05 }, kept: [] });
    expect(seen.length).toBeGreaterThan(0);
  });
});
