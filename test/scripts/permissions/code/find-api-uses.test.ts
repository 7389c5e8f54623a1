// Uses of APIs in code: which there are, and which arguments the code shows.
import { parse } from 'acorn';
import { describe, expect, test } from 'vitest';
import { readScope } from '../../../../scripts/permissions/code/code-scope.ts';
import { findApiUses } from '../../../../scripts/permissions/code/find-api-uses.ts';
import { unknownValue } from '../../../../scripts/permissions/unknown-value.ts';

function usesIn(code: string, apis: readonly string[] = []) {
  const sourceType = /^(im|ex)port /m.test(code) ? 'module' : 'script';
  const tree = parse(code, { ecmaVersion: 'latest', sourceType, allowReturnOutsideFunction: true, locations: true });
  return findApiUses(readScope(tree, new Set(apis)), () => true);
}

/** What `get` is called with, and whether each is sure. */
function argumentIn(code: string) {
  const uses = usesIn(`const get = require('getCookieValues');\n${code}`);
  expect(uses.map(({ api }) => api)).toEqual(['getCookieValues']);
  return uses[0]?.args?.[0];
}

describe('findApiUses', () => {
  test.each([
    ["require('readTitle')();", 'called at once'],
    ["const readTitle = require('readTitle');\nreadTitle();", 'called by its name'],
    ["const title = require('readTitle');\ntitle();", 'called by another name'],
    ["const a = require('readTitle');\nconst b = a;\nb();", 'called by a name for its name'],
    ["var a = require('readTitle');\nfunction run() {\n  return a();\n}", 'called in a function'],
    ["let a = require('readTitle');\nif (a) a();", 'asked for, then called'],
    ["const a = require('readTitle');\nif (a && typeof a !== 'undefined') {\n  a();\n}", 'asked for in two ways'],
  ])('%s is one use: %s', (code) => {
    expect(usesIn(code)).toMatchObject([{ api: 'readTitle', method: undefined, args: [] }]);
  });

  test('the methods of an API that is an object are uses with a method', () => {
    const code = "const s = require('localStorage');\nif (s) s.setItem('k', 'v');\ns && s['getItem']('k');";
    expect(usesIn(code).map(({ api, method, args }) => [api, method, args?.[0]?.values])).toEqual([
      ['localStorage', 'setItem', ['k']],
      ['localStorage', 'getItem', ['k']],
    ]);
  });

  test.each([
    ["run(require('readTitle'));", undefined],
    ["const a = require('readTitle');\nreturn a;", undefined],
    ["const a = require('readTitle') || other;\na();", undefined],
    ["const all = { title: require('readTitle') };\nall.title();", undefined],
    ["const s = require('localStorage');\nconst get = s.getItem;\nget('k');", 'getItem'],
    ["require('localStorage')[name]('k');", undefined],
  ])('an API that is handed on is a use without arguments: %s', (code, method) => {
    expect(usesIn(code)).toMatchObject([{ method, args: undefined }]);
  });

  test.each([
    "const a = require('readTitle');",
    "const a = require('readTitle');\nif (a) run();",
    "const a = require('readTitle');\nconst is = !a;",
    "const a = require('localStorage');\nif (a.getItem) run();",
    "function f(require) {\n  require('readTitle')();\n}",
    'function f(a) {\n  a();\n}\nconst b = require(name);\nb();',
    "const a = other('readTitle');\na();",
    "const a = o.require('readTitle');\na();",
    "'readTitle();'",
    'readTitle();',
  ])('no use: %s', (code) => {
    expect(usesIn(code)).toEqual([]);
  });

  test('names that the caller knows as APIs need no declaration, unless the code has its own', () => {
    expect(usesIn("export function run() {\n  return readTitle('a');\n}", ['readTitle'])).toHaveLength(1);
    expect(usesIn("export function run(readTitle) {\n  return readTitle('a');\n}", ['readTitle'])).toEqual([]);
  });

  test('only wanted APIs are given, in the order of the source', () => {
    const code = "require('readTitle')();\nrequire('getUrl')();\nrequire('readTitle')('x');";
    const tree = parse(code, { ecmaVersion: 'latest' });
    const uses = findApiUses(readScope(tree, new Set()), (api) => api === 'readTitle');
    expect(uses.map(({ node }) => node.start)).toEqual([0, 45]);
  });

  test('what stands behind a spread is unknown', () => {
    const [use] = usesIn("require('setCookie')('a', ...rest, 'b');");
    expect(use?.args?.map(({ values }) => values)).toEqual([['a'], [unknownValue], [unknownValue]]);
  });
});

describe('certainty', () => {
  test.each([
    ["get(data.is ? 'a' : 'b');", true],
    ["const name = data.name || 'a';\nget(name);", false],
    ["const name = data.name || 'a';\nget('p.' + name);", false],
    ["const name = data.name || 'a';\nget(name + '.s');", false],
    ["const name = data.name && 'a';\nget(name);", false],
    ["let name;\nif (data.is) name = 'a';\nget(name);", false],
    ["let name = 'a';\nif (data.is) name = 'b';\nget(name);", false],
    ["get(data.is ? 'a' : data.name || 'b');", false],
    ["get({ a: data.name || 'b' });", true],
    ["get([data.name || 'b', 'a']);", true],
    ["let name;\nif (data.is) name = 'b';\nget({ a: 'x', b: name });", false],
    ["let name;\nif (data.is) name = 'b';\nget(['x', name]);", false],
    ["const o = { a: 'x', b: 'y' };\nget(o[data.name]);", false],
    ["const o = { a: 'x' };\nget(data.is ? o.a : o.b);", false],
  ])('%s is sure: %s', (code, isSure) => {
    expect(argumentIn(code)?.isSure).toBe(isSure);
  });
});
