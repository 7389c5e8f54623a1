// How the page of figures names the command of a part.
import { describe, expect, test } from 'vitest';
import { toCommand } from './to-command.ts';

describe('toCommand', () => {
  test('what was typed stands behind the name', () => {
    expect(toCommand('load', ['--minutes', '2', '--quick'])).toBe('npm run load -- --minutes 2 --quick');
  });

  test('how the results were told is left out', () => {
    expect(toCommand('chaos', ['races', '--save', '--json'])).toBe('npm run chaos -- races');
  });

  test('nothing typed is the name alone', () => {
    expect(toCommand('fuzz', ['--save'])).toBe('npm run fuzz');
  });
});
