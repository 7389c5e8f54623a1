// What compiles in templates for server containers and what does not, asked of the real compiler with the real settings.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkTypes } from '../../../scripts/compiler/check-types.ts';
import { repositoryRoot } from '../../../scripts/compiler/repository-root.ts';
import type { Diagnostic } from '../../../scripts/diagnostics/diagnostic.ts';
import { makeFolder } from '../../scripts/compiler/template-folder.ts';

const compiling = [
  ["api.sendHttpGet('u').then((answer) => answer.statusCode + 1)", 'a promise that is waited for'],
  ["api.sendHttpGet('u').then(() => api.sendHttpGet('v')).then((answer) => answer.headers['etag'])", 'one by one'],
  [
    "api.sendHttpRequest('u', { method: 'POST', timeout: 1 }, 'b').catch(() => undefined).finally(() => {})",
    'a rescue',
  ],
  ["api.Promise.all([api.sendHttpGet('u'), 'a']).then(([answer, text]) => answer.statusCode + text.length)", 'several'],
  [
    'api.Promise.create<string>((resolve, reject) => { resolve("a"); reject({}); }).then((text) => text.trim())',
    'a new one',
  ],
  ["api.runContainer({ event_name: 'a' }, (bind) => bind(() => api.returnResponse()))", 'an event for the container'],
  ["const value: unknown = api.getEventData('items.0.price'); value", 'a value of the event'],
  ["const all: string[] = api.getCookieValues('a', true); all", 'cookies'],
  ["api.setCookie('a', 'b', { domain: 'auto', httpOnly: true, 'max-age': 1 }, true)", 'a cookie that goes out'],
  ["api.setResponseHeader('etag', null)", 'a header that goes away'],
  ["const stored: unknown = api.templateDataStorage.getItemCopy('a'); stored", 'what the server remembers'],
  ["api.sha256Sync('a', { outputEncoding: 'hex' }).length", 'a digest at once'],
  ["api.toBase64('a', { urlEncoding: true })", 'base64 for addresses'],
  ["const regex = api.createRegex('^a'); if (regex) api.testRegex(regex, 'a')", 'a pattern that may be none'],
  ["api.Firestore.read('a/b').then((document) => document.data['c'])", 'a document'],
  ["api.Firestore.query('a', [['b', '==', 1]], { limit: 2 }).then((documents) => documents.length)", 'a search'],
  ["api.BigQuery.insert({ datasetId: 'a', tableId: 'b' }, [{ c: 1 }])", 'a row'],
  ["api.addMessageListener('a', (type, message) => api.logToConsole(type, message['b']))", 'a message'],
  [
    "api.sendHttpGet('https://a.googleapis.com/', { authorization: api.getGoogleAuth({ scopes: ['a'] }) })",
    'credentials',
  ],
] as const;

const refused = [
  ["api.getUrl('host')", 'an API of web containers'],
  ["api.sendHttpGet('u').statusCode", 'an answer that nobody waited for'],
  ["api.sendHttpGet('u').catch((reason) => reason.reason)", 'a rejection, unchecked'],
  ["api.sendHttpGet('u', { timeout: '1' })", 'a time-out as text'],
  ['api.Promise.resolve(1)', 'a function that the sandbox’s promises lack'],
  ['new Promise(() => {})', 'the promises of JavaScript'],
  ["api.getEventData('value') + 1", 'a value of the event, unchecked'],
  ["api.getRequestHeader('origin').length", 'a header without a look whether it is there'],
  ["api.setCookie('a', 'b', { samesite: 'lax' })", 'an attribute in the web’s spelling'],
  ["api.sha256('a', () => {}, () => {})", 'the web’s third argument'],
  ["api.setResponseStatus('200')", 'a status as text'],
  ["api.testRegex(api.createRegex('a'), 'a')", 'a pattern that may be none, unchecked'],
  ["api.Firestore.query('a', [['b', '=', 1]])", 'an operator that Firestore lacks'],
  ["shared.getCookieValues('a')", 'an API that means something else in each container'],
  ["shared.toBase64('a', { urlEncoding: true })", 'what one container alone can do'],
] as const;

let found: ReadonlyMap<string, readonly Diagnostic[]>;

beforeAll(async () => {
  const toFile = (code: string) =>
    `import * as api from 'sandbox:server';\nimport * as shared from 'sandbox:shared';\nexport { api, shared };\nexport function run(): void {\n  ${code};\n}\n`;
  const files = [...compiling, ...refused].map(([code], index) => [`case-${index}.ts`, toFile(code)] as const);
  const list = (name: string) => join(repositoryRoot, `gtm-templates/sandbox/${name}.ts`).replaceAll('\\', '/');
  const equal = (type: string, module: string, file: string) => `import type { ${type} } from '${list(file)}';
type Api = keyof typeof import('${module}');
export const surplus: Exclude<${type}, Api>[] = [];
export const none: never[] = surplus;
export const missing: Exclude<Api, ${type}>[] = [];
export const nothing: never[] = missing;
export const odd: Exclude<Api, 'JSON'>[] = [];
export const something: never[] = odd;
`;
  const root = makeFolder({
    ...Object.fromEntries(files),
    'server-apis.ts': equal('ServerApi', 'sandbox:server', 'server-apis'),
    'shared-apis.ts': equal('SharedApi', 'sandbox:shared', 'shared-apis'),
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

describe('sandbox:server', () => {
  test.each(compiling)('%s compiles: %s', (code) => {
    expect(faultsOf(code)).toEqual([]);
  });

  test.each(refused)('%s does not compile: %s', (code) => {
    expect(faultsOf(code).map(({ line }) => line)).toContain(5);
  });
});

describe('serverApis', () => {
  test('it names exactly the APIs of the typed module', () => {
    expect(found.get('server-apis.ts')?.map(({ line }) => line)).toEqual([8]);
  });
});

describe('sharedApis', () => {
  test('it names exactly the APIs of the typed module', () => {
    expect(found.get('shared-apis.ts')?.map(({ line }) => line)).toEqual([8]);
  });
});
