// What the command line of the benches understands.
import { describe, expect, test } from 'vitest';
import { OptionsError } from '../command-line/read-options.ts';
import { parseOptions } from './options.ts';

describe('parseOptions', () => {
  test('without arguments all benches run in full and print a table', () => {
    const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l'];
    expect(parseOptions([])).toEqual({ letters, isQuick: false, isJson: false, isSaving: false, isHelp: false });
  });

  test('letters choose benches, which run in their own order', () => {
    expect(parseOptions(['d', '--quick', 'a', '--json', '--save'])).toEqual({
      letters: ['a', 'd'],
      isQuick: true,
      isJson: true,
      isSaving: true,
      isHelp: false,
    });
  });

  test('an unknown bench is refused with the known ones', () => {
    expect(() => parseOptions(['m'])).toThrow(OptionsError);
    expect(() => parseOptions(['m'])).toThrow('There is no bench "m". There are a, b, c, d, e, f, g, h, i, j, k, l.');
  });

  test('an unknown option is refused with the way to the help', () => {
    expect(() => parseOptions(['--fast'])).toThrow(OptionsError);
    expect(() => parseOptions(['--fast'])).toThrow('--help');
  });
});
