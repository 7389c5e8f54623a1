// One way to read command lines: what is typed wrongly is refused in all of them, with the way to the help.
import { describe, expect, test } from 'vitest';
import { OptionsError, readOptions } from './read-options.ts';

const read = (...args: string[]) => readOptions('load', args, ['minutes', 'store']);

describe('readOptions', () => {
  test('nothing typed is nothing asked', () => {
    expect(read()).toEqual({
      ...{ words: [], texts: {} },
      ...{ isQuick: false, isJson: false, isSaving: false, isHelp: false },
    });
  });

  test('words, options with a value and what every command knows come in any order', () => {
    expect(read('--json', 'growth', '--minutes', '2', '--save', '--quick', '--store=sqlite', 'again', '-h')).toEqual({
      ...{ words: ['growth', 'again'], texts: { minutes: '2', store: 'sqlite' } },
      ...{ isQuick: true, isJson: true, isSaving: true, isHelp: true },
    });
  });

  test('of an option that is typed twice the last counts', () => {
    expect(read('--minutes', '2', '--minutes', '3').texts).toEqual({ minutes: '3' });
  });

  test.each([
    [['--fast'], "Unknown option '--fast'"],
    [['--minutes'], "'--minutes <value>' argument missing"],
    [['--json=yes'], "'--json' does not take an argument"],
  ])('%j is refused with its reason and the way to the help', (args, reason) => {
    expect(() => read(...args)).toThrow(OptionsError);
    expect(() => read(...args)).toThrow(reason);
    expect(() => read(...args)).toThrow(/[^.]\. "npm run load -- --help" shows what there is\.$/);
  });
});
