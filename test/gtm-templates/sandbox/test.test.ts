// What compiles in scenarios and what does not, asked of the real compiler with the real settings.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { testFunctions } from '../../../gtm-templates/sandbox/test-functions.ts';
import { checkTypes } from '../../../scripts/compiler/check-types.ts';
import { repositoryRoot } from '../../../scripts/compiler/repository-root.ts';
import type { Diagnostic } from '../../../scripts/diagnostics/diagnostic.ts';
import { makeFolder } from '../../scripts/compiler/template-folder.ts';

const matchers =
  'isUndefined isDefined isNull isNotNull isFalse isTrue isFalsy isTruthy isNaN isNotNaN isInfinity isNotInfinity isEmpty isNotEmpty isArray isBoolean isFunction isNumber isObject isString';
const comparisons =
  'isEqualTo isNotEqualTo isAnyOf isNoneOf isStrictlyEqualTo isNotStrictlyEqualTo isGreaterThan isGreaterThanOrEqualTo isLessThan isLessThanOrEqualTo';

const compiling = [
  ["t.scenario('a', () => { t.fail('b'); t.fail(); })", 'a scenario'],
  ["t.mock('getUrl', 'shop.example.com')", 'the value that each call returns'],
  ["t.mock('getUrl', (part) => (part === 'host' ? 'a' : 'b'))", 'a function in the place of an API'],
  ["t.mock('injectScript', (url, onSuccess) => { url.trim(); onSuccess(); })", 'callbacks, which the template gives'],
  ["t.mock('getQueryParameters', (key) => (key === 'a' ? 'b' : undefined))", 'the first overload'],
  ["t.mock('getQueryParameters', () => ['a'])", 'the second overload'],
  ["t.mock('getRequestHeader', (name) => name.trim())", 'an API of server containers'],
  [
    "t.mock('sendHttpGet', (url) => server.Promise.create((resolve) => resolve({ statusCode: url.length, headers: {} })))",
    'a promise in the place of a request',
  ],
  ["t.mock('runContainer', (event, onComplete) => { onComplete((one) => one); event; })", 'a container that ran'],
  ["t.mockObject('templateDataStorage', { getItemCopy: () => 1 })", 'what a server remembers'],
  [
    "t.mock('setCookie', (name: string, _: string, options: { httpOnly?: boolean }) => { name + options.httpOnly; })",
    'an API that each container has in its own way',
  ],
  ["t.assertApi('setCookie').wasCalledWith('a', 'b', { httpOnly: true }, true)", 'its calls on a server'],
  ["t.assertApi('setCookie').wasCalledWith('a', 'b', { samesite: 'lax' }, true)", 'its calls on a page'],
  ["t.mock('getQueryParameters', undefined)", 'nothing, where an API may return that'],
  [
    "t.mock('callInWindow', (path: string, a: { b: string }, c: (d: number) => void) => c(path.length + a.b.length))",
    'types for what an API knows as unknown',
  ],
  ["t.mock('copyFromDataLayer', { a: 1 })", 'any value where an API returns any'],
  ["t.mock('createQueue', () => (...items) => api.logToConsole(items))", 'an API that returns a function'],
  ["t.mock('localStorage', { getItem: () => 'a' })", 'some functions of an object API'],
  ["t.mock('localStorage', () => ({ getItem: () => 'a' }))", 'an object API made anew'],
  ["t.mockObject('localStorage', { getItem: () => 'a' })", 'an object in the place of one'],
  ['const result: unknown = t.runCode(); result', 'a run without a form'],
  ["t.runCode<Data>({ path: 'a' })", 'a run with a part of the form'],
  ["t.runCode({ anything: 'a' })", 'a run with a form of which nothing is known'],
  ["t.assertApi('gtmOnSuccess').wasCalled()", 'a callback'],
  ["t.assertApi('gtmOnFailure').wasNotCalled()", 'the other callback'],
  ["t.assertApi('getQueryParameters').wasCalledWith('a')", 'the arguments of a call'],
  ["t.assertApi('getQueryParameters').wasNotCalledWith('a', true)", 'the arguments of another overload'],
  ["t.assertApi('callInWindow').wasCalledWith('a', 1, {})", 'arguments of any type'],
  ["t.assertThat(t.runCode(), 'the result').isEqualTo('a')", 'a value of which nothing is known'],
  [
    "let is = false; t.mock('callLater', () => { is = true; }); t.assertThat(is).isEqualTo(true)",
    'a value that changes in a mock',
  ],
  ["let text: string | undefined; t.assertThat(text).isEqualTo('a')", 'a value that may be missing'],
  ['t.assertThat([{ a: 1 }]).contains({ a: 1 }, { a: 2 })', 'items of a list'],
  ["t.assertThat('abc').doesNotContain('d')", 'a part of text'],
  [
    "t.assertThat(['a']).containsExactly('a'); t.assertThat(['a']).doesNotContainExactly('b'); t.assertThat('a').hasLength(1)",
    'whole lists',
  ],
  ...matchers.split(' ').map((name) => [`t.assertThat(t.runCode()).${name}()`, name] as const),
  ...comparisons.split(' ').map((name) => [`t.assertThat(1).${name}(2)`, name] as const),
] as const;

const refused = [
  ["t.scenario('a')", 'a scenario without code'],
  ["t.scenario('a', (b: string) => api.logToConsole(b))", 'a scenario with a parameter'],
  ["t.mock('fetch', 1)", 'a mock of what is no API'],
  ["t.mock('sendHttpGet', { statusCode: 200, headers: {} })", 'an answer where there is a promise of one'],
  ["t.assertApi('setCookie').wasCalledWith('a', 'b', { httponly: true }, true)", 'an attribute of neither container'],
  ["t.mock('getUrl', 1)", 'a value of another type'],
  ["t.mock('getUrl', () => 1)", 'a function that returns another type'],
  ["t.mock('getUrl', (part: number) => 'a' + part)", 'a function with a parameter of another type'],
  ["t.mock('getUrl', (part) => (part === 'hots' ? 'a' : 'b'))", 'a comparison that never holds'],
  ["t.mock('callInWindow', (path: number) => path)", 'a parameter of another type before those of any'],
  ["t.mock('getContainerVersion', { previewMode: true })", 'a part of an object that an API returns whole'],
  ["t.mock('createQueue', () => 1)", 'no function where one is returned'],
  ["t.mock('localStorage', { getItem: () => 1 })", 'a function of an object API that returns another type'],
  ["t.mock('localStorage', { get: () => 'a' })", 'a function that an object API lacks'],
  ["t.mockObject('getUrl', {})", 'an object in the place of a function'],
  ["t.runCode<Data>({ paths: 'a' })", 'a field that the form lacks'],
  ['t.runCode<Data>({ path: 1 })', 'a value that the field cannot hold'],
  ["t.runCode<Data>({ path: 'a' }).length", 'a result, unchecked'],
  ["t.assertApi('gtmOnSuccess').wasCalledWith(1)", 'an argument that GTM never gives'],
  ["t.assertApi('gtmOnEnd').wasCalled()", 'a callback that does not exist'],
  ["t.assertApi('JSON').wasCalled()", 'calls of an object API, which GTM does not see'],
  ["t.assertApi('getUrl').wasCalledWith(1)", 'an argument of another type'],
  ["t.assertApi('getUrl').wasCalledTwice()", 'an assertion on calls that GTM lacks'],
  ["t.assertThat(1).isEqualTo('1')", 'a comparison of number and text'],
  ['t.assertThat([{ a: 1 }]).contains({ b: 1 })', 'an item of another type'],
  ['t.assertThat(1).isEqual(1)', 'a matcher that GTM lacks'],
  ['t.assertThat(1, 2)', 'a message that is no text'],
  ["t.spy('getUrl')", 'a function of tests that GTM lacks'],
  ['runCode()', 'a function of tests without its import'],
] as const;

let found: ReadonlyMap<string, readonly Diagnostic[]>;

beforeAll(async () => {
  const toFile = (code: string) =>
    `import * as t from 'sandbox:test';
import * as api from 'sandbox:web'; import * as server from 'sandbox:server';
interface Data { readonly path: string; readonly gtmOnSuccess: () => void }
export { api, server, t, type Data };
export function run(): void {
  ${code};
}
`;
  const files = [...compiling, ...refused].map(([code], index) => [`case-${index}.ts`, toFile(code)] as const);
  const names = testFunctions.map((name) => `'${name}'`).join(' | ');
  const root = makeFolder({
    ...Object.fromEntries(files),
    'names.ts': `type Known = keyof typeof import('sandbox:test');
type Listed = ${names} | 'scenario';
export const surplus: Exclude<Listed, Known>[] = [];
export const none: never[] = surplus;
export const missing: Exclude<Known, Listed>[] = [];
export const nothing: never[] = missing;
export const odd: Exclude<Known, 'mock'>[] = [];
export const something: never[] = odd;
`,
    'matchers.ts': `import type { Assertions } from 'sandbox:test';
type Listed = ${[...matchers.split(' '), ...comparisons.split(' ')].map((name) => `'${name}'`).join(' | ')};
export const others: Exclude<keyof Assertions<string>, Listed | 'contains' | 'doesNotContain' | 'hasLength'>[] = [];
export const lists: ('containsExactly' | 'doesNotContainExactly')[] = others;
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

describe('the functions of tests', () => {
  test.each(compiling)('%s compiles: %s', (code) => {
    expect(faultsOf(code)).toEqual([]);
  });

  test.each(refused)('%s does not compile: %s', (code) => {
    expect(faultsOf(code).map(({ line }) => line)).toContain(6);
  });

  test('they have the 35 matchers of GTM and no other', () => {
    expect(found.get('matchers.ts')).toBeUndefined();
    expect(matchers.split(' ').length + comparisons.split(' ').length + 5).toBe(35);
  });
});

describe('testFunctions', () => {
  test('with scenario, it names exactly the functions of the typed module', () => {
    expect(found.get('names.ts')?.map(({ line }) => line)).toEqual([8]);
  });
});
