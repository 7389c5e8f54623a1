// Numbers on a command line are numbers, and within what a run can make of them.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readNumber } from './read-number.ts';
import { OptionsError } from './read-options.ts';

describe('readNumber', () => {
  test('a number is itself, and the bounds belong to it', () => {
    expect(['0.1', '7.5', '600'].map((text) => readNumber('--rate', text, { least: 0.1, most: 600 }))).toEqual([
      ...[0.1, 7.5, 600],
    ]);
  });

  test('what was not typed is left to the command', () => {
    expect(readNumber('--rate', undefined, { least: 1 })).toBeUndefined();
  });

  test.each(['0', '601', 'many', '', ' ', 'NaN', 'Infinity'])('"%s" is refused with what it may be', (text) => {
    const read = () => readNumber('--rate', text, { least: 0.1, most: 600 });
    expect(read).toThrow(OptionsError);
    expect(read).toThrow('--rate is a number from 0.1 to 600.');
  });

  test.each(['0', '1.5', '1e300', 'Infinity'])('"%s" is no count', (text) => {
    expect(() => readNumber('--seed', text, { least: 1, isWhole: true })).toThrow('--seed is a whole number from 1.');
  });

  test('any whole number from the least on is read as it was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (value) => {
        expect(readNumber('--seed', String(value), { least: 1, isWhole: true })).toBe(value);
      }),
    );
  });
});
