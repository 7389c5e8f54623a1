// What can be asked of `npm run soak`.
import { describe, expect, test } from 'vitest';
import { OptionsError } from '../command-line/read-options.ts';
import { parseOptions } from './options.ts';

describe('parseOptions', () => {
  test('without arguments it is three runs of 500 buyers in memory', () => {
    expect(parseOptions([])).toEqual({
      ...{ seeds: 3, firstSeed: 1, sessions: 500, store: 'sqlite', isJson: false, isHelp: false },
    });
  });

  test('every option counts', () => {
    const args = ['--seeds', '5', '--seed', '9', '--sessions', '40', '--store', 'firestore', '--json'];
    expect(parseOptions(args)).toMatchObject({
      seeds: 5,
      firstSeed: 9,
      sessions: 40,
      store: 'firestore',
      isJson: true,
    });
  });

  test('quick is one run of fewer, unless told otherwise', () => {
    expect(parseOptions(['--quick'])).toMatchObject({ seeds: 1, sessions: 200 });
    expect(parseOptions(['--quick', '--seeds', '2'])).toMatchObject({ seeds: 2, sessions: 200 });
  });

  test.each([
    [['twice'], 'soak takes options only'],
    [['--save'], 'no figures to save'],
    [['--store', 'memory'], '--store is sqlite or firestore.'],
    [['--seed', '0'], '--seed is a whole number from 1.'],
    [['--fast'], 'npm run soak -- --help'],
  ])('%j is refused with the cure', (args, message) => {
    expect(() => parseOptions(args)).toThrow(OptionsError);
    expect(() => parseOptions(args)).toThrow(message);
  });
});
