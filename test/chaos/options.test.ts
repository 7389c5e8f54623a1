// What the command line of chaos understands.
import { describe, expect, test } from 'vitest';
import { OptionsError } from '../command-line/read-options.ts';
import { parseOptions } from './options.ts';
import { allScenarios } from './scenarios/all-scenarios.ts';

const names = (args: string[]): string[] => parseOptions(args).scenarios.map(({ name }) => name);

describe('parseOptions', () => {
  test('without arguments all scenarios run with many buyers from the first seed', () => {
    expect(parseOptions([])).toEqual({
      ...{ scenarios: allScenarios, seed: 1, sessions: 100, against: undefined },
      ...{ isJson: false, isSaving: false, isHelp: false },
    });
  });

  test('names choose scenarios, which run in their own order', () => {
    expect(names(['kill-loop', 'stripe-429'])).toEqual(['stripe-429', 'kill-loop']);
  });

  test('--quick chooses the short scenarios with few buyers', () => {
    expect(names(['--quick'])).toEqual(['disk-full', 'kill-loop']);
    expect(parseOptions(['--quick']).sessions).toBe(30);
  });

  test('a named scenario runs with --quick though it is long', () => {
    expect(names(['--quick', 'races'])).toEqual(['races']);
  });

  test('--save has the page of figures show it', () => {
    expect(parseOptions(['--save']).isSaving).toBe(true);
  });

  test('an unknown scenario is refused with the known ones', () => {
    expect(() => parseOptions(['kill'])).toThrow(OptionsError);
    expect(() => parseOptions(['kill'])).toThrow(
      /There is no scenario "kill"\. There are stripe-429, .*two-versions\./,
    );
  });

  test.each(['0', '1.5', 'many'])('a seed of %s is refused', (text) => {
    expect(() => parseOptions(['--seed', text])).toThrow('--seed is a whole number from 1.');
  });

  test('an unknown option is refused with the way to the help', () => {
    expect(() => parseOptions(['--fast'])).toThrow(OptionsError);
    expect(() => parseOptions(['--fast'])).toThrow('--help');
  });
});
