// Which members are refused: those that a value of known type lacks, and methods that no value of the sandbox has.
import { describe, expect, test } from 'vitest';
import { checkDialect } from '../../../scripts/dialect/check-dialect.ts';
import { faultsOf } from './faults-of.ts';

const messageOf = (code: string) => checkDialect(code, { file: 'a.tpl', kind: 'sandboxed' })[0]?.message;

const standardLibrary = {
  array: `concat every filter forEach hasOwnProperty indexOf join lastIndexOf length map pop push reduce reduceRight
    reverse shift slice some sort splice toString unshift`,
  string: `charAt concat indexOf lastIndexOf length match replace search slice split substring toLowerCase
    toLocaleLowerCase toString toUpperCase toLocaleUpperCase trim`,
  number: 'toString',
  boolean: 'toString',
};

const literals = { array: '[]', string: "''", number: '1', boolean: 'true' };

describe('findMemberFaults', () => {
  describe('a receiver of known type', () => {
    test.each(['array', 'string', 'number', 'boolean'] as const)('%s: all of the standard library passes', (type) => {
      const code = standardLibrary[type].split(/\s+/).map((name) => `a.${name};`);
      expect(faultsOf(`const a = ${literals[type]}; ${code.join(' ')}`)).toEqual([]);
    });

    test('unknown_member: any other member is refused where its name stands, with the cure', () => {
      expect(faultsOf("const a = 'x';\na.includes('y');")).toEqual(['unknown_member 2:3']);
      expect(messageOf("''.includes('y');")).toBe('a string has no includes in the sandbox; use indexOf(x) > -1.');
      expect(messageOf('[].trim();')).toMatch(
        /^an array has no trim in the sandbox; it has only concat, every, filter,/,
      );
      expect(messageOf('(1).toFixed(2);')).toMatch(/^a number has no toFixed in the sandbox; use Math\.round/);
    });

    test.each([
      ["'a'.push()", 'a string lacks what arrays have'],
      ['[1].trim()', 'an array lacks what strings have'],
      ["'a'.hasOwnProperty('b')", 'a string lacks what objects have'],
      ['(1).length', 'a number'],
      ['true.valueOf()', 'a boolean'],
      ['(function () {}).call()', 'a function expression'],
      ['(() => 1).bind()', 'an arrow function'],
      ['(function () {}).length', 'a function has no members at all'],
      ["'a'['includes']('a')", 'a member in brackets'],
      ["'a'.constructor", 'a member that JavaScript inherits'],
      ['[].__proto__', 'the prototype'],
    ])('%s is refused: %s', (code) => {
      expect(faultsOf(`${code};`)).toEqual([expect.stringMatching(/^unknown_member /)]);
    });

    test('an index and a computed key are no names', () => {
      expect(faultsOf("'abc'[0]; [1][data.a]; 'abc'[data.a]; arguments;", { globals: ['arguments'] })).toEqual([]);
    });

    test('a literal object may have any member, because the code or GTM may give it one', () => {
      expect(faultsOf('const a = {}; a.b; a.c(); a.hasOwnProperty("d"); a.toString();')).toEqual([]);
    });

    test('a list or a function may be given members of its own', () => {
      expect(
        faultsOf('const a = []; a.total = 1; a.total; const f = () => 1; f.queue = a; f.queue.push(f.total);'),
      ).toEqual([]);
      expect(faultsOf("const a = ''; const b = {total: 1}; a.total;")).toEqual(['unknown_member 1:39']);
    });

    test('what is written to is not asked for', () => {
      expect(faultsOf("const a = ''; a.total = 1;")).toEqual([]);
      expect(faultsOf("const a = ''; const b = a.total + 1;")).toEqual(['unknown_member 1:27']);
    });

    test('a member that the code tests first is its own business', () => {
      expect(faultsOf("const a = ''; if (a.push) a.push(1); const b = typeof a.join === 'function';")).toEqual([]);
      expect(faultsOf("const a = ''; const b = a.pop && a.pop(); const c = a.map ? a.map(b) : !a.some;")).toEqual([]);
      expect(faultsOf("const a = ''; if (a.keys !== undefined) a.keys();")).toEqual([]);
      expect(faultsOf("const a = ''; if (a.push(1)) a;")).toEqual(['unknown_member 1:21']);
    });
  });

  describe('what is known of types', () => {
    const string = [
      'const x = "a"',
      'let x = "a"; x += 1; x = data.a + "b"',
      'var x; x = "a"',
      'const y = "a"; const x = y',
      'const x = typeof data.a',
      'const x = data.a ? "a" : "b"',
      'const x = "a" || "b"',
      'const x = 1 + 2 + "a"',
      'const x = "a" + data.b + 1',
      'const x = [] + data.b',
      'let y; const x = (y = "a")',
      'const x = "abc"[0]',
      'const x = "a".slice(1).trim().concat("b")',
      'const x = [1].join()',
      'const x = (1).toString()',
      'const x = data.a.toLowerCase()',
      'const x = data.a.join()',
      'let x = ""; for (x in data) {}',
      'let x = "a"; x = undefined; x = null',
      'let x = ""; let y = x; x = y',
      "const x = require('makeString')(data.a)",
      "const f = require('getUrl'); const x = f('host')",
      "const f = require('getQueryParameters'); const x = f('a')",
      "const JSON = require('JSON'); const x = JSON.stringify(data)",
      "const f = require('getRequestHeader'); const x = f('host')",
      "const s = require('localStorage'); const x = s.getItem('a')",
    ];

    test.each(string)('a string: %s', (code) => {
      expect(faultsOf(`${code}; x.push(1);`)).toEqual([expect.stringMatching(/^unknown_member /)]);
      expect(faultsOf(`${code}; x.trim();`)).toEqual([]);
    });

    test('the keys of a for-in loop are strings', () => {
      expect(faultsOf('for (const x in data) x.push(1);')).toEqual(['unknown_member 1:25']);
    });

    const array = [
      'const x = []',
      'const x = data.a.split(",")',
      'const x = data.a.map((b) => b)',
      'const x = "a".split()',
      'const x = [1].concat(2).slice(1).filter(data.a)',
      "const Object = require('Object'); const x = Object.keys(data)",
      "const x = require('getCookieValues')('a')",
    ];

    test.each(array)('an array: %s', (code) => {
      expect(faultsOf(`${code}; x.trim();`)).toEqual([expect.stringMatching(/^unknown_member /)]);
      expect(faultsOf(`${code}; x.push(1);`)).toEqual([]);
    });

    test('arguments are a list', () => {
      expect(faultsOf('function f() { arguments.slice(1); arguments.callee; }')).toEqual(['unknown_member 1:46']);
    });

    const number = [
      'const x = 1 - data.a',
      'const x = -data.a',
      'const x = ~data.a',
      'const x = 1 + 2',
      'let x = 0; x++',
      'let x; x++',
      'let y = 1; const x = y++',
      'const x = "a".length',
      'const x = [].indexOf(1)',
      'const x = data.a.indexOf(1)',
      'const x = data.a << 2',
      "const x = require('getTimestampMillis')()",
      "const Math = require('Math'); const x = Math.floor(data.a)",
    ];

    test.each(number)('a number: %s', (code) => {
      expect(faultsOf(`${code}; x.toFixed(1);`)).toEqual([expect.stringMatching(/^unknown_member /)]);
      expect(faultsOf(`${code}; x.toString();`)).toEqual([]);
    });

    const boolean = [
      'const x = !data.a',
      'const x = data.a === 1',
      'const x = 1 < data.a',
      'const x = [].some(data.a)',
      "const x = require('isConsentGranted')('ad_storage')",
    ];

    test.each(boolean)('a boolean: %s', (code) => {
      expect(faultsOf(`${code}; x.length;`)).toEqual([expect.stringMatching(/^unknown_member /)]);
      expect(faultsOf(`${code}; x.toString();`)).toEqual([]);
    });

    const unknown = [
      'const x = data.a',
      'let x = "a"; x = data.a',
      'let x = "a"; x = 1',
      'let x = 1; x = x + data.a',
      'let x = 1; let y = x; x = y + data.a',
      'const f = (x) => x.foo; let x = {}',
      'let x = "a"; data.b((c) => { x = c; })',
      'var x = "a"; var x = []',
      'const x = data.a || "b"',
      'const x = data.a ? "a" : 1',
      'const x = data.a + data.b',
      'let x = 1; x -= 1; x = data.b',
      'const x = [1, "a"][data.a]',
      'const x = ["a"][0]',
      'const {x} = "a"',
      'const x = "a".match("b")',
      'const x = [].reduce(data.a)',
      'const x = [2, 1].sort()',
      'const x = data.a.concat(data.b)',
      'const x = data.a.slice(1)',
      'const o = {join: (a) => a}; const x = o.join(data.a)',
      'for (const y of [1]) data.a(y); const x = data.b()',
      "const x = require('JSON').parse(data.a)",
      "const x = require('getQueryParameters')('a', data.b)",
      "const require2 = require; const x = require2('getUrl')()",
      "const f = require('copyFromWindow'); const x = f('a')",
      "const f = require('copyFromWindow'); const x = f('a').join()",
      'function f() { return "a"; } const x = f()',
      'const x = undefined',
      'const x = null',
      'let x',
      'function f(x) { x.foo; } const x = {}',
      'for (const x of ["a"]) x.foo; const x = {}',
      'for (let x = data.a; ;) { x.foo; } ; const x = {}',
    ];

    test.each(unknown)('nothing: %s', (code) => {
      expect(faultsOf(`${code}; x.foo; x.bar(); x.length;`)).toEqual(
        faultsOf(code).filter((fault) => !fault.startsWith('unknown')),
      );
    });

    test('a function declaration has no members', () => {
      expect(faultsOf('function f() {} f.length; f.call(1);')).toEqual(['unknown_member 1:19', 'unknown_member 1:29']);
    });

    test('a name has the type of what is declared further down', () => {
      const use = 'const g = () => x.push(1);';
      expect(faultsOf(`${use} const f = require('getUrl'); const x = f();`)).toEqual(['unknown_member 1:19']);
      expect(faultsOf(`${use} const s = 'a'; const x = s.trim();`)).toEqual(['unknown_member 1:19']);
      expect(faultsOf(`${use} let x = s; var s = 'a'; x = s + 1;`)).toEqual(['unknown_member 1:19']);
    });

    test('a name that the code declares itself is no require', () => {
      expect(faultsOf("const f = (require) => require('getUrl')().push();")).toEqual([]);
    });

    test('an import is an API only if it comes from the sandbox', () => {
      const use = 'makeString(1).push(1);';
      expect(faultsOf(`import { makeString } from 'sandbox:web'; ${use}`, { kind: 'source' })).toEqual([
        'unknown_member 1:57',
      ]);
      expect(faultsOf(`import { makeString } from './a.ts'; ${use}`, { kind: 'source' })).toEqual([]);
    });
  });
});
