// How a template's files become one function body.
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { flatten } from '../../../scripts/compiler/flatten.ts';
import { BuildError, formatDiagnostic } from '../../../scripts/diagnostics/diagnostic.ts';
import { writeFolder } from './template-folder.ts';

type Options = Partial<Parameters<typeof flatten>[1]>;

function flat(files: Readonly<Record<string, string>>, { kind = 'tag', container = 'web' }: Options = {}) {
  const root = writeFolder(files);
  return flatten(join(root, 'code.ts'), { kind, container }, root);
}

function faultsOf(files: Readonly<Record<string, string>>, options: Options = {}) {
  try {
    flat(files, options);
  } catch (error) {
    if (error instanceof BuildError)
      return error.diagnostics.map(({ code, ...at }) => `${code} ${at.file}:${at.line}:${at.column}`);
    throw error;
  }
  return [];
}

const ordinary = {
  'code.ts': `// Greets the page.
import { injectScript, JSON } from 'sandbox:web';
import { type Line, log } from './shared/log.ts';
import type { Data } from './form.ts';

/** Where to. */
const host: string = 'https://example.com/';
const path = 'a'; // A path.

/** Runs the tag. */
export function run(data: Data): void {
  // Never blocks.
  injectScript(host + path, data.gtmOnSuccess);
  log({ text: 'x' } satisfies Line);
}
`,
  'shared/log.ts': `// How templates log.
import { JSON, logToConsole } from 'sandbox:web';

/** A line. */
export interface Line {
  text: string;
}

/** The greatest number. */
const limit = 3;

/** Writes one line. */
export function log(line: Line): void {
  if (limit > 2) logToConsole(line);
}

/** Nobody uses this one. */
export function unused() {
  return JSON;
}
`,
};

describe('flatten', () => {
  test('the entry opens the code, then come requires, then files in the order in which they run, with their comments', () => {
    expect(flat(ordinary).code).toBe(`// Greets the page.

const injectScript = require('injectScript');
const logToConsole = require('logToConsole');

/** The greatest number. */
const limit = 3;

/** Writes one line. */
function log(line      )       {
  if (limit > 2) logToConsole(line);
}

/** Where to. */
const host         = 'https://example.com/';
const path = 'a'; // A path.

/** Runs the tag. */
function run(data      )       {
  // Never blocks.
  injectScript(host + path, data.gtmOnSuccess);
  log({ text: 'x' }               );
}
`);
  });

  test('a tag and a client run, a variable returns what it found', () => {
    expect(flat(ordinary).call).toBe('run(data);');
    expect(flat(ordinary, { kind: 'variable' }).call).toBe('return run(data);');
    const client = { 'code.ts': 'export function run() {}' };
    expect(flat(client, { kind: 'client', container: 'server' }).call).toBe('run(data);');
  });

  test('the APIs that are left are named with the place of their first import', () => {
    const { apis } = flat(ordinary);
    expect([...apis].map(([name, place]) => `${name} ${place.file}:${place.line}:${place.column}`)).toEqual([
      'injectScript code.ts:2:10',
      'logToConsole shared/log.ts:2:16',
    ]);
  });

  const both = {
    'web.ts':
      "import { getUrl, JSON } from 'sandbox:web';\nimport { print } from './shared.ts';\nexport const run = () => print(JSON.parse(getUrl()));",
    'server.ts':
      "import { getRequestPath } from 'sandbox:server';\nimport { print } from './shared.ts';\nexport const run = () => print(getRequestPath());",
    'shared.ts':
      "import { JSON, logToConsole } from 'sandbox:shared';\nexport const print = (value) => logToConsole(JSON.stringify(value));",
  };

  test('a file that imports only what both containers have is part of templates for both', () => {
    expect(flat({ ...both, 'code.ts': both['web.ts'] }).code).toBe(
      `${['getUrl', 'JSON', 'logToConsole'].map((api) => `const ${api} = require('${api}');\n`).join('')}
const print = (value) => logToConsole(JSON.stringify(value));

const run = () => print(JSON.parse(getUrl()));
`,
    );
    expect([...flat({ ...both, 'code.ts': both['server.ts'] }, { container: 'server' }).apis.keys()]).toEqual([
      'getRequestPath',
      'JSON',
      'logToConsole',
    ]);
  });

  test.each([
    ['foreign_module', "import { getUrl } from 'sandbox:web';\nexport const run = () => getUrl();", 'server', '1:1'],
    ['foreign_module', "import { sha256 } from 'sandbox:server';\nexport const run = () => sha256();", 'web', '1:1'],
    ['unknown_api', "import { getUrl } from 'sandbox:server';\nexport const run = () => getUrl();", 'server', '1:10'],
    ['unknown_api', "import { getUrl } from 'sandbox:shared';\nexport const run = () => getUrl();", 'web', '1:10'],
    ['unknown_module', "import { a } from 'sandbox:test';\nexport const run = () => a();", 'server', '1:1'],
    [
      'clash',
      "import { Promise } from 'sandbox:server';\nimport { a } from './a.ts';\nexport const run = () => a(Promise);",
      'server',
      '1:7',
    ],
  ] as const)('%s: %s in a template for %s containers', (code, entry, container, place) => {
    const file = code === 'clash' ? 'a.ts' : 'code.ts';
    const files = { 'code.ts': entry, 'a.ts': 'const Promise = 1;\nexport const a = () => Promise;' };
    expect(faultsOf(files, { container })).toEqual([`${code} ${file}:${place}`]);
  });

  test('a name that needs an import is told the module of its container', () => {
    const files = { 'code.ts': 'export const run = () => claimRequest();' };
    expect(() => flat(files, { container: 'server' })).toThrow("import { claimRequest } from 'sandbox:server'");
  });

  test('constants are not folded, and what runs for its effect stays', () => {
    const files = {
      'code.ts': "import { a } from './a.ts';\nexport function run() {\n  if (false) a();\n}",
      'a.ts': "import { callLater } from 'sandbox:web';\nexport const a = () => 1;\ncallLater(a);\n",
    };
    const { code } = flat(files);
    expect(code).toContain('if (false) a();');
    expect(code).toContain('callLater(a);');
  });

  test('a file that two others import is there once', () => {
    const files = {
      'code.ts': "import { a } from './a.ts';\nimport { b } from './b.ts';\nexport const run = () => a() + b();",
      'a.ts': "import { one } from './one.ts';\nexport const a = () => one;",
      'b.ts': "import { one } from './one.ts';\nexport const b = () => one;",
      'one.ts': 'export const one = 1;',
    };
    expect(flat(files).code).toBe(
      'const one = 1;\n\nconst a = () => one;\n\nconst b = () => one;\n\nconst run = () => a() + b();\n',
    );
  });

  test('files that import each other are joined', () => {
    const files = {
      'code.ts': "import { a } from './a.ts';\nexport function run() {\n  return a();\n}",
      'a.ts': "import { run } from './code.ts';\nexport function a() {\n  return run;\n}",
    };
    expect(flat(files).code).toMatch(/function a\(\)[\s\S]*function run\(\)/);
  });

  test.each([
    ['no_run', 'export function start() {}', 'code.ts:1:1'],
    ['no_run', 'function run() {}', 'code.ts:1:1'],
    ['unknown_module', "import { a } from 'lodash';\nexport function run() {\n  a();\n}", 'code.ts:1:1'],
    ['missing_file', "import { a } from './missing.ts';\nexport function run() {\n  a();\n}", 'code.ts:1:19'],
    ['missing_file', "import { one } from './one';\nexport function run() {\n  one();\n}", 'code.ts:1:21'],
    ['unknown_api', "import { fetch } from 'sandbox:web';\nexport function run() {\n  fetch();\n}", 'code.ts:1:10'],
    ['no_whole_import', "import * as all from 'sandbox:web';\nexport function run() {\n  all;\n}", 'code.ts:1:8'],
    ['no_whole_import', "import one from './one.ts';\nexport function run() {\n  one;\n}", 'code.ts:1:8'],
    ['no_alias', "import { JSON as json } from 'sandbox:web';\nexport function run() {\n  json;\n}", 'code.ts:1:10'],
    ['no_re_export', "export * from './one.ts';\nexport function run() {}", 'code.ts:1:1'],
    ['no_re_export', "export { one } from './one.ts';\nexport function run() {}", 'code.ts:1:1'],
    ['clash', "import { one } from './one.ts';\nconst two = one;\nexport const run = () => two;", 'code.ts:2:7'],
    ['clash', "import { other } from './one.ts';\nconst JSON = other;\nexport const run = () => JSON;", 'code.ts:2:7'],
    ['clash', 'const data = 1;\nexport const run = () => data;', 'code.ts:1:7'],
    ['clash', 'function require() {}\nexport const run = () => require();', 'code.ts:1:10'],
    ['syntax_error', 'export function run() {\n  const = 1;\n}', 'code.ts:2:9'],
  ])('%s: %s', (code, entry, place) => {
    const one =
      "import { JSON } from 'sandbox:web';\nexport const one = 1;\nexport const two = 2;\nexport const other = JSON;";
    expect(faultsOf({ 'code.ts': entry, 'one.ts': one })).toEqual([`${code} ${place}`]);
  });

  test('a template without its code file is told what must be in it', () => {
    expect(faultsOf({ 'one.ts': 'export const one = 1;' })).toEqual(['no_run code.ts:1:1']);
  });

  test('the faults of all files come at once', () => {
    const files = {
      'code.ts': "import { a } from './a.ts';\nexport const run = () => `x` + a;",
      'a.ts': 'export const a = 1;\nenum B { c }',
    };
    expect(faultsOf(files)).toEqual(['no_template_literals code.ts:2:26', 'syntax_error a.ts:2:1']);
  });

  test('a clash names both sides', () => {
    const files = {
      'code.ts': "import { one } from './shared/one.ts';\nconst log = one;\nexport const run = () => log;",
      'shared/one.ts': 'const log = 1;\nexport const one = () => log;',
    };
    try {
      flat(files);
      expect.unreachable();
    } catch (error) {
      expect(error instanceof BuildError && error.diagnostics.map(formatDiagnostic)).toEqual([
        'code.ts:2:7 — shared/one.ts has the name log too, and in the template all files share one scope; rename one of them.',
      ]);
    }
  });
});
