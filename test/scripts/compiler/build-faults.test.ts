// What the build refuses in templates, and what it says of it.
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildTemplates } from '../../../scripts/compiler/build-templates.ts';
import { repositoryRoot } from '../../../scripts/compiler/repository-root.ts';
import { BuildError } from '../../../scripts/diagnostics/diagnostic.ts';
import { faultsOf, places, tagCode } from './build-folder.ts';
import { formSource, writeFolder } from './template-folder.ts';

describe('buildTemplates', () => {
  test('the faults of all templates come at once, sorted by file and line', async () => {
    const found = await faultsOf({
      'a-tag/form.ts': formSource({ permissions: "logging('debug')" }),
      'a-tag/code.ts': 'export function run(data) {\n  data.a = /x/;\n  data.b = `y`;\n}\n',
      'b-tag/form.ts': formSource(),
      'b-tag/code.ts': "import { getUrl } from 'sandbox:web';\nexport function run() {\n  getUrl();\n}\n",
    });
    expect(places(found)).toEqual([
      'no_regex_literals a-tag/code.ts:2:12',
      'no_template_literals a-tag/code.ts:3:12',
      'no_callback b-tag/code.ts:1:1',
      'missing_permission b-tag/code.ts:1:10',
    ]);
  });

  test('the fault of a file that two templates share is reported once', async () => {
    const code = "import { log } from '../shared/log.ts';\nexport function run(data) {\n  log(data);\n}\n";
    const found = await faultsOf({
      'a-tag/form.ts': formSource(),
      'a-tag/code.ts': code,
      'b-tag/form.ts': formSource(),
      'b-tag/code.ts': code,
      'shared/log.ts': 'export function log(data) {\n  return new data();\n}\n',
    });
    expect(places(found)).toEqual(['no_new shared/log.ts:2:10']);
  });

  test.each([
    ['unused_permission', { permissions: "logging('debug')" }, "logging('debug')"],
    ['duplicate_field', { fields: "text({ name: 'a', label: 'A' }), text({ name: 'a', label: 'B' })" }, "'a'"],
    ['unknown_field', { fields: "text({ name: 'a', label: 'A', enabledWhen: [equals('b', 'x')] })" }, "'a'"],
    ['field_name', { fields: "text({ name: 'a-b', label: 'A' })" }, "'a-b'"],
    [
      'default_not_an_item',
      { fields: "select({ name: 'a', label: 'A', items: [{ value: 'x', label: 'X' }], defaultValue: 'y' })" },
      "'a'",
    ],
    ['bad_categories', { categories: '[]' }, 'categories'],
    ['bad_categories', { categories: "['UTILITY', 'SALES', 'SOCIAL', 'CHAT']" }, 'categories'],
    [
      'too_many_fields',
      { fields: "...Array.from({ length: 101 }, (_, i) => text({ name: 'f' + i, label: 'F' }))" },
      'fields',
    ],
  ])('%s is reported where form.ts says it', async (code, parts, at) => {
    const form = formSource(parts);
    const found = await faultsOf({ 'a-tag/form.ts': form, 'a-tag/code.ts': tagCode });
    expect(found.map((one) => one.code)).toEqual([code]);
    expect(form.split('\n')[(found[0]?.line ?? 0) - 1]?.slice((found[0]?.column ?? 0) - 1)).toMatch(
      new RegExp(`^${at.replaceAll(/[()]/g, '\\$&')}`),
    );
  });

  test('a choice without a default, or with one of its items, passes', async () => {
    const items = "items: [{ value: 'x', label: 'X' }]";
    const fields = `select({ name: 'a', label: 'A', ${items} }), radio({ name: 'b', label: 'B', ${items}, defaultValue: 'x' })`;
    expect(await faultsOf({ 'a-tag/form.ts': formSource({ fields }), 'a-tag/code.ts': tagCode })).toEqual([]);
  });

  test('a URL pattern that GTM refuses and a permission that stands twice are reported', async () => {
    const permissions = "injectScript(['https://*/*']), injectScript(['https://example.com/*'])";
    const code =
      "import { injectScript } from 'sandbox:web';\nexport function run(data) {\n  injectScript('https://example.com/x.js', data.gtmOnSuccess());\n}\n";
    const found = await faultsOf({ 'a-tag/form.ts': formSource({ permissions }), 'a-tag/code.ts': code });
    expect(found.map((one) => one.code).sort()).toEqual(['bad_url_pattern', 'duplicate_permission']);
  });

  test('a permission that the code uses passes', async () => {
    const permissions = "injectScript(['https://example.com/*'])";
    const code =
      "import { injectScript } from 'sandbox:web';\nexport function run(data) {\n  injectScript('https://example.com/x.js', data.gtmOnSuccess());\n}\n";
    expect(await faultsOf({ 'a-tag/form.ts': formSource({ permissions }), 'a-tag/code.ts': code })).toEqual([]);
  });

  test('a tag that never calls back is refused, a variable is not', async () => {
    const code = 'export function run(data) {\n  return data.path;\n}\n';
    const found = await faultsOf({
      'a-tag/form.ts': formSource(),
      'a-tag/code.ts': code,
      'b-variable/form.ts': formSource({ kind: 'webVariable' }),
      'b-variable/code.ts': code,
    });
    expect(places(found)).toEqual(['no_callback a-tag/code.ts:1:1']);
  });

  test('a template in the folder of the other container is refused', async () => {
    const files = { 'web/a-tag/form.ts': formSource({ kind: 'serverTag' }), 'web/a-tag/code.ts': tagCode };
    const root = writeFolder(files);
    const failed = buildTemplates({ folder: join(root, 'web'), root, types: 'none' });
    await expect(failed).rejects.toMatchObject({
      diagnostics: [{ code: 'wrong_container_folder', file: 'web/a-tag/form.ts', line: 1, column: 1 }],
    });
  });

  test('a folder whose name says another kind is refused', async () => {
    const found = await faultsOf({ 'a-variable/form.ts': formSource(), 'a-variable/code.ts': tagCode });
    expect(places(found)).toEqual(['wrong_folder_name a-variable/form.ts:1:1']);
  });

  test('a form without a template and one that cannot be loaded are refused', async () => {
    const found = await faultsOf({
      'a-tag/form.ts': 'export const form = 1;',
      'a-tag/code.ts': tagCode,
      'b-tag/form.ts': "throw new Error('broken on purpose');",
      'b-tag/code.ts': tagCode,
    });
    expect(places(found)).toEqual(['no_template a-tag/form.ts:1:1', 'form_not_loaded b-tag/form.ts:1:1']);
    expect(found[1]?.message).toContain('broken on purpose');
  });

  test('a line of the code that looks like a section header is refused', async () => {
    const code = 'export function run(data) {\n  /*\n___NOTES___\n  */\n  data.gtmOnSuccess();\n}\n';
    const found = await faultsOf({ 'a-tag/form.ts': formSource(), 'a-tag/code.ts': code });
    expect(found.map((one) => one.code)).toEqual(['header_in_code']);
  });

  test('what TypeScript finds is reported with the rest, but not where the compiler knows the cure', async () => {
    const sandbox = join(repositoryRoot, 'gtm-templates/sandbox');
    const root = writeFolder({
      'package.json': '{"type": "module"}',
      'tsconfig.json': JSON.stringify({
        extends: join(repositoryRoot, 'gtm-templates/tsconfig.json'),
        include: [sandbox, 'a-tag/code.ts'],
        exclude: [],
      }),
      'a-tag/form.ts': formSource(),
      'a-tag/code.ts':
        "export function run(data: { list: string[] }): void {\n  `x`;\n  data.list.includes('a');\n  window;\n}\n",
    });
    const failed = buildTemplates({ folder: root, root, types: root });
    await expect(failed).rejects.toThrow(BuildError);
    await expect(failed).rejects.toMatchObject({
      diagnostics: [
        { code: 'no_template_literals', file: 'a-tag/code.ts', line: 2, column: 3 },
        {
          code: 'type_error',
          file: 'a-tag/code.ts',
          line: 3,
          column: 13,
          message: "Property 'includes' does not exist on type 'string[]'. The sandbox does not have it.",
        },
        { code: 'undeclared_name', file: 'a-tag/code.ts', line: 4, column: 3 },
      ],
    });
  });
});
