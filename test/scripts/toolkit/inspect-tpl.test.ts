// What the toolkit finds in one file.
import { describe, expect, test } from 'vitest';
import { inspectTpl } from '../../../scripts/toolkit/inspect-tpl.ts';
import { runWholeFile } from '../../../scripts/toolkit/scenarios/run-file-scenarios.ts';
import { failing, passing, toTpl } from './to-tpl.ts';

function inspect(text: string) {
  return inspectTpl({ file: 'a.tpl', text, runner: runWholeFile });
}

/** The line of the file on which the text stands. */
function lineOf(tpl: string, text: string): number {
  return tpl.slice(0, tpl.indexOf(text)).split('\n').length;
}

describe('inspectTpl', () => {
  test('a sound file has its kind, its scenarios and no problem', async () => {
    const text = toTpl({ scenarios: { Succeeds: passing } });
    const expected = [{ name: 'Succeeds', passed: true, message: '', line: lineOf(text, 'name: Succeeds') }];
    expect(await inspect(text)).toEqual({
      file: 'a.tpl',
      template: 'web tag',
      scenarioCount: 1,
      scenarios: expected,
      problems: [],
    });
  });

  test.each([
    [{}, 'web tag'],
    [{ kind: 'MACRO', code: 'return 1;' }, 'web variable'],
    [{ container: 'server' }, 'server tag'],
    [{ container: 'server', kind: 'MACRO', code: 'return 1;' }, 'server variable'],
    [{ container: 'server', kind: 'CLIENT', code: '' }, 'server client'],
    [{ container: 'server', info: { type: 'VARIABLE' } }, 'server template'],
  ] as const)('%j is called a %s', async (parts, expected) => {
    expect((await inspectTpl({ file: 'a.tpl', text: toTpl(parts) })).template).toBe(expected);
  });

  test('a file of which not even the container can be told is called a template', async () => {
    expect((await inspectTpl({ file: 'a.tpl', text: '' })).template).toBe('template');
  });

  test('without a runner no scenario is run, and all are counted', async () => {
    const text = toTpl({ scenarios: { Succeeds: passing, Fails: failing } });
    expect(await inspectTpl({ file: 'a.tpl', text })).toMatchObject({ scenarioCount: 2, scenarios: [], problems: [] });
  });

  test('a failing scenario is reported with its reason', async () => {
    const { scenarios, problems } = await inspect(toTpl({ scenarios: { Succeeds: passing, Fails: failing } }));
    expect(problems).toEqual([]);
    expect(scenarios.map(({ name, passed }) => ({ name, passed }))).toEqual([
      { name: 'Succeeds', passed: true },
      { name: 'Fails', passed: false },
    ]);
    expect(scenarios[1]?.message).toContain('gtmOnFailure');
  });

  test('an API that does not exist fails the scenario that meets it', async () => {
    const code = "const fetch = require('fetchAnything');\nfetch('https://example.com');\ndata.gtmOnSuccess();";
    const { scenarios } = await inspect(toTpl({ code, scenarios: { Succeeds: passing } }));
    expect(scenarios).toMatchObject([{ name: 'Succeeds', passed: false }]);
    expect(scenarios[0]?.message).toContain('fetchAnything');
  });

  test('broken JSON is a problem of its section, at its place in the file', async () => {
    const text = toTpl({ parameters: [{ type: 'TEXT', name: 'a' }] }).replace('}\n]', '},\n]');
    const { problems } = await inspect(text);
    expect(problems).toMatchObject([{ section: 'TEMPLATE_PARAMETERS', line: lineOf(text, '},\n]'), column: 4 }]);
    expect(problems[0]?.message).toContain('trailing comma');
  });

  test('what the sandbox lacks is a problem of the code, at its place in the file', async () => {
    const text = toTpl({ code: 'const a = 1;\nconst b = `x`;\ndata.gtmOnSuccess();' });
    const { problems } = await inspect(text);
    expect(problems).toMatchObject([
      { section: 'SANDBOXED_JS_FOR_WEB_TEMPLATE', line: lineOf(text, 'const b'), column: 11 },
    ]);
    expect(problems[0]?.message).toContain('template literals');
  });

  test('what the sandbox lacks is a problem of a scenario too, at its place in the file', async () => {
    const text = toTpl({ scenarios: { Fine: passing, Modern: `const a = 1;\nconst b = a ?? 2;\n${passing}` } });
    const { problems } = await inspectTpl({ file: 'a.tpl', text });
    expect(problems).toMatchObject([{ section: 'TESTS', line: lineOf(text, 'const b'), column: 15 }]);
  });

  test('setup and scenario know each other’s names, and an undeclared one is a problem of either', async () => {
    const scenario = '- name: One\n  code: |-\n    const url = base + path;\n    later();\n';
    const setup = "setup: |-\n  const base = 'a';\n  const later = () => url + missing;\n";
    const text = toTpl({ tests: `scenarios:\n${scenario}${setup}` });
    const { problems } = await inspectTpl({ file: 'a.tpl', text });
    expect(problems).toMatchObject([
      { section: 'TESTS', line: lineOf(text, 'const url'), column: 24 },
      { section: 'TESTS', line: lineOf(text, 'const later'), column: 29 },
    ]);
    expect(problems[0]?.message).toContain('path');
    expect(problems[1]?.message).toContain('missing');
  });

  test('an API without its permission is a problem of the code, and no other with it', async () => {
    const code = "const getUrl = require('getUrl');\ngetUrl('path');\ndata.gtmOnSuccess();";
    const text = toTpl({ code });
    const { problems } = await inspectTpl({ file: 'a.tpl', text });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ section: 'SANDBOXED_JS_FOR_WEB_TEMPLATE' });
    expect(problems[0]?.message).toContain('get_url');
    const permissions = [{ publicId: 'get_url', params: { urlParts: 'any', queriesAllowed: 'any' } }];
    expect((await inspectTpl({ file: 'a.tpl', text: toTpl({ code, permissions }) })).problems).toEqual([]);
  });

  test('code that cannot run is a problem, and makes every scenario fail with the reason', async () => {
    const { scenarios, problems } = await inspect(
      toTpl({ code: 'const = 1;', scenarios: { One: passing, Two: passing } }),
    );
    expect(problems).toHaveLength(1);
    expect(scenarios.map(({ name, passed }) => ({ name, passed }))).toEqual([
      { name: 'One', passed: false },
      { name: 'Two', passed: false },
    ]);
    for (const { message } of scenarios) expect(message).toContain('cannot run');
  });

  test('problems stand in the order of the file', async () => {
    const text = toTpl({ code: 'this;', tests: 'scenarios: [' }).replace('"displayName"', 'displayName');
    const { problems } = await inspect(text);
    const lines = problems.map(({ line }) => line);
    expect(new Set(problems.map(({ section }) => section)).size).toBe(3);
    expect(lines).toEqual(lines.toSorted((a, b) => a - b));
  });

  test.each([
    ['nothing', ''],
    ['a text without sections', 'Hello'],
    ['bytes that are no text', String.fromCharCode(...Array.from({ length: 256 }, (_, index) => index))],
    ['only headers', '___INFO___\n___TESTS___\n___SANDBOXED_JS_FOR_WEB_TEMPLATE___'],
    ['JSON of another kind', '___INFO___\n3\n___TEMPLATE_PARAMETERS___\n"x"\n___SANDBOXED_JS_FOR_SERVER___\n;'],
    ['tests of another kind', toTpl({ tests: '- 1\n- 2' })],
  ])('%s is answered with problems or none, never with a crash', async (_, text) => {
    const report = await inspect(text);
    expect(report.file).toBe('a.tpl');
    if (!text.includes('SANDBOXED_JS')) expect(report.problems).not.toEqual([]);
  });
});
