// The values that an argument of an API can have, wherever they come from.
import { parse } from 'acorn';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readScope } from '../../../../scripts/permissions/code/code-scope.ts';
import { findApiUses } from '../../../../scripts/permissions/code/find-api-uses.ts';
import { unknownValue } from '../../../../scripts/permissions/unknown-value.ts';

function usesIn(code: string, apis: readonly string[] = []) {
  const sourceType = /^(im|ex)port /m.test(code) ? 'module' : 'script';
  const tree = parse(code, { ecmaVersion: 'latest', sourceType, allowReturnOutsideFunction: true, locations: true });
  return findApiUses(readScope(tree, new Set(apis)), () => true);
}

/** The values of the only argument of the only use. */
function valuesOf(expression: string, before = '') {
  const [use, ...others] = usesIn(`${before}\nrequire('copyFromWindow')(${expression});`);
  expect(others).toEqual([]);
  return use?.args?.[0]?.values;
}

/** What `get` is called with, and whether each is sure. */
function argumentIn(code: string) {
  const uses = usesIn(`const get = require('getCookieValues');\n${code}`);
  expect(uses.map(({ api }) => api)).toEqual(['getCookieValues']);
  return uses[0]?.args?.[0];
}

describe('the values of an argument', () => {
  test.each<[string, unknown[]]>([
    ["'a'", ['a']],
    ['1', [1]],
    ['-1', [-1]],
    ['true', [true]],
    ['null', [null]],
    ['undefined', [undefined]],
    ["'a' + 'b' + 1", ['ab1']],
    ['1 + 2', [3]],
    ["['a', 'b']", [['a', 'b']]],
    ["({ a: 'b', 'c-d': 1, 2: true })", [{ a: 'b', 'c-d': 1, 2: true }]],
    ["data.x ? 'a' : 'b'", ['a', 'b']],
    ["'p.' + (data.x ? 'a' : 'b')", ['p.a', 'p.b']],
    ["['a', 'b'][1]", ['b']],
    ["({ a: { b: 'c' } }).a.b", ['c']],
    ["(x = 'a')", ['a']],
  ])('%s is %j', (expression, values) => {
    expect(valuesOf(expression)).toEqual(values);
  });

  test.each([
    'data.name',
    'name()',
    "'a' + data.name",
    "'a' + true",
    "'a' - 'b'",
    "!'a'",
    "-'a'",
    '/a/',
    "x += 'a'",
    '`a`',
    "{}['a']",
    "({ ['a']: 1 })['a']".replace("['a']: 1", '[name]: 1'),
    "({ ...x, a: 'b' }).a",
    "({ get a() { return 'b'; } }).a",
    "({ a: 'b' }).c",
    "'abc'.length",
    '[...x]',
  ])('%s is unknown', (expression) => {
    expect(
      valuesOf(expression.startsWith('{}') ? `(${expression.slice(0, 2)})${expression.slice(2)}` : expression),
    ).toEqual([unknownValue]);
  });

  test.each([
    ["const a = 'x';", 'a', ['x']],
    ["let a = 'x';", 'a', ['x']],
    ["var a = 'x';", 'a', ['x']],
    ["const a = 'x';\nconst b = a + '.y';", 'b', ['x.y']],
    ["const keys = { a: 'x' };", 'keys.a', ['x']],
    ["const keys = { a: 'x' };", "keys['a']", ['x']],
    ["const keys = ['x', 'y'];", 'keys[0]', ['x']],
    ["const keys = ['x', 'y'];", 'keys[i]', ['x', 'y']],
    ["const keys = { a: 'x', b: 'y' };", 'keys[name]', ['x', 'y']],
    ["const options = { path: '/', domain: data.domain };", 'options', [{ path: '/', domain: unknownValue }]],
    [
      "const options = { path: '/' };\nconst is = options.path === '/' || options;\nif (options) f(options.path);",
      'options',
      [{ path: '/' }],
    ],
    ["const a = data.x || 'y';", 'a', [unknownValue, 'y']],
  ])('%s makes %s %j', (before, expression, values) => {
    expect(valuesOf(expression, before)).toEqual(values);
  });

  test.each([
    ["let a = 'x';\na = data.y;", 'a'],
    ["const keys = { a: 'x' };\nkeys.a = data.y;", 'keys.a'],
    ["const keys = { a: 'x' };\nkeys[data.x] = 1;", 'keys.a'],
    ["const keys = { a: { b: 'x' } };\nkeys.a.b = data.y;", 'keys.a.b'],
    ['const keys = { n: 1 };\nkeys.n++;', 'keys.n'],
    ["const keys = ['x'];\nkeys.push(data.y);", 'keys[i]'],
    ["const keys = { a: 'x' };\nchange(keys);", 'keys.a'],
    ["const keys = { a: 'x' };\nconst other = keys;\nother.a = 'y';", 'keys.a'],
    ["const keys = { a: 'x' };\nrequire('Object').delete(keys, 'a');", 'keys.a'],
    ["function f(keys) {\n  keys.a = 1;\n}\nconst keys = f({ a: 'x' });", 'keys.a'],
    ['const a = a;', 'a'],
    ['let a;', 'a'],
    ['const a = b;\nconst b = a;', 'a'],
  ])('after %s nobody knows %s', (before, expression) => {
    const uses = usesIn(`${before}\nrequire('copyFromWindow')(${expression});`);
    expect(uses.find(({ api }) => api === 'copyFromWindow')?.args?.[0]?.values).toContain(unknownValue);
  });

  test('a list that GTM gets to see stays what it is', () => {
    expect(valuesOf('keys[0]', "const keys = ['x'];\nrequire('JSON');")).toEqual(['x']);
    const [, use] = usesIn(
      "const keys = ['x'];\nrequire('JSON').stringify(keys);\nrequire('copyFromWindow')(keys[0]);",
    );
    expect(use?.args?.[0]?.values).toEqual(['x']);
  });

  test('strings joined in any way are the string that JavaScript makes of them', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.nat()), { minLength: 1, maxLength: 6 }), (parts) => {
        const expression = `'' + ${parts.map((one) => JSON.stringify(one)).join(' + ')}`;
        expect(valuesOf(expression)).toEqual([parts.join('')]);
      }),
    );
  });
});

describe('values that are handed over', () => {
  test.each([
    ["function f(name) {\n  get(name);\n}\nf('a');\nf('b');", ['a', 'b']],
    ["const f = (name) => get(name);\nf('a');", ['a']],
    ["const f = function (x, name) {\n  return get('p.' + name);\n};\nf(1, 'a');", ['p.a']],
    ["function f(name) {\n  return g(name);\n}\nfunction g(key) {\n  return get(key)[0];\n}\nf('a');", ['a']],
    ["function f(name) {\n  const all = get(name);\n  return all.length > 0 ? all[0] : undefined;\n}\nf('a');", ['a']],
    ["function f(name) {\n  for (const one of get(name)) run(one);\n}\nf('a');", ['a']],
    ["function f(name) {\n  for (const one in get(name)) run(one);\n}\nf('a');", ['a']],
    ["function f(name) {\n  if (get(name)) run();\n}\nf('a');", ['a']],
    ["function f(name) {\n  return get(name) || get2;\n}\nf('a');", ['a']],
    ["function f(name) {\n  while (get(name)) run();\n}\nf('a');", ['a']],
    ["function f(name) {\n  for (let all = get(name); x; y());\n}\nf('a');", ['a']],
    ["function f(name) {\n  list.forEach(() => {\n    return;\n  });\n  get(name);\n}\nf('a');", ['a']],
    ["['a', 'b'].forEach((name) => get(name));", ['a', 'b']],
    ["const names = ['a', 'b'];\nnames.map(function (name) {\n  return get(name);\n});", ['a', 'b']],
    ["for (const name of ['a', 'b']) {\n  get(name);\n}", ['a', 'b']],
    ["const names = { x: ['a'] };\nfor (let name of names.x) get(name);", ['a']],
  ])('%s: %j for sure', (code, values) => {
    expect(argumentIn(code)).toEqual({ values, isSure: true });
  });

  test.each([
    ["function f(name, is) {\n  if (is) get(name);\n}\nf('a', true);", ['a']],
    ["function f(name, is) {\n  return is ? get(name) : [];\n}\nf('a', true);", ['a']],
    ["function f(name, is) {\n  return is && get(name);\n}\nf('a', true);", ['a']],
    ["function f(name) {\n  if (name === 'b') return;\n  get(name);\n}\nf('a');", ['a']],
    ["function f(name) {\n  return () => get(name);\n}\nf('a');", ['a']],
    ["function f(name) {\n  switch (name) {\n    case 'a':\n      get(name);\n  }\n}\nf('a');", ['a']],
    ["function f(name) {\n  while (x) get(name);\n}\nf('a');", ['a']],
    ["function f(name) {\n  for (const one of x) get(name);\n}\nf('a');", ['a']],
    ["function f(name) {\n  for (const one in x) get(name);\n}\nf('a');", ['a']],
    ["function f(name) {\n  for (let i = 0; i < x; i++) get(name);\n}\nf('a');", ['a']],
    [
      "function f(name) {\n  g(name);\n}\nfunction g(key) {\n  get(key);\n}\nfunction h(is) {\n  if (is) f('a');\n}",
      ['a'],
    ],
    ["function f(name, is) {\n  if (is) g(name);\n}\nfunction g(key) {\n  get(key);\n}\nf('a', 1);", ['a']],
    ["['a', 'b'].forEach((name) => {\n  if (name === 'a') get(name);\n});", ['a', 'b']],
    ["for (const name of ['a', 'b']) {\n  if (name !== 'a') continue;\n  get(name);\n}", ['a', 'b']],
  ])('%s: perhaps %j', (code, values) => {
    const found = argumentIn(code);
    expect(found?.values).toEqual(values);
    // The branch that calls the helper is no branch around the value.
    expect(found?.isSure).toBe(code.includes('function h('));
  });

  test.each([
    ["function f(name) {\n  get(name);\n}\nf('a');\nrun(f);", 'a function that is handed on'],
    ['function f(name) {\n  get(name);\n}', 'a function that nobody calls'],
    ["function f(name) {\n  name = data.x;\n  get(name);\n}\nf('a');", 'a parameter that is given another value'],
    ['function f(name) {\n  get(name);\n}\nf(...all);', 'a call with a spread'],
    ["const f = function f(name) {\n  get(name);\n  f(data.x);\n};\nf('a');", 'a function that knows itself by a name'],
    ["function f({ name }) {\n  get(name);\n}\nf({ name: 'a' });", 'a pattern'],
    ["['a'].reduce((name) => get(name));", 'a callback that gets something else'],
    ["['a'].forEach((one, name) => get(name));", 'the second parameter of a callback'],
    ['for (const name of data.names) get(name);', 'a list of which nothing is known'],
    ['for (const name in { a: 1 }) get(name);', 'keys'],
    ["function f(name) {\n  get(name);\n  f(name + 'x');\n}\nf('a');", 'recursion'],
  ])('%s gives no certainty: %s', (code) => {
    expect(argumentIn(code)?.values).toContain(unknownValue);
    expect(argumentIn(code)?.isSure).toBe(false);
  });

  test('a parameter that a caller leaves out is undefined', () => {
    expect(argumentIn("function f(name) {\n  get(name);\n}\nf();\nf('a');")?.values).toEqual([undefined, 'a']);
  });
});
