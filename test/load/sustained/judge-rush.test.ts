// A judge that lets a broken limiter pass, or a rush that was none, is worth nothing.
import { describe, expect, test } from 'vitest';
import { type BudgetRun, listBudgetFaults, stripeAllowsPerSecond } from './judge-rush.ts';

const rush = { asked: 300, answered: 120, refused: 180, wrong: 0 };
const run: BudgetRun = { rush, mostInSecond: 25, allowed: stripeAllowsPerSecond };

describe('listBudgetFaults', () => {
  test('nothing is wrong where the whole budget was used, and no more', () => {
    expect(listBudgetFaults(run)).toEqual([]);
  });

  test('a limiter that lets forty through is told', () => {
    expect(listBudgetFaults({ ...run, mostInSecond: 40 })).toEqual([
      '40 requests left for Stripe with one key in a second, at most 25 may',
    ]);
  });

  test('lookups that failed, or were refused without a time, are told', () => {
    expect(listBudgetFaults({ ...run, rush: { ...rush, wrong: 2 } })).toEqual([
      'of 300 lookups of a rush 2 were neither answered nor told when to come again',
    ]);
  });

  test('a limiter that lets nobody through is told', () => {
    expect(listBudgetFaults({ ...run, rush: { ...rush, answered: 0 } })).toEqual([
      'a rush kept every buyer from an answer',
    ]);
  });

  test('a rush that did not try the limiter is told', () => {
    expect(listBudgetFaults({ ...run, mostInSecond: 6 })).toEqual([
      'a rush of 300 lookups came to 6 requests to Stripe a second, which tries nothing',
    ]);
  });
});
