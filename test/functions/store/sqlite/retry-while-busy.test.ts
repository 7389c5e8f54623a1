// How long a step waits for a locked file, on a clock of the test's own.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CorruptRecordError, StoreUnavailableError } from '../../../../functions/store/errors.ts';
import { defaultPatience, type Patience, retryWhileBusy } from '../../../../functions/store/sqlite/retry-while-busy.ts';

const sqliteError = (errcode: number): Error => Object.assign(new Error('sqlite'), { errcode });

/** A clock that only sleeping moves, and what was slept. */
function makePatience(budgetMs: number): Patience & { slept: number[] } {
  const slept: number[] = [];
  const now = (): number => slept.reduce((sum, ms) => sum + ms, 0);
  return { budgetMs, now, slept, sleep: async (ms) => slept.push(ms) };
}

describe('retryWhileBusy', () => {
  test('a step that succeeds is run once, without a wait', async () => {
    const patience = makePatience(1_000);
    let runs = 0;
    expect(await retryWhileBusy(() => ++runs, patience)).toBe(1);
    expect(patience.slept).toEqual([]);
  });

  test.each([
    ['busy', 5],
    ['locked', 6],
    ['busy, in its extended form', 5 | (2 << 8)],
  ])('a step that finds the file %s is repeated after growing waits', async (_, errcode) => {
    const patience = makePatience(1_000);
    let runs = 0;
    const step = (): string => {
      runs += 1;
      if (runs <= 3) throw sqliteError(errcode);
      return 'done';
    };
    expect(await retryWhileBusy(step, patience)).toBe('done');
    expect(patience.slept).toEqual([10, 20, 40]);
  });

  test('the waits of a step that never succeeds stay within any budget', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 10_000 }), async (budgetMs) => {
        const patience = makePatience(budgetMs);
        const attempt = retryWhileBusy(() => {
          throw sqliteError(5);
        }, patience);
        await expect(attempt).rejects.toThrow('locked by another process');
        expect(patience.now()).toBeLessThanOrEqual(budgetMs);
      }),
    );
  });

  test('the default budget leaves an answer within five seconds some room', () => {
    expect(defaultPatience.budgetMs).toBeLessThanOrEqual(4_000);
  });

  test.each([
    [8, 'cannot be written'],
    [10, 'disk'],
    [11, 'damaged'],
    [13, 'full'],
    [14, 'cannot be opened'],
    [26, 'not an SQLite database'],
    [1, 'does not answer'],
  ])('SQLite error %i is unavailable at once, says what is wrong and keeps its cause', async (errcode, words) => {
    const patience = makePatience(1_000);
    const cause = sqliteError(errcode);
    const attempt = retryWhileBusy(() => {
      throw cause;
    }, patience);
    const error: unknown = await attempt.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StoreUnavailableError);
    expect(error).toMatchObject({ cause, message: expect.stringContaining(words) });
    expect(patience.slept).toEqual([]);
  });

  test('a corrupt record stays what it is', async () => {
    const attempt = retryWhileBusy(() => {
      throw new CorruptRecordError('damaged');
    }, makePatience(1_000));
    await expect(attempt).rejects.toThrow(CorruptRecordError);
  });
});
