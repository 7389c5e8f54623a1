// What compiles under the sandbox's library and what does not, asked of the real compiler with the real settings.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkTypes } from '../../../scripts/compiler/check-types.ts';
import { repositoryRoot } from '../../../scripts/compiler/repository-root.ts';
import type { Diagnostic } from '../../../scripts/diagnostics/diagnostic.ts';
import { makeFolder } from '../../scripts/compiler/template-folder.ts';

const compiling = [
  ["['a'].indexOf('a') > -1", 'a search in a list'],
  ["['a'].concat('b', ['c']).map((one) => one.length)", 'lists joined and mapped'],
  ["'abc'.match('^a')", 'a pattern as a string'],
  ["'a-b'.split('-').join('_').toUpperCase().trim()", 'the methods of text'],
  ['(1 + 2).toString()', 'a number as text'],
  ['api.Object.keys({ a: 1 }).forEach((key) => api.logToConsole(key))', 'the keys of an object'],
  ["const own: Record<string, number> = {}; own.hasOwnProperty('a')", 'a look for a key'],
  ["for (const one of ['a']) api.logToConsole(one); for (const c of 'abc') api.logToConsole(c)", 'for…of'],
  ['api.Math.round(1.5)', 'rounding'],
  ["api.JSON.parse('{}')", 'JSON'],
  ["api.injectScript('u', () => {}, () => {}, 'token')", 'a script'],
  ["if (api.localStorage) api.localStorage.getItem('a')", 'storage that may be missing'],
  ["const token: string | undefined = api.encodeUriComponent('a'); token", 'encoding that may fail'],
  ["const all: string[] = api.getQueryParameters('a', true); all", 'all values of a query key'],
] as const;

const refused = [
  ["['a'].includes('a')", 'includes'],
  ["['a'].find((one) => one)", 'find'],
  ["'a'.startsWith('a')", 'startsWith'],
  ["'a'.replaceAll('a', 'b')", 'replaceAll'],
  ["'a'.charCodeAt(0)", 'charCodeAt'],
  ["'a'.padStart(2)", 'padStart'],
  ["'a'.hasOwnProperty('length')", 'hasOwnProperty of text'],
  ['(1.5).toFixed(2)', 'toFixed'],
  ['(1).toString(16)', 'toString with a base'],
  ["['b', 'a'].sort().join()", 'a chain on sort'],
  ["((a: string) => a).call(null, 'b')", 'call'],
  ['(() => 1).toString()', 'the text of a function'],
  ["'a'.match(/a/)", 'a pattern as a regex'],
  ["parseInt('1')", 'parseInt'],
  ['isNaN(1)', 'isNaN'],
  ['NaN', 'NaN'],
  ['String(1)', 'String'],
  ['Math.round(1)', 'Math without its import'],
  ["JSON.parse('1')", 'JSON without its import'],
  ['api.Math.random()', 'random numbers'],
  ['api.Object.assign({}, {})', 'Object.assign'],
  ['window', 'window'],
  ['document', 'document'],
  ["fetch('/')", 'fetch'],
  ['setTimeout(() => {}, 1)', 'setTimeout'],
  ['console.log(1)', 'console'],
  ['new Date()', 'dates'],
  ['Promise', 'promises'],
  ['new Map()', 'maps'],
  ["api.getCookie('a')", 'an API that does not exist'],
  ['api.encodeUriComponent(1)', 'a number where text is required'],
  ["api.JSON.parse('{}').a", 'a value from outside, unchecked'],
  ["api.localStorage.getItem('a')", 'storage without a look whether it is there'],
  ["api.isConsentGranted('marketing')", 'an unknown consent type'],
  ['api.injectScript()', 'a call without its required argument'],
] as const;

let found: ReadonlyMap<string, readonly Diagnostic[]>;

beforeAll(async () => {
  const toFile = (code: string) =>
    `import * as api from 'sandbox:web';\nexport { api };\nexport function run(): void {\n  ${code};\n}\n`;
  const files = [...compiling, ...refused].map(([code], index) => [`case-${index}.ts`, toFile(code)] as const);
  const apis = join(repositoryRoot, 'gtm-templates/sandbox/web-apis.ts');
  const root = makeFolder({
    ...Object.fromEntries(files),
    'apis.ts': `import type { WebApi } from '${apis.replaceAll('\\', '/')}';
type Api = keyof typeof import('sandbox:web');
export const surplus: Exclude<WebApi, Api>[] = [];
export const none: never[] = surplus;
export const missing: Exclude<Api, WebApi>[] = [];
export const nothing: never[] = missing;
export const odd: Exclude<Api, 'getUrl'>[] = [];
export const something: never[] = odd;
`,
    'package.json': '{"type": "module"}',
    'tsconfig.json': JSON.stringify({
      extends: join(repositoryRoot, 'gtm-templates/tsconfig.json'),
      include: [join(repositoryRoot, 'gtm-templates/sandbox'), '*.ts'],
      exclude: [],
    }),
  });
  const diagnostics = await checkTypes(root, root).finally(() => rmSync(root, { recursive: true }));
  found = Map.groupBy(diagnostics, ({ file }) => file);
});

const faultsOf = (code: string) => {
  const index = [...compiling, ...refused].findIndex(([one]) => one === code);
  return found.get(`case-${index}.ts`) ?? [];
};

describe('the library of the sandbox', () => {
  test.each(compiling)('%s compiles: %s', (code) => {
    expect(faultsOf(code)).toEqual([]);
  });

  test.each(refused)('%s does not compile: %s', (code) => {
    expect(faultsOf(code).map(({ line }) => line)).toContain(4);
  });
});

describe('webApis', () => {
  test('it names exactly the APIs of the typed module', () => {
    expect(found.get('apis.ts')?.map(({ line }) => line)).toEqual([8]);
  });
});
