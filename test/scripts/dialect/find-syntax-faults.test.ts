// Which constructs of JavaScript are refused, each beside the nearest code that passes.
import { describe, expect, test } from 'vitest';
import * as say from '../../../scripts/dialect/dialect-faults.ts';
import { faultsOf } from './faults-of.ts';

type Case = readonly [{ readonly code: string }, string, string, string];

/** Fault, code that has it, its place, and the nearest code without it. */
const inAnyCode: readonly Case[] = [
  [say.noTemplateLiterals, 'const a = 1; const b = `x`;', '1:24', "const a = 1; const b = 'x' + a;"],
  [say.noTemplateLiterals, 'const f = 1; const b = f`x`;', '1:25', "const f = 1; const b = f + 'x';"],
  [say.noRegexLiterals, "const a = 'x'.match(/x/);", '1:21', "const a = 'x'.match('x');"],
  [say.noSpread, 'const a = []; const b = [...a];', '1:26', 'const a = []; const b = [].concat(a);'],
  [say.noSpread, 'const a = {}; const b = {...a};', '1:26', 'const a = {}; const b = {a: a};'],
  [say.noSpread, 'const f = 1; f(...[1]);', '1:16', 'const f = 1; f([1]);'],
  [say.noRestParameters, 'const f = (...a) => a;', '1:12', 'const f = (a) => a;'],
  [say.noDestructuring, 'const o = {}; const {a, b: {c}, d = 1} = o;', '1:21', 'const o = {}; const a = o.a;'],
  [say.noDestructuring, 'const o = []; const [a, ...b] = o;', '1:21', 'const o = []; const a = o[0];'],
  [say.noDestructuring, 'let a = 1; let b = 2; [a, b] = [b, a];', '1:23', 'let a = 1; let b = 2; a = b;'],
  [say.noDestructuring, 'function f({a}) { return a; }', '1:12', 'function f(o) { return o.a; }'],
  [say.noDestructuring, 'for (const [a] of []) a;', '1:12', 'for (const a of []) a[0];'],
  [say.noDefaultParameters, 'const f = (a = 1) => a;', '1:12', 'const f = (a) => a || 1;'],
  [say.noShorthandProperties, 'const a = 1; const b = {a};', '1:25', 'const a = 1; const b = {a: a};'],
  [say.noComputedKeys, "const a = {['b']: 1};", '1:12', "const a = {'b': 1, 2: 3}; a['c'] = 1;"],
  [say.noMethodProperties, 'const a = {b() {}};', '1:12', 'const a = {b: function () {}};'],
  [say.noAccessors, 'const a = {get b() { return 1; }};', '1:12', 'const a = {get: function () { return 1; }};'],
  [say.noAccessors, 'const a = {set b(c) {}};', '1:12', 'const a = {set: function (c) {}};'],
  [say.noClasses, 'class A {}', '1:1', 'function A() {}'],
  [say.noClasses, 'const A = class { b = 1; static #c; };', '1:11', 'const A = function () {};'],
  [say.noNew, 'function A() {} const a = new A();', '1:27', 'function A() {} const a = A();'],
  [say.noThis, 'function f() { return this; }', '1:23', 'function f(self) { return self; }'],
  [say.noTry, 'try { undefined; } catch (e) { e; }', '1:1', 'if (undefined) { undefined; }'],
  [say.noTry, 'try { undefined; } catch { undefined; }', '1:1', 'if (undefined) { undefined; }'],
  [say.noTry, 'try { undefined; } finally { undefined; }', '1:1', 'if (undefined) { undefined; }'],
  [say.noThrow, "function f() { throw 'x'; }", '1:16', "function f() { return 'x'; }"],
  [say.noDelete, 'const a = {}; delete a.b;', '1:15', 'const a = {}; a.delete(a.b);'],
  [say.noIn, "const a = {}; const b = 'b' in a;", '1:25', "const a = {}; const b = a.hasOwnProperty('b');"],
  [say.noInstanceof, 'const a = {}; const b = a instanceof a;', '1:25', 'const a = {}; const b = typeof a;'],
  [say.noVoid, 'const a = void 0;', '1:11', 'const a = undefined;'],
  [say.noUnaryPlus, "const a = +'1';", '1:11', "const a = -1 + ~'1';"],
  [say.noLabels, 'a: for (;;) { break a; }', '1:1', 'for (;;) { break; }'],
  [say.noDebugger, 'debugger;', '1:1', "const a = 'debugger';"],
  [say.noDoWhile, 'do { undefined; } while (undefined);', '1:1', 'while (undefined) { undefined; }'],
  [say.noComma, 'let a = 1; a = 1, a = 2;', '1:12', 'let a = 1; a = 1; a = 2;'],
  [say.noComma, 'for (let i = 0, j = 9; i < j; i++, j--) i;', '1:31', 'for (let i = 0, j = 9; i < j; i++) i;'],
  [say.noOptionalChaining, 'const a = {}; const b = a?.b;', '1:25', 'const a = {}; const b = a && a.b;'],
  [say.noOptionalChaining, 'const a = {}; a.b?.();', '1:15', 'const a = {}; a.b();'],
  [say.noOptionalChaining, 'const a = {}; a?.[0];', '1:15', 'const a = {}; a[0];'],
  [say.noNullishCoalescing, 'const a = 1; const b = a ?? 2;', '1:24', 'const a = 1; const b = a || 2;'],
  [say.noExponent, 'const a = 2 ** 3;', '1:11', 'const a = 2 * 3;'],
  [say.noAsync, 'const f = async () => 1;', '1:11', 'const f = () => 1;'],
  [say.noAsync, 'async function f() {}', '1:1', 'function async() {}'],
  [say.noAsync, 'const a = {}; const f = a.b(async function () {});', '1:29', 'const a = {}; a.b(function () {});'],
  [say.noGenerators, 'function* f() {}', '1:1', 'function f() {}'],
  [say.noGenerators, 'const f = function* () {};', '1:11', 'const f = function () {};'],
  [say.noUsing, 'function f(a) { using b = a; }', '1:17', 'function f(a) { const b = a; }'],
  [say.noBigInts, 'const a = 10n;', '1:11', 'const a = 10;'],
  [say.noNumericSeparators, 'const a = 1_000;', '1:11', "const a = 1000 + '1_000';"],
  [say.noBinaryNumbers, 'const a = 0b11;', '1:11', 'const a = 3;'],
  [say.noBinaryNumbers, 'const a = 0O17;', '1:11', 'const a = 15.5e-3 + .5;'],
  [say.noMetaProperties, 'function f() { return new.target; }', '1:23', 'function f() { return 1; }'],
  [say.noDynamicImport, "const a = import('b');", '1:11', "const a = 'import(b)';"],
  ...['-=', '*=', '/=', '%=', '<<=', '>>=', '>>>=', '&=', '|=', '^=', '**=', '&&=', '||=', '??='].map(
    (operator): Case => [
      say.noCompoundAssignment,
      `let a = 1; a ${operator} 1;`,
      '1:12',
      'let a = 1; a += 1; a = a - 1;',
    ],
  ),
];

/** What only a script can hold; in a module the parser refuses most of it. */
const inScripts: readonly Case[] = [
  [say.noWith, 'with (data) { data.a; }', '1:1', 'data.a;'],
  [say.noSuper, 'const f = () => super.a;', '1:17', 'const f = () => data.a;'],
  [say.noSuper, 'const a = {b: function () { return super.c; }};', '1:36', 'const a = {b: function () { return 1; }};'],
  [say.noAsync, 'const a = data.b; await a;', '1:19', 'const a = data.b; a.then();'],
  [say.noAsync, 'for await (const b of data.a) b;', '1:1', 'for (const b of data.a) b;'],
  [say.noGenerators, 'const f = function* () { data.a(yield 1); };', '1:11', 'const f = function () { data.a(1); };'],
  [say.noModules, "import { a } from 'b';", '1:1', "const a = require('getUrl');"],
  [say.noModules, 'export const a = 1;', '1:1', 'const a = 1; return a;'],
  [say.noModules, "if (data) { import 'b'; }", '1:13', "if (data) { require('getUrl'); }"],
  [say.noModules, "export * from 'b';", '1:1', 'return data;'],
  [say.noModules, 'export default 1;', '1:1', 'return 1;'],
  [say.noLegacyOctals, 'const a = 010;', '1:11', 'const a = 10 + 0 + 0.1;'],
  [say.noLegacyOctals, 'const a = 09;', '1:11', 'const a = 9;'],
  [say.noLoopInitialiser, 'for (var a = 1 in data) a;', '1:1', 'for (var a in data) a;'],
  [say.noBareFunction, 'if (data) function f() {}', '1:11', 'if (data) { function f() {} }'],
];

/** What is refused in code of ours, and taken from strangers. */
const inOurs: readonly Case[] = [
  [say.noEmptyStatement, 'const a = 1;;', '1:13', 'const a = 1;'],
  [say.noDirective, "'use strict';", '1:1', "const a = 'use strict';"],
  [say.noHexNumbers, 'const a = 0x1F;', '1:11', 'const a = 31;'],
  [say.noBareLoopTarget, 'let a = 1; for (a of []) a;', '1:12', 'let a = 1; for (const b of []) a = b;'],
];

describe('findSyntaxFaults', () => {
  test.each([...inAnyCode, ...inScripts])('$0.code: "$1" is refused at $2', ({ code }, bad, place) => {
    expect(faultsOf(bad)[0]).toBe(`${code} ${place}`);
  });

  test.each([...inAnyCode, ...inScripts])('$0.code: "$3" passes', (_factory, _bad, _place, good) => {
    expect(faultsOf(good)).toEqual([]);
  });

  test.each(inAnyCode)('$0.code: "$1" is refused at $2 in a source too', ({ code }, bad, place) => {
    expect(faultsOf(bad, { kind: 'source' })).toEqual([`${code} ${place}`]);
  });

  test.each(inOurs)('$0.code: "$1" is refused at $2 in code of ours', ({ code }, bad, place) => {
    expect(faultsOf(bad, { kind: 'source' })).toEqual([`${code} ${place}`]);
    expect(faultsOf(bad, { kind: 'built' })).toEqual([`${code} ${place}`]);
  });

  test.each(inOurs)('$0.code: "$1" passes in code of others, "$3" in any', (_factory, bad, _place, good) => {
    expect(faultsOf(bad)).toEqual([]);
    expect(faultsOf(good, { kind: 'built' })).toEqual([]);
  });

  test('a default export is refused in a source, where the entry is called by its name', () => {
    expect(faultsOf('export default 1;', { kind: 'source' })).toEqual(['no_default_export 1:1']);
    expect(faultsOf('export const a = 1;', { kind: 'source' })).toEqual([]);
  });

  test('what stands inside a pattern is part of it: one pattern, one fault', () => {
    expect(faultsOf('const {a, b: [c, ...d], e = {f: data}} = data;')).toEqual(['no_destructuring 1:7']);
  });

  test('what a class declares is known inside it, and the class is one fault', () => {
    const code = 'const A = class B { m() { return B; } n = 1; static { let c = 1; c; } }; return [A, B, c];';
    expect(faultsOf(code)).toEqual(['no_classes 1:11', 'undeclared_name 1:85', 'undeclared_name 1:88']);
  });

  test('a label that is continued or left is one fault', () => {
    expect(faultsOf('a: for (;;) { if (data.b) continue a; break a; }')).toEqual(['no_labels 1:1']);
  });

  test('a spread inside an array inside a call is told once, beside its neighbours', () => {
    expect(faultsOf('data.a([...data.b], `c`);')).toEqual(['no_spread 1:9', 'no_template_literals 1:21']);
  });

  test('the message of a fault names the cure', () => {
    expect(say.noIn({ file: 'a.tpl', line: 1, column: 1 }).message).toBe(
      'the sandbox has no in operator; use object.hasOwnProperty(key).',
    );
    expect(say.noCompoundAssignment({ file: 'a.tpl', line: 1, column: 1 }, '>>>=').message).toContain('a = a >>> b');
  });
});
