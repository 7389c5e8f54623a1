// Members of GTM’s own objects, and of receivers whose type nobody knows.
import { describe, expect, test } from 'vitest';
import { checkDialect } from '../../../scripts/dialect/check-dialect.ts';
import { faultsOf } from './faults-of.ts';

const messageOf = (code: string) => checkDialect(code, { file: 'a.tpl', kind: 'sandboxed' })[0]?.message;

describe('findMemberFaults', () => {
  describe('GTM’s own objects', () => {
    const apis: readonly [string, string][] = [
      ['BigQuery', 'insert'],
      ['Firestore', 'read write query runTransaction'],
      ['JSON', 'parse stringify'],
      ['localStorage', 'getItem setItem removeItem'],
      ['Math', 'abs ceil floor max min pow round sqrt'],
      ['Object', 'keys values entries freeze delete'],
      ['Promise', 'all create'],
      ['templateDataStorage', 'getItemCopy setItemCopy removeItem clear'],
      ['templateStorage', 'getItem setItem removeItem clear'],
    ];

    test.each(apis)('%s has %s and nothing else', (api, names) => {
      const code = names.split(' ').map((name) => `a.${name}();`);
      expect(faultsOf(`const a = require('${api}'); ${code.join(' ')} a.hasOwnProperty('b');`)).toEqual([]);
      expect(faultsOf(`const a = require('${api}');\na.foo();`)).toEqual(['unknown_member 2:3']);
    });

    test.each([
      ["require('Math').random();", 'Math has no random in the sandbox; use generateRandom(min, max).'],
      [
        "const o = require('Object'); o.assign({}, data);",
        'Object has no assign in the sandbox; copy the keys: Object.keys(a).forEach((key) => { b[key] = a[key]; }).',
      ],
      ["require('JSON').foo();", 'JSON has no foo in the sandbox; it has only parse, stringify.'],
      [
        "require('Promise').resolve(1);",
        'Promise has no resolve in the sandbox; use Promise.create((resolve) => resolve(value)).',
      ],
      ["require('localStorage').clear();", 'localStorage has no clear in the sandbox; use removeItem for each key.'],
    ])('%s is refused with its cure', (code, message) => {
      expect(messageOf(code)).toBe(message);
    });

    test('an API that is a function has no members', () => {
      expect(faultsOf("const log = require('logToConsole'); log.error('a');")).toEqual(['unknown_member 1:42']);
    });

    test('an object that a test replaces has the members the test gives it', () => {
      const code = "mockObject('localStorage', data); const a = require('localStorage'); a.clear();";
      expect(faultsOf(code, { isTest: true, globals: ['data'] })).toEqual([]);
      expect(faultsOf("const a = require('localStorage'); a.clear();", { isTest: true })).toEqual([
        'unknown_member 1:38',
      ]);
    });
  });

  describe('a receiver of any type', () => {
    test('unknown_method: a method that JavaScript has and the sandbox lacks is refused, with the cure', () => {
      expect(faultsOf("if (data.url.startsWith('http')) data.a();")).toEqual(['unknown_method 1:14']);
      expect(messageOf('data.a.includes(1);')).toBe(
        'no value of the sandbox has the method includes, and this code gives none; use indexOf(x) > -1.',
      );
    });

    test.each(
      `includes startsWith endsWith replaceAll matchAll repeat padStart padEnd trimStart trimEnd trimLeft trimRight substr
      charCodeAt codePointAt localeCompare normalize at find findLast findIndex findLastIndex fill copyWithin flat flatMap
      toReversed toSorted toSpliced toFixed toPrecision toExponential toLocaleString valueOf isPrototypeOf
      propertyIsEnumerable call apply bind test exec isWellFormed toWellFormed`.split(/\s+/),
    )('%s is refused on a parameter', (name) => {
      expect(faultsOf(`const f = (a) => a.${name}(1);`)).toEqual(['unknown_method 1:20']);
    });

    test('a method that neither has is left alone, because objects may have any', () => {
      expect(faultsOf('data.a.get(1); data.a.keys(); data.a.then().catch();')).toEqual([]);
    });

    test('reading it without a call is left alone, because it may be a field', () => {
      expect(faultsOf('data.b(data.a.find); return data.a.find;')).toEqual([]);
    });

    test('a method that the code defines anywhere is left alone', () => {
      expect(faultsOf('const a = {find: () => 1}; data.b(a).find();')).toEqual([]);
      expect(faultsOf('data.b.find = () => 1; data.b.find();')).toEqual([]);
      expect(faultsOf("data.b['find'] = () => 1; data.b.find();")).toEqual([]);
      expect(faultsOf("const a = {}; ['find'].forEach((key) => { a[key] = data.b; }); a.find();")).toEqual([]);
      expect(faultsOf("const a = ['find']; data.b.find();")).toEqual(['unknown_method 1:28']);
    });

    test('a method that the code tests first is left alone', () => {
      expect(faultsOf('const f = (a) => a.find && a.find(1);')).toEqual([]);
    });

    test('what comes from the page may bring its own methods', () => {
      const page = "const copyFromWindow = require('copyFromWindow'); const a = copyFromWindow('lib');";
      expect(faultsOf(`${page} a.find();`)).toEqual([]);
      expect(faultsOf(`${page} const b = a.list || {}; b.c.find();`)).toEqual([]);
      expect(faultsOf(`${page} const f = (c) => c.find(); f(a);`)).toEqual([]);
      expect(faultsOf(`${page} const f = () => a; f().find();`)).toEqual([]);
      expect(faultsOf(`${page} const c = data.d ? a : {}; (c || {}).find();`)).toEqual([]);
      expect(faultsOf(`${page} let c; c = a; c.find();`)).toEqual([]);
      expect(faultsOf(`${page} let c; (c = a).find();`)).toEqual([]);
      expect(faultsOf(`${page} a.b().find();`)).toEqual([]);
    });

    test('in code that asks the page for values, what certainly comes from elsewhere brings none', () => {
      const page = "const copyFromWindow = require('copyFromWindow'); const a = copyFromWindow('lib');";
      expect(faultsOf(`${page} data.b.find(); require('getEventData')('c').find();`)).toEqual([
        'unknown_method 1:91',
        'unknown_method 1:128',
      ]);
      expect(faultsOf(`${page} const parse = require('parseUrl'); parse(data.b).searchParams.find();`)).toHaveLength(1);
      expect(faultsOf(`${page} data.b.pop().find();`)).toEqual(['unknown_method 1:97']);
      expect(faultsOf(`${page} const o = {b: 1}; const c = o; c.find();`)).toHaveLength(1);
    });

    test('what a server container hands over brings none', () => {
      const code = "const read = require('getEventData'); const f = (a) => a; read('b').find(); f(read('c')).find();";
      expect(faultsOf(code)).toEqual(['unknown_method 1:69', 'unknown_method 1:90']);
    });

    test('in a source other modules may bring methods, in what is built of it none is out of sight', () => {
      const code = 'const f = (a) => a.find();';
      expect(faultsOf(code, { kind: 'source' })).toEqual([]);
      expect(faultsOf(code, { kind: 'built' })).toEqual(['unknown_method 1:20']);
    });

    test('in a source an API of GTM brings none either', () => {
      const code = "import { parseUrl } from 'sandbox:web'; parseUrl('a').search.find();";
      expect(faultsOf(code, { kind: 'source' })).toEqual(['unknown_method 1:62']);
    });

    test('what a test puts in place of an API may bring its own methods', () => {
      const use = "const a = require('getEventData'); a.find();";
      expect(faultsOf(`mock('getEventData', runCode); ${use}`, { isTest: true })).toEqual([]);
      expect(faultsOf(`const mock = runCode; mock('getEventData', 1); ${use}`, { isTest: true })).toHaveLength(1);
    });

    test('names that depend on each other are followed to their end', () => {
      expect(faultsOf('let a = data.b; let c = a; a = c; a.find();')).toEqual(['unknown_method 1:37']);
    });
  });
});
