// simulate and check, from their arguments to what they print and their exit code.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runInspection } from '../../../scripts/toolkit/run-inspection.ts';
import { writeFolder } from '../compiler/template-folder.ts';
import { recordCommand } from './record-command.ts';
import { check, run, simulate } from './run-inspection-command.ts';
import { failing, passing, toTpl } from './to-tpl.ts';

const fine = toTpl({ scenarios: { Succeeds: passing } });
const bad = toTpl({ scenarios: { Succeeds: passing, Fails: failing } });
const broken = toTpl({ code: 'this;' });

describe('npm run simulate', () => {
  test('one good file takes one line and ends with 0', async () => {
    expect(await run(simulate, ['a.tpl'], { 'a.tpl': fine })).toEqual({
      code: 0,
      stdout: '✓ a.tpl  web tag, 1 scenario\n',
      stderr: '',
    });
  });

  test('several files take a line each and one for all', async () => {
    const { code, stdout } = await run(simulate, ['in', 'z.tpl'], {
      'in/a.tpl': fine,
      'in/b/c.tpl': fine,
      'z.tpl': toTpl(),
    });
    expect(stdout.split('\n')).toEqual([
      '✓ in/a.tpl  web tag, 1 scenario',
      '✓ in/b/c.tpl  web tag, 1 scenario',
      '✓ z.tpl  web tag, no scenarios',
      '3 files, all fine; 2 scenarios, all passed.',
      '',
    ]);
    expect(code).toBe(0);
  });

  test('a failing scenario ends with 1, its name and reason below the file', async () => {
    const { code, stdout } = await run(simulate, ['a.tpl'], { 'a.tpl': bad });
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^✗ a\.tpl {2}web tag, 1 of 2 scenarios fails\n {4}✗ Fails — a\.tpl:\d+\n {6}.*gtmOnFailure/,
    );
    expect(stdout).not.toContain('Succeeds');
  });

  test('a problem ends with 1, its place below the file', async () => {
    const { code, stdout } = await run(simulate, ['a.tpl'], { 'a.tpl': broken });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^✗ a\.tpl {2}web tag, no scenarios, 1 problem\n {4}a\.tpl:\d+:1 — .*this/);
  });

  test('what is wrong with one file never keeps the next from its turn', async () => {
    const files = { 'a.tpl': 'nothing', 'b.tpl': broken, 'c.tpl': bad, 'd.tpl': fine };
    const { code, stdout } = await run(simulate, ['.'], files);
    expect(code).toBe(1);
    expect(stdout.match(/^[✓✗] \S+/gm)).toEqual(['✗ ./a.tpl', '✗ ./b.tpl', '✗ ./c.tpl', '✓ ./d.tpl']);
    expect(stdout).toMatch(/\n4 files, 3 with faults; 3 scenarios, 1 failed\.\n$/);
  });

  test('with --json each file is one object on a line, and nothing else is printed', async () => {
    const files = { 'a.tpl': fine, 'b.tpl': bad, 'c.tpl': 'nothing', 'd.tpl': toTpl() };
    const { code, stdout, stderr } = await run(simulate, ['.', '--json'], files);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const objects = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(objects.map(({ file }) => file)).toEqual(['./a.tpl', './b.tpl', './c.tpl', './d.tpl']);
    expect(objects.map(({ scenarios }) => scenarios.map(({ passed }: { passed: boolean }) => passed))).toEqual([
      [true],
      [true, false],
      [],
      [],
    ]);
    expect(objects.map(({ problems }) => problems.length > 0)).toEqual([false, false, true, false]);
    expect(objects[0]).toEqual({
      file: './a.tpl',
      scenarios: [{ name: 'Succeeds', passed: true, message: '' }],
      problems: [],
    });
    expect(Object.keys(objects[2].problems[0])).toEqual(['section', 'line', 'column', 'message']);
  });

  test('--verbose names the scenarios that passed', async () => {
    const { stdout } = await run(simulate, ['a.tpl', '--verbose'], { 'a.tpl': fine });
    expect(stdout).toBe('✓ a.tpl  web tag, 1 scenario\n    ✓ Succeeds\n');
  });

  test('--only runs the scenarios whose name holds the text', async () => {
    const { code, stdout } = await run(simulate, ['a.tpl', '--only', 'Succ'], { 'a.tpl': bad });
    expect({ code, stdout }).toEqual({ code: 0, stdout: '✓ a.tpl  web tag, 1 of 2 scenarios\n' });
  });

  test('--only with a text that no scenario holds is refused, because nothing would be tested', async () => {
    const { code, stderr } = await run(simulate, ['a.tpl', '--only', 'suceeds'], { 'a.tpl': bad });
    expect({ code, stderr }).toEqual({ code: 2, stderr: 'No scenario has “suceeds” in its name.\n' });
  });

  test('where a person watches, the file that is worked on is shown and taken away', async () => {
    const folder = writeFolder({ 'a.tpl': fine, 'b.tpl': fine });
    const shown: string[] = [];
    const { context } = recordCommand(folder);
    await runInspection(simulate, ['.'], { ...context, progress: (text) => shown.push(text) });
    expect(shown).toEqual(['1 of 2  ./a.tpl', '', '2 of 2  ./b.tpl', '']);
  });

  test('a fault of the toolkit itself is a problem of the file, and the next file has its turn', async () => {
    const folder = writeFolder({ 'a.tpl': fine, 'b.tpl': fine });
    const { context, output } = recordCommand(folder);
    const run = (_: unknown, file: string) => {
      if (file === './a.tpl') throw new TypeError('x is not a function');
      return Promise.resolve([{ name: 'Succeeds', passed: true, message: '' }]);
    };
    const startRunner = () => ({ run, stop: () => Promise.resolve() });
    expect(await runInspection({ ...simulate, startRunner }, ['.'], context)).toBe(1);
    expect(output()).toContain('This file could not be inspected: x is not a function. Please report it');
    expect(output()).toContain('✓ ./b.tpl');
  });

  test('a file that disappears after it was found is a problem, not a crash', async () => {
    const folder = writeFolder({ 'a.tpl': fine, 'b.tpl': fine });
    const { context, output } = recordCommand(folder);
    const run = () => {
      writeFileSync(join(folder, 'b.tpl'), 'gone');
      return Promise.resolve([]);
    };
    const startRunner = () => ({ run, stop: () => Promise.resolve() });
    expect(await runInspection({ ...simulate, startRunner }, ['.'], context)).toBe(1);
    expect(output()).toContain('✗ ./b.tpl');
  });
});

describe('npm run check', () => {
  test('scenarios do not run', async () => {
    expect(await run(check, ['a.tpl'], { 'a.tpl': bad })).toEqual({
      code: 0,
      stdout: '✓ a.tpl  web tag\n',
      stderr: '',
    });
  });

  test('problems are found as by simulate', async () => {
    const { code, stdout } = await run(check, ['a.tpl', '--json'], { 'a.tpl': broken });
    const simulated = await run(simulate, ['a.tpl', '--json'], { 'a.tpl': broken });
    expect(code).toBe(1);
    expect(stdout).toBe(simulated.stdout);
  });

  test('options about scenarios are refused', async () => {
    expect(await run(check, ['a.tpl', '--only', 'x'], { 'a.tpl': fine })).toMatchObject({ code: 2, stdout: '' });
  });
});

describe.each([simulate, check])('npm run $name, used wrongly', (command) => {
  test('no file at all ends with 2 and leads to the help', async () => {
    const { code, stdout, stderr } = await run(command, [], {});
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('--help');
  });

  test('a file that does not exist ends with 2, and no other file is looked at', async () => {
    expect(await run(command, ['a.tpl', 'b.tpl'], { 'a.tpl': fine })).toEqual({
      code: 2,
      stdout: '',
      stderr: 'There is no file or folder b.tpl.\n',
    });
  });

  test('an unknown option ends with 2', async () => {
    expect(await run(command, ['a.tpl', '--jsno'], { 'a.tpl': fine })).toMatchObject({ code: 2, stdout: '' });
  });

  test('the help says what it does and ends with 0', async () => {
    const { code, stdout } = await run(command, ['--help'], {});
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: npm run ${command.name} -- [options] <file-or-folder...>`);
  });
});
