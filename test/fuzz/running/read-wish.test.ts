// What can be asked of the command, and what it says where it was asked wrongly.
import { describe, expect, test } from 'vitest';
import { readWish } from './read-wish.ts';

const known = ['lookup-query', 'passport'];
const read = (...args: string[]) => readWish(args, known, () => 42);

describe('readWish', () => {
  test('without a word it is every target for twenty seconds, from a seed of its own', () => {
    expect(read()).toEqual({ names: known, seconds: 20, seed: 42, isJson: false, isSaving: false });
  });

  test('takes names, a time, a seed, JSON and the page of figures', () => {
    const wish = { names: ['passport'], seconds: 1.5, seed: 7, isJson: true, isSaving: true };
    expect(read('passport', '--seconds', '1.5', '--seed', '7', '--json', '--save')).toEqual(wish);
  });

  test('is short where it is to be quick', () => expect(read('--quick')?.seconds).toBe(2));

  test('is nothing where help is asked for', () => expect(read('--help')).toBeUndefined());

  test.each([
    [['nobody'], 'There is no target "nobody". Known: lookup-query, passport.'],
    [['--seconds', 'soon'], '--seconds is a number from 0.1.'],
    [['--seconds', '0'], '--seconds is a number from 0.1.'],
    [['--seed', '1.5'], '--seed is a number from 0.'],
    [['--seed', ' '], '--seed is a number from 0.'],
    [['--fast'], '--fast'],
  ])('refuses %j with the cure', (args, sentence) => expect(() => read(...args)).toThrow(sentence));
});
