// What can be asked of `npm run load`.
import { describe, expect, test } from 'vitest';
import { OptionsError } from '../command-line/read-options.ts';
import { parseOptions } from './options.ts';
import { fewestRows } from './sustained/judge-leak.ts';

describe('parseOptions', () => {
  test('without arguments it is ten minutes on SQLite in rows of half a minute', () => {
    expect(parseOptions([])).toMatchObject({
      ...{ what: 'sustained', store: 'sqlite', durationMs: 600_000, windowMs: 30_000, isQuick: false, isJson: false },
      leakBytes: 0,
    });
  });

  test('every option counts', () => {
    const args = ['--minutes', '2', '--rate', '7.5', '--store', 'firestore', '--seed', '9', '--json', '--save'];
    expect(parseOptions(args)).toMatchObject({
      ...{ store: 'firestore', durationMs: 120_000, paymentsPerSecond: 7.5, seed: 9, isJson: true, isSaving: true },
    });
  });

  test('an emulator is asked less than a file, unless a rate is given', () => {
    expect(parseOptions([]).paymentsPerSecond).toBe(40);
    expect(parseOptions(['--store', 'firestore']).paymentsPerSecond).toBe(10);
  });

  test('quick is one minute, unless a time is given', () => {
    expect(parseOptions(['--quick']).durationMs).toBe(60_000);
    expect(parseOptions(['--quick', '--minutes', '3']).durationMs).toBe(180_000);
  });

  test('a short load has as many rows as a judgement takes', () => {
    const { durationMs, windowMs } = parseOptions(['--minutes', '0.2']);
    expect(durationMs / windowMs).toBeGreaterThan(fewestRows);
  });

  test('a leak is asked for to see that it is found', () => {
    expect(parseOptions(['--leak', '200']).leakBytes).toBe(200);
  });

  test('growth is asked for by its name', () => {
    expect(parseOptions(['growth', '--quick'])).toMatchObject({ what: 'growth', isQuick: true });
  });

  test('the page of limits is asked for by its name', () => {
    expect(parseOptions(['limits']).what).toBe('limits');
  });

  test.each([
    [['shrink'], 'There is no load "shrink"'],
    [['growth', 'twice'], 'There is no load "growth twice"'],
    [['growth', '--store', 'firestore'], 'growth is measured on sqlite only'],
    [['limits', '--save'], 'limits is a page of its own'],
    [['--store', 'memory'], '--store is sqlite or firestore'],
    [['--minutes', '0'], '--minutes is a number from'],
    [['--rate', 'many'], '--rate is a number from'],
    [['--rate', ''], '--rate is a number from'],
    [['--seed', '1.5'], '--seed is a whole number from 0 to 4294967295.'],
    [['--leak', '200', '--save'], '--leak is for a sustained load, whose figures are not saved then.'],
    [['growth', '--leak', '200'], '--leak is for a sustained load'],
    [['--fast'], 'npm run load -- --help'],
  ])('%j is refused with the cure', (args, message) => {
    expect(() => parseOptions(args)).toThrow(OptionsError);
    expect(() => parseOptions(args)).toThrow(message);
  });
});
