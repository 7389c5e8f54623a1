// What CONTRIBUTING tells an author of templates, held to the compiler and the simulator.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type BuiltTemplate, buildTemplates } from '../../scripts/compiler/build-templates.ts';
import { compareScenarios } from '../../scripts/toolkit/agreement/compare-scenarios.ts';
import { inspectTpl } from '../../scripts/toolkit/inspect-tpl.ts';
import { writeFolder } from '../scripts/compiler/template-folder.ts';
import { codeIn, codesIn, figuresIn, readMarkdown, root } from './markdown.ts';

const page = readMarkdown('.github/CONTRIBUTING.md');
const name = /`([\w-]+)` makes `[\w.-]+\.tpl`/.exec(page.text)?.[1] ?? '';
const templates = ['web', 'server'].flatMap((container) =>
  readdirSync(path.join(root, 'gtm-templates', container))
    .filter((folder) => existsSync(path.join(root, 'gtm-templates', container, folder, 'form.ts')))
    .map((folder) => ({ container, folder })),
);

/** Builds the example as it is printed, with every check of the real templates; answers its folder and its file. */
async function buildExample(): Promise<{ folder: string; built: BuiltTemplate | undefined }> {
  const [form, code, scenarios] = page
    .blocks('ts')
    .map((block) => block.replaceAll("'../../", `'${path.join(root, 'gtm-templates')}/`));
  const types = path.join(root, 'gtm-templates');
  const folder = writeFolder({
    'package.json': '{"type": "module"}',
    'tsconfig.json': JSON.stringify({
      extends: path.join(types, 'tsconfig.json'),
      include: [path.join(types, 'sandbox'), path.join(types, 'authoring'), name],
      exclude: [],
    }),
    [`${name}/form.ts`]: form ?? '',
    [`${name}/code.ts`]: code ?? '',
    [`${name}/scenarios.ts`]: scenarios ?? '',
  });
  const [built] = await buildTemplates({ folder, root: folder, types: folder });
  return { folder: path.join(folder, name), built };
}

describe('CONTRIBUTING, the steps', () => {
  const steps = page.blocks('sh').flatMap((block) => block.trim().split('\n'));
  const { jobs } = parse(readFileSync(path.join(root, '.github/workflows/ci.yml'), 'utf8'));
  const runsOf = (job: string): string[] => jobs[job].steps.flatMap(({ run }: { run?: string }) => run ?? []);

  test('each is one that continuous integration takes, in the same order, and there nothing may be left over', () => {
    expect(steps.length).toBeGreaterThan(1);
    // What was made and is not committed counts as left over too.
    const leftOver = ['git add --intent-to-add .', 'git diff --exit-code'];
    expect([...steps.slice(0, -1), ...leftOver]).toEqual(runsOf('contributing'));
    expect(steps.at(-1)).toBe('npm test');
    expect(runsOf('test')).toEqual(['.ci/run']);
  });

  test('the first is one that installs what is missing', () => {
    const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
    const [, name = ''] = /^npm run (\w+)/.exec(steps[0] ?? '') ?? [];
    expect(scripts[name]).toBe(`node scripts/preflight.mjs ${name}`);
  });

  test('the Node that it asks for is that of the preflight', () => {
    const preflight = readFileSync(path.join(root, 'scripts/preflight.mjs'), 'utf8');
    const [, needed] = /neededMajor = (\d+)/.exec(preflight) ?? [];
    const [, oldest] = /Tilltag needs Node (\d+)/.exec(preflight) ?? [];
    expect(page.text).toContain(`Node ${oldest} or newer; on a Mac Node ${needed}.`);
    expect(JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).engines).toEqual({ node: `>=${oldest}` });
    // The others are the pixels of a template's picture.
    expect(figuresIn(page.text)).toEqual([oldest, needed, '64', '64']);
  });
});

describe('CONTRIBUTING, a template', () => {
  test('the example builds without a fault into the file that the page names', async () => {
    const { built } = await buildExample();
    expect(page.text).toContain(`\`${name}\` makes \`${built?.fileName}\``);
    expect(await inspectTpl({ file: 'a.tpl', text: built?.tpl ?? '' })).toMatchObject({ problems: [] });
  });

  test('the scenarios of the example pass on source and built file, which agree', async () => {
    const { folder, built } = await buildExample();
    const compared = await compareScenarios(folder, built?.tpl ?? '');
    expect(compared.map((one) => one.source.passed && one.built.passed && one.difference === undefined)).toEqual([
      true,
      true,
    ]);
  });

  test('the files are those that templates have', () => {
    const files = page.tables('File', 'What it holds')[0]?.map(([file = '']) => codeIn(file)) ?? [];
    const present = templates.map(({ container, folder }) =>
      readdirSync(path.join(root, 'gtm-templates', container, folder)),
    );
    for (const file of files) expect(present.flat(), file).toContain(file);
    const always = files.filter((file) => present.every((some) => some.includes(file)));
    expect(always).toEqual(expect.arrayContaining(['form.ts', 'code.ts', 'scenarios.ts']));
  });

  test('the test functions are those that scenarios can import', () => {
    const typed = readFileSync(path.join(root, 'gtm-templates/sandbox/test.d.ts'), 'utf8');
    const functions = [...typed.matchAll(/^ {2}export function (\w+)/gm)].map(([, found]) => found);
    const sentence = /^- \[`sandbox:test`\]\(\S+\) has ([^;]*);/m.exec(page.text)?.[1] ?? '';
    expect(['scenario', ...codesIn(sentence)].sort()).toEqual([...new Set(functions)].sort());
  });

  test('the file that runs the scenarios is like those of the templates', () => {
    const test = `test/gtm-templates/web/${name}/scenarios.test.ts`;
    expect(page.text).toContain(test);
    const [block = ''] = /^ *await describeScenarios.*$/m.exec(page.text) ?? [];
    expect(block.trim()).toBe(`await describeScenarios('${name}');`);
  });

  test('the command that renews the committed copies is the one that the failing test names', () => {
    const test = readFileSync(path.join(root, 'test/gtm-templates/built/built.test.ts'), 'utf8');
    const command = /Run "(npm run build [^"]*)"/.exec(test)?.[1];
    expect(page.text).toContain(`\`${command}\``);
  });
});

describe('every template', () => {
  test.each(templates)('$folder has a test that runs its scenarios', ({ container, folder }) => {
    const file = path.join(root, 'test/gtm-templates', container, folder, 'scenarios.test.ts');
    expect(existsSync(file) && readFileSync(file, 'utf8')).toContain(`describeScenarios('${folder}')`);
  });
});
