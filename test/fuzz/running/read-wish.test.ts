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

  test('is short where it is to be quick, unless a time is given', () => {
    expect(read('--quick')?.seconds).toBe(2);
    expect(read('--quick', '--seconds', '5')?.seconds).toBe(5);
  });

  test('is nothing where help is asked for', () => expect(read('--help')).toBeUndefined());

  test.each([
    [['nobody'], 'There is no target "nobody". Known: lookup-query, passport.'],
    [['--seconds', 'soon'], '--seconds is a number from 0.1 to 2147483647.'],
    [['--seconds', '0'], '--seconds is a number from 0.1 to 2147483647.'],
    [['--seed', '1.5'], '--seed is a whole number from 0 to 2147483647.'],
    [['--seed', ' '], '--seed is a whole number from 0 to 2147483647.'],
    [['--fast'], 'npm run fuzz -- --help'],
  ])('refuses %j with the cure', (args, sentence) => expect(() => read(...args)).toThrow(sentence));
});
