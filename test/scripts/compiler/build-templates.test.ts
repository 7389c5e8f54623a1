// From a folder of templates to the files people import: what comes out, and every reason why nothing does.
import { describe, expect, test } from 'vitest';
import { BakeError } from '../../../functions/downloads/parse-endpoint.ts';
import { buildTemplates } from '../../../scripts/compiler/build-templates.ts';
import { parseTpl } from '../../../scripts/tpl/parse-tpl.ts';
import { build, faultsOf, places, tagCode, variableCode } from './build-folder.ts';
import { formSource, writeFolder } from './template-folder.ts';

describe('buildTemplates', () => {
  test('a tag and a variable become files whose names say what they are', async () => {
    const built = await build({
      'b-tag/form.ts': formSource(),
      'b-tag/code.ts': tagCode,
      'a-variable/form.ts': formSource({ kind: 'webVariable' }),
      'a-variable/code.ts': variableCode,
      'notes/README.md': 'No template.',
    });
    expect(built.map(({ fileName }) => fileName)).toEqual(['a.web-variable.tpl', 'b.web-tag.tpl']);
    expect(built.map(({ tpl }) => parseTpl(tpl).kind)).toEqual(['MACRO', 'TAG']);
    expect(built.flatMap(({ tpl }) => parseTpl(tpl).faults)).toEqual([]);
  });

  test('one template can be built alone, whatever is wrong with the others', async () => {
    const root = writeFolder({
      'a-tag/form.ts': 'broken',
      'b-tag/form.ts': formSource(),
      'b-tag/code.ts': tagCode,
    });
    const built = await buildTemplates({ folder: root, root, types: 'none', only: 'b-tag' });
    expect(built.map(({ name }) => name)).toEqual(['b-tag']);
  });

  test('the code reads like its source and ends in the call', async () => {
    const [built] = await build({ 'b-tag/form.ts': formSource(), 'b-tag/code.ts': tagCode });
    expect(parseTpl(built?.tpl ?? '').code.text).toBe(
      '// Runs.\n\n/** Runs. */\nfunction run(data) {\n  data.gtmOnSuccess();\n}\n\nrun(data);',
    );
  });

  test('a picture beside the form goes into the file', async () => {
    const [built] = await build({
      'b-tag/form.ts': formSource(),
      'b-tag/code.ts': tagCode,
      'b-tag/thumbnail.png': 'PNG',
    });
    expect(parseTpl(built?.tpl ?? '').info['brand']).toMatchObject({ thumbnail: 'data:image/png;base64,UE5H' });
  });

  test('scenarios beside the code go into the file, with what they share, and are counted', async () => {
    const scenarios = `import { assertApi, runCode, scenario } from 'sandbox:test';
const data = { path: 'a' };
scenario('Succeeds at once', () => {
  runCode(data);
  assertApi('gtmOnSuccess').wasCalled();
});
`;
    const [built] = await build({
      'b-tag/form.ts': formSource(),
      'b-tag/code.ts': tagCode,
      'b-tag/scenarios.ts': scenarios,
    });
    expect(parseTpl(built?.tpl ?? '')).toMatchObject({
      setup: "const data = { path: 'a' };",
      scenarios: [{ name: 'Succeeds at once', code: "runCode(data);\nassertApi('gtmOnSuccess').wasCalled();" }],
    });
    expect(built?.scenarios).toBe(1);
  });

  test('a template without scenarios has none in its file', async () => {
    const [built] = await build({ 'b-tag/form.ts': formSource(), 'b-tag/code.ts': tagCode });
    expect(built?.tpl).toContain('\n___TESTS___\n\nscenarios: []\n');
    expect(built?.scenarios).toBe(0);
  });

  test('the faults of scenarios come with those of form and code', async () => {
    const faults = await faultsOf({
      'b-tag/form.ts': formSource({ categories: '[]' }),
      'b-tag/code.ts': 'export function start() {}',
      'b-tag/scenarios.ts': 'export const one = 1;',
    });
    expect(places(faults)).toEqual([
      'no_run b-tag/code.ts:1:1',
      'bad_categories b-tag/form.ts:11:3',
      'no_scenarios b-tag/scenarios.ts:1:1',
    ]);
  });

  test('the same sources give the same bytes', async () => {
    const files = { 'b-tag/form.ts': formSource(), 'b-tag/code.ts': tagCode };
    expect(await build(files)).toEqual(await build(files));
  });

  test('a deployment is baked in', async () => {
    const fields = "text({ name: 'endpoint', label: 'Endpoint' })";
    const root = writeFolder({ 'b-tag/form.ts': formSource({ fields }), 'b-tag/code.ts': tagCode });
    const baking = { endpoint: 'https://tags.example.com' };
    const [built] = await buildTemplates({ folder: root, root, types: 'none', baking });
    expect(parseTpl(built?.tpl ?? '').parameters[0]?.raw['defaultValue']).toBe('https://tags.example.com');
    const refused = buildTemplates({ folder: root, root, types: 'none', baking: { endpoint: 'https://localhost' } });
    await expect(refused).rejects.toThrow(BakeError);
  });
});
