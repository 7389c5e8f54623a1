// simulate and check on containers that GTM exported, from their arguments to what they print and their exit code.
import { describe, expect, test } from 'vitest';
import { check, run, simulate } from './run-inspection-command.ts';
import { entity, toContainer } from './to-container.ts';
import { failing, passing, toTpl } from './to-tpl.ts';

const fine = toContainer({
  tags: [entity('A', 'cvt_2_1')],
  templates: { 'My tag': toTpl({ scenarios: { Succeeds: passing, Other: passing } }) },
});
const limited = toContainer({ tags: [entity('Floodlight', 'flc')] });
const bad = toContainer({
  tags: [entity('A', 'cvt_2_1')],
  templates: { 'My tag': toTpl({ scenarios: { F: failing } }) },
});
const faulty = toContainer({ tags: [entity('A', 'cvt_2_9')] });

describe('npm run simulate, containers', () => {
  test('a container takes one line, each template in it another, and one for all', async () => {
    const { code, stdout } = await run(simulate, ['c.json'], { 'c.json': fine });
    expect(stdout.split('\n')).toEqual([
      '✓ c.json  web container, 1 tag, 1 template',
      '✓ c.json › My tag  web tag, 2 scenarios',
      '1 file and 1 embedded template, all fine; 2 scenarios, all passed.',
      '',
    ]);
    expect(code).toBe(0);
  });

  test('a folder’s containers are looked at beside its templates, and other JSON is not', async () => {
    const files = { 'a.tpl': toTpl(), 'b.json': fine, 'package.json': '{}' };
    const { stdout } = await run(simulate, ['.'], files);
    expect(stdout.match(/^[✓✗] .*?(?= {2})/gm)).toEqual(['✓ ./a.tpl', '✓ ./b.json', '✓ ./b.json › My tag']);
  });

  test('a type that the simulator does not know is named and ends with 0', async () => {
    const { code, stdout } = await run(simulate, ['c.json'], { 'c.json': limited });
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout:
        '✓ c.json  web container, 1 tag\n    ! Tag "Floodlight" is of the type flc, which the simulator does not know; it never fires.\n',
    });
  });

  test('a fault ends with 1', async () => {
    const { code, stdout } = await run(simulate, ['c.json'], { 'c.json': faulty });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^✗ c\.json {2}web container, 1 tag, 1 problem\n {4}c\.json:\d+:\d+ — .*cvt_2_9/);
  });

  test('a failing scenario of a template within ends with 1, and names the template', async () => {
    const { code, stdout } = await run(simulate, ['c.json'], { 'c.json': bad });
    expect(code).toBe(1);
    expect(stdout).toMatch(/\n✗ c\.json › My tag {2}web tag, 1 of 1 scenario fails\n {4}✗ F — c\.json › My tag:\d+\n/);
  });

  test('with --json each container and each template in it is one object on a line', async () => {
    const { stdout } = await run(simulate, ['.', '--json'], { 'a.json': fine, 'b.json': limited, 'c.tpl': toTpl() });
    const objects = stdout.trimEnd().split('\n');
    expect(objects.map((line) => JSON.parse(line))).toEqual([
      { file: './a.json', scenarios: [], problems: [], notes: [] },
      {
        file: './a.json › My tag',
        scenarios: ['Succeeds', 'Other'].map((name) => ({ name, passed: true, message: '' })),
        problems: [],
      },
      { file: './b.json', scenarios: [], problems: [], notes: [expect.stringContaining('Floodlight')] },
      { file: './c.tpl', scenarios: [], problems: [] },
    ]);
  });

  test('--only and --verbose hold for the templates within', async () => {
    const { stdout } = await run(simulate, ['c.json', '--only', 'Succ', '--verbose'], { 'c.json': fine });
    expect(stdout).toContain('✓ c.json › My tag  web tag, 1 of 2 scenarios\n    ✓ Succeeds\n');
    expect(await run(simulate, ['c.json', '--only', 'none'], { 'c.json': fine })).toMatchObject({ code: 2 });
  });

  test('JSON that is no container is told so, and the next file has its turn', async () => {
    const { code, stdout } = await run(simulate, ['a.json', 'b.json'], { 'a.json': '{}', 'b.json': limited });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^✗ a\.json {2}JSON, 1 problem\n {4}a\.json:1:1 — This is no container/);
    expect(stdout).toContain('\n✓ b.json');
  });
});

describe('npm run check, containers', () => {
  test('a container and the templates in it are checked, and no scenario runs', async () => {
    expect(await run(check, ['c.json'], { 'c.json': bad })).toEqual({
      code: 0,
      stdout:
        '✓ c.json  web container, 1 tag, 1 template\n✓ c.json › My tag  web tag\n1 file and 1 embedded template, all fine.\n',
      stderr: '',
    });
    expect(await run(check, ['c.json'], { 'c.json': faulty })).toMatchObject({ code: 1 });
  });
});
