// What the dialect check refuses, fault by fault, each beside the nearest code that passes.
import { describe, expect, test } from 'vitest';
import { type Diagnostic, formatDiagnostic } from '../../../scripts/diagnostics/diagnostic.ts';
import { checkDialect } from '../../../scripts/dialect/check-dialect.ts';
import * as say from '../../../scripts/dialect/dialect-faults.ts';

const source = (code: string) => checkDialect(code, { file: 'code.ts', kind: 'source' });
const sandboxed = (code: string) => checkDialect(code, { file: 'a.tpl', kind: 'sandboxed' });
const summary = (diagnostics: Diagnostic[]) => diagnostics.map(({ code, line, column }) => `${code} ${line}:${column}`);

const cases: readonly (readonly [{ readonly code: string }, string, string, string])[] = [
  [say.noTemplateLiterals, 'const a = 1; const b = `x`;', '1:24', "const a = 1; const b = 'x' + a;"],
  [say.noTemplateLiterals, 'const f = 1; const b = f`x`;', '1:25', "const f = 1; const b = f + 'x';"],
  [say.noRegexLiterals, "const a = 'x'.match(/x/);", '1:21', "const a = 'x'.match('x');"],
  [say.noSpread, 'const a = []; const b = [...a];', '1:26', 'const a = []; const b = [].concat(a);'],
  [say.noSpread, 'const a = {}; const b = {...a};', '1:26', 'const a = {}; const b = {a: a};'],
  [say.noSpread, 'const f = 1; f(...[1]);', '1:16', 'const f = 1; f([1]);'],
  [say.noRestParameters, 'const f = (...a) => a;', '1:12', 'const f = (a) => a;'],
  [say.noDestructuring, 'const o = 1; const {a, b: {c}, d = 1} = o;', '1:20', 'const o = 1; const a = o.a;'],
  [say.noDestructuring, 'const o = 1; const [a, ...b] = o;', '1:20', 'const o = 1; const a = o[0];'],
  [say.noDestructuring, 'function f({a}) { return a; }', '1:12', 'function f(o) { return o.a; }'],
  [say.noDefaultParameters, 'const f = (a = 1) => a;', '1:12', 'const f = (a) => a || 1;'],
  [say.noShorthandProperties, 'const a = 1; const b = {a};', '1:25', 'const a = 1; const b = {a: a};'],
  [say.noComputedKeys, "const a = {['b']: 1};", '1:12', "const a = {'b': 1, 2: 3}; a['c'] = 1;"],
  [say.noMethodProperties, 'const a = {b() {}};', '1:12', 'const a = {b: function () {}};'],
  [say.noAccessors, 'const a = {get b() { return 1; }};', '1:12', 'const a = {get: function () { return 1; }};'],
  [say.noAccessors, 'const a = {set b(c) {}};', '1:12', 'const a = {set: function (c) {}};'],
  [say.noClasses, 'class A {}', '1:1', 'function A() {}'],
  [say.noClasses, 'const A = class {};', '1:11', 'const A = function () {};'],
  [say.noNew, 'function A() {} const a = new A();', '1:27', 'function A() {} const a = A();'],
  [say.noThis, 'function f() { return this; }', '1:23', 'function f(self) { return self; }'],
  [say.noTry, 'try { undefined; } catch (e) { e; }', '1:1', 'if (undefined) { undefined; }'],
  [say.noThrow, "function f() { throw 'x'; }", '1:16', "function f() { return 'x'; }"],
  [say.noDelete, 'const a = {}; delete a.b;', '1:15', 'const a = {}; a.delete(a.b);'],
  [say.noIn, "const a = {}; const b = 'b' in a;", '1:25', "const a = {}; const b = a.hasOwnProperty('b');"],
  [say.noInstanceof, 'const a = {}; const b = a instanceof a;', '1:25', 'const a = {}; const b = typeof a;'],
  [say.noVoid, 'const a = void 0;', '1:11', 'const a = undefined;'],
  [say.noUnaryPlus, "const a = +'1';", '1:11', "const a = -1 + '1';"],
  [say.noLabels, 'a: for (;;) { break a; }', '1:1', 'for (;;) { break; }'],
  [say.noDebugger, 'debugger;', '1:1', "'debugger';"],
  [say.noDoWhile, 'do { undefined; } while (undefined);', '1:1', 'while (undefined) { undefined; }'],
  [say.noComma, 'let a = 1; a = 1, a = 2;', '1:12', 'let a = 1; a = 1; a = 2;'],
  [say.noOptionalChaining, 'const a = {}; const b = a?.b;', '1:25', 'const a = {}; const b = a && a.b;'],
  [say.noOptionalChaining, 'const a = {}; a.b?.();', '1:15', 'const a = {}; a.b();'],
  [say.noNullishCoalescing, 'const a = 1; const b = a ?? 2;', '1:24', 'const a = 1; const b = a || 2;'],
  [say.noExponent, 'const a = 2 ** 3;', '1:11', 'const a = 2 * 3;'],
  [say.noAsync, 'const f = async () => 1;', '1:11', 'const f = () => 1;'],
  [say.noAsync, 'const a = []; for await (const b of a) b;', '1:15', 'const a = []; for (const b of a) b;'],
  [say.noGenerators, 'function* f() {}', '1:1', 'function f() {}'],
  [say.noBigInts, 'const a = 10n;', '1:11', 'const a = 10;'],
  [say.noNumericSeparators, 'const a = 1_000;', '1:11', "const a = 1000 + '1_000';"],
  [say.noMetaProperties, 'function f() { return new.target; }', '1:23', 'function f() { return 1; }'],
  [say.noDynamicImport, "const a = import('b');", '1:11', "import { b } from './b.ts'; b;"],
  [say.noCompoundAssignment, 'let a = 1; a -= 1;', '1:12', 'let a = 1; a += 1; a = a - 1;'],
  [say.noCompoundAssignment, 'let a = 1; a ||= 1;', '1:12', 'let a = 1; a = a || 1;'],
  [say.noDefaultExport, 'export default 1;', '1:1', 'export const a = 1;'],
  [say.syntaxError, 'const a = ;', '1:11', 'const a = 1;'],
  [say.undeclaredApi, 'JSON.parse(undefined);', '1:1', "import { JSON } from 'sandbox:web'; JSON.parse(undefined);"],
  [say.undeclaredName, 'const a = window;', '1:11', "const a = 'window'; const b = {window: 1}.window;"],
  [say.argumentsInArrow, 'const f = () => arguments;', '1:17', 'const f = function () { return arguments; };'],
];

describe('checkDialect', () => {
  test.each(cases)('$0.code: "$1" is refused at $2', ({ code }, bad, place) => {
    expect(summary(source(bad))).toEqual([`${code} ${place}`]);
  });

  test.each(cases)('$0.code: "$3" passes', (_factory, _bad, _place, good) => {
    expect(summary(source(good))).toEqual([]);
  });

  test('what templates are made of passes', () => {
    const code = `const log = require('logToConsole');
      var counts = {one: 1, 'two': 2, 3: 'three'};
      let total = 0;
      for (let i = 0; i < 3; i++) { if (i === 1) continue; total += i; }
      for (const key in counts) { total = total + counts[key]; }
      for (const c of 'abc') log(c);
      while (total > 10) { --total; }
      switch (total) { case 1: log(-total); break; default: log(!total ? 'a' : typeof total); }
      (function () { log(arguments.length, total & 1, total << 2, hoisted()); })();
      function hoisted() { return data.value != null && data.value == 'x'; };
      data.gtmOnSuccess();
      return;`;
    expect(sandboxed(code)).toEqual([]);
  });

  test('with is refused where the code is not a module', () => {
    expect(summary(sandboxed('with (data) { data.a; }'))).toEqual(['no_with 1:1']);
  });

  test('a comma after the last argument or parameter is refused in what GTM gets, and left to the formatter in a source', () => {
    const code = 'const f = function (a, b,) { return [a, {b: b,},]; }; f(1, (2),); f((a,) => a);';
    expect(summary(sandboxed(code))).toEqual([
      'no_comma_after_arguments 1:25',
      'no_comma_after_arguments 1:63',
      'no_comma_after_arguments 1:71',
    ]);
    expect(source(code)).toEqual([]);
  });

  test('a source knows neither data nor require, because it gets both by name', () => {
    expect(summary(source("require('getUrl'); data.a;"))).toEqual(['undeclared_name 1:1', 'undeclared_name 1:20']);
  });

  test('a name is known only in the scope that declares it', () => {
    const code = 'if (data) { const a = 1; var b = a; } const f = (p) => { const q = p; }; return [a, b, p, q, f];';
    expect(sandboxed(code).map(({ message }) => message.split(' ')[0])).toEqual(['a', 'p', 'q']);
  });

  test('a var is known in its whole function and not beyond', () => {
    const code = 'const f = () => { if (data) { var inner = 1; } return inner; }; return [f, inner];';
    expect(summary(sandboxed(code))).toEqual(['undeclared_name 1:76']);
  });

  test('a function expression knows its own name inside only', () => {
    expect(summary(sandboxed('const f = function g() { return g; }; g();'))).toEqual(['undeclared_name 1:39']);
  });

  test('arguments stay allowed in arrow functions of foreign code, where the sandbox gives them a meaning', () => {
    expect(sandboxed('const f = () => arguments.slice(1);')).toEqual([]);
  });

  test('names of a test are known where they are said to be', () => {
    const options = { file: 'a.tpl', kind: 'sandboxed', globals: ['runCode'] } as const;
    expect(checkDialect('runCode();', options)).toEqual([]);
  });

  test('all faults come at once, in the order of the lines, counted from the first line that is given', () => {
    const code = 'const a = `x`;\nconst b = {a};\n  const c = new b();';
    const found = checkDialect(code, { file: 'a.tpl', kind: 'sandboxed', firstLine: 40 });
    expect(found.map(formatDiagnostic)).toEqual([
      'a.tpl:40:11 — the sandbox has no template literals; join the strings with +.',
      'a.tpl:41:12 — the sandbox has no shorthand properties; write {name: name}.',
      'a.tpl:42:13 — the sandbox has no new; there are no constructors; use functions and plain objects.',
    ]);
  });
});
