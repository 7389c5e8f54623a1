// What the command line says to somebody who types another word for a command, or its name at another place.

import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { suggestCommands } from '../../../scripts/cli/suggest-command.ts';
import { useCli } from './use-cli.ts';

const { run } = useCli();

/** The commands that are named after what was typed. */
async function suggest(...args: string[]): Promise<string[]> {
  const { code, stdout, stderr } = await run(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('unknown command');
  return [...stderr.matchAll(/^ {2}npm run tilltag -- (.*)$/gm)].map(([, line = '']) => line);
}

describe('suggestCommands', () => {
  test.each([
    [['property', 'doctor', 'tt_1'], ['doctor tt_…']],
    [['erase', 'tt_1'], ['property erase tt_…']],
    [['connect'], ['property connect tt_…']],
    [['property', 'sweep'], ['sweep']],
    [['list'], ['property list', 'property destination list tt_…']],
  ])('names for %j the command of that name at another place', async (args, commands) => {
    expect(await suggest(...args)).toEqual(commands);
  });

  test.each([
    [['properties'], ['property list']],
    [['properties', 'list'], ['property list']],
    [['status'], ['doctor tt_…']],
    [['property', 'status', 'tt_1'], ['doctor tt_…']],
    [['property', 'delete', 'tt_1'], ['property remove tt_…']],
    [['GDPR'], ['property erase tt_…']],
    [['event'], ['replay evt_…']],
    [['login'], ['console link']],
  ])('names for %j the command that does it', async (args, commands) => {
    expect(await suggest(...args)).toEqual(commands);
  });

  test.each([
    [['erase', '--help'], ['property erase tt_…']],
    [['property', 'status', '-h'], ['doctor tt_…']],
  ])('says of %j that there is no such command, though help was asked for', async (args, commands) => {
    expect(await suggest(...args)).toEqual(commands);
  });

  test('names the most general one first where a word fits several, and three at most', async () => {
    expect(await suggest('check')).toEqual([
      'doctor tt_…',
      'property check tt_…',
      'property destination check tt_… [destination-id]',
    ]);
  });

  test('names no more than three of many that fit, the most general ones', () => {
    const program = new Command('tilltag');
    program.command('ship').command('now').command('look');
    for (const group of ['shop', 'site', 'store']) program.command(group).command('look');
    expect(suggestCommands(program, ['look'])).toEqual([
      'npm run tilltag -- shop look',
      'npm run tilltag -- site look',
      'npm run tilltag -- store look',
    ]);
  });

  test('names of several only those below what was typed already', () => {
    const program = new Command('tilltag');
    program.command('shop').command('inner').command('look');
    program.command('site').command('look');
    expect(suggestCommands(program, ['shop', 'look'])).toEqual(['npm run tilltag -- shop inner look']);
  });

  test('names nothing for a word that it does not know, nor for an option or a whole command', async () => {
    expect(await suggest('frobnicate')).toEqual([]);
    const program = new Command('tilltag');
    program.command('doctor');
    expect(suggestCommands(program, ['--frobnicate'])).toEqual([]);
    expect(suggestCommands(program, ['doctor'])).toEqual([]);
  });
});
