// Which uses of names are refused: undeclared, assigned against their declaration, or used before it.
import { describe, expect, test } from 'vitest';
import { checkDialect } from '../../../scripts/dialect/check-dialect.ts';
import { faultsOf } from './faults-of.ts';

const messageOf = (code: string, kind: 'source' | 'sandboxed' = 'sandboxed') =>
  checkDialect(code, { file: 'a.tpl', kind })[0]?.message;

describe('findNameFaults', () => {
  describe('undeclared names', () => {
    test('declared names and the sandbox’s own pass', () => {
      expect(faultsOf("const a = require('getUrl'); return a(data.b) === undefined;")).toEqual([]);
    });

    test('a name that nobody declares is refused at each use, with the cure where one is known', () => {
      expect(faultsOf('const a = window;\nwindow;')).toEqual(['undeclared_name 1:11', 'undeclared_name 2:1']);
      expect(messageOf('parseInt(data.a);')).toBe(
        'parseInt is not declared, and the sandbox has no globals; use makeInteger.',
      );
      expect(messageOf('foo;')).toBe(
        "foo is not declared, and the sandbox has no globals; use one of GTM's APIs or pass it in.",
      );
    });

    test('an API that nobody asked for is refused with the line that gets it', () => {
      expect(faultsOf('JSON.parse(data.a);')).toEqual(['undeclared_api 1:1']);
      expect(messageOf('JSON.parse(data.a);')).toBe(
        "JSON is not declared; get GTM's own: const JSON = require('JSON').",
      );
      expect(messageOf('JSON.parse(undefined);', 'source')).toBe(
        "JSON is not declared; get GTM's own: import { JSON } from 'sandbox:web'.",
      );
    });

    test('an API of the other container is no API here', () => {
      expect(faultsOf('Promise.all([]);', { container: 'server' })).toEqual(['undeclared_api 1:1']);
      expect(faultsOf('Promise.all([]);', { container: 'web' })).toEqual(['undeclared_name 1:1']);
    });

    test('assigning to a name that nobody declares is the same fault', () => {
      expect(faultsOf('a = 1; b += 1; c++; for (d in data) e;')).toEqual([
        'undeclared_name 1:1',
        'undeclared_name 1:8',
        'undeclared_name 1:16',
        'undeclared_name 1:26',
        'undeclared_name 1:37',
      ]);
    });

    test('keys, members and labels are no names', () => {
      expect(faultsOf('const a = {window: 1}; a.document = a.window; a["console"];')).toEqual([]);
      expect(faultsOf('const a = {}; a[window];')).toEqual(['undeclared_name 1:17']);
      expect(faultsOf('const a = {b: window};')).toEqual(['undeclared_name 1:15']);
    });

    test('a source knows neither data nor require, because it gets both by name', () => {
      expect(faultsOf("require('getUrl'); data.a;", { kind: 'source' })).toEqual([
        'undeclared_name 1:1',
        'undeclared_name 1:20',
      ]);
    });

    test('imports are declared in a source', () => {
      const code = "import { getUrl } from 'sandbox:web'; import * as b from './b.ts'; getUrl(b);";
      expect(faultsOf(code, { kind: 'source' })).toEqual([]);
    });

    test('what an import or an export calls by another name is no name here', () => {
      const code = `import { a as b } from './a.ts' with { type: 'json' };
        export { c as d } from './c.ts';
        const e = b;
        export { e as f };`;
      expect(faultsOf(code, { kind: 'source' })).toEqual([]);
      expect(faultsOf('const a = 1; export { a as b, c };', { kind: 'source' })).toEqual([
        'syntax_error 1:31',
        'undeclared_name 1:31',
      ]);
    });

    test('the functions of tests are known in tests only', () => {
      const code = "mock('getUrl', 1); mockObject('JSON', {}); runCode(); assertApi('a'); assertThat(1); fail();";
      expect(faultsOf(code, { isTest: true })).toEqual([]);
      expect(faultsOf(code)).toHaveLength(6);
    });

    test('data is known in tests too, as published tests show', () => {
      expect(faultsOf('assertThat(runCode({})).isNotEqualTo(data.a);', { isTest: true })).toEqual([]);
    });

    test('a template may declare a name of a test or of an API itself', () => {
      expect(faultsOf('const fail = () => 1; const Math = {max: fail}; Math.max();')).toEqual([]);
    });

    test('unsure_number: NaN and Infinity are refused in code of ours and taken from others', () => {
      const code = 'return [NaN, Infinity];';
      expect(faultsOf(code)).toEqual([]);
      expect(faultsOf(code, { kind: 'built' })).toEqual(['unsure_number 1:9', 'unsure_number 1:14']);
      expect(faultsOf('export const a = NaN;', { kind: 'source' })).toEqual(['unsure_number 1:18']);
    });
  });

  describe('scopes', () => {
    test('let and const are known in their block only', () => {
      const code = 'if (data) { const a = 1; let b = a; var c = b; } return [a, b, c];';
      expect(faultsOf(code)).toEqual(['undeclared_name 1:58', 'undeclared_name 1:61']);
    });

    test('a var is known in its whole function, before its line too, and not beyond', () => {
      const code = 'const f = () => { a; if (data) { for (var a = 1; ;) {} } return a; }; return [f, a];';
      expect(faultsOf(code)).toEqual(['undeclared_name 1:82']);
    });

    test('a function is known in its whole block, before its line too, and not beyond', () => {
      expect(faultsOf('f(); if (data) { g(); function g() {} } function f() { g(); }')).toEqual([
        'undeclared_name 1:56',
      ]);
    });

    test('a function expression knows its own name inside only', () => {
      expect(faultsOf('const f = function g() { return g; }; g();')).toEqual(['undeclared_name 1:39']);
    });

    test('parameters are known in their function only, and stand in front of names outside', () => {
      const code = 'const a = 1; const f = function (a, b) { a = b; }; const g = (c) => c; return [f, g, b, c];';
      expect(faultsOf(code)).toEqual(['undeclared_name 1:86', 'undeclared_name 1:89']);
    });

    test('what the head of a loop declares is known in the loop only', () => {
      const code = 'for (let i = 0; i < 1; i++) i; for (const j in data) j; for (const k of []) k; return [i, j, k];';
      expect(faultsOf(code)).toHaveLength(3);
    });

    test('the cases of a switch share one scope', () => {
      expect(faultsOf('switch (data.a) { case 1: let b = 1; break; default: b = 2; } b;')).toEqual([
        'undeclared_name 1:63',
      ]);
    });

    test('what catch gives is known in its block only', () => {
      expect(faultsOf('try { data; } catch (e) { e; } e;')).toEqual(['no_try 1:1', 'undeclared_name 1:32']);
    });

    test('arguments are known in functions of every form, and nowhere else', () => {
      expect(faultsOf('const f = () => arguments.slice(1); function g() { return arguments; } arguments;')).toEqual([
        'undeclared_name 1:72',
      ]);
    });

    test('arguments_in_arrow: in a source they are refused in arrow functions, where JavaScript disagrees', () => {
      const bad = 'const f = function () { return () => arguments; };';
      expect(faultsOf(bad, { kind: 'source' })).toEqual(['arguments_in_arrow 1:38']);
      expect(faultsOf('const f = () => function () { return arguments; };', { kind: 'source' })).toEqual([]);
      expect(faultsOf('const f = (a) => a.arguments;', { kind: 'source' })).toEqual([]);
    });
  });

  describe('assignments', () => {
    test('let, var, parameters and functions may be assigned again', () => {
      expect(faultsOf('let a = 1; var b; function f(c) { c = 1; } a = b = f = 2; for (a in data) a++;')).toEqual([]);
    });

    test('const_assignment: a const may not, in whatever form', () => {
      expect(faultsOf('const a = 1; a = 2; a += 1; --a; for (a in data) 1; for (a of []) 1;')).toEqual([
        'const_assignment 1:14',
        'const_assignment 1:21',
        'const_assignment 1:31',
        'const_assignment 1:39',
        'const_assignment 1:58',
      ]);
    });

    test('a name of an inner scope is another name', () => {
      expect(faultsOf('const a = 1; { let a = 2; a = 3; } const f = (a) => { a = 4; };')).toEqual([]);
    });

    test('a member of a const may be assigned', () => {
      expect(faultsOf('const a = {}; a.b = 1; a.b += 1; a[0]++;')).toEqual([]);
    });

    test('the const of a loop may not be assigned', () => {
      expect(faultsOf('for (const a in data) { a = 1; }')).toEqual(['const_assignment 1:25']);
    });

    test('an import and undefined may not be assigned', () => {
      expect(faultsOf("import { a } from './a.ts'; a = 1;", { kind: 'source' })).toEqual(['const_assignment 1:29']);
      expect(faultsOf('undefined = 1;')).toEqual(['const_assignment 1:1']);
    });

    test('arguments_assignment: arguments may not be assigned, a member of them may', () => {
      expect(faultsOf('function f() { arguments = 1; }')).toEqual(['arguments_assignment 1:16']);
      expect(faultsOf('function f() { arguments[0] = 1; }')).toEqual([]);
    });

    test('duplicate_declaration: let and const stand once in a scope, var may stand twice', () => {
      expect(faultsOf('let a = 1;\nconst a = 2;')).toEqual(['duplicate_declaration 2:7']);
      expect(faultsOf('function f(a) { let a = 1; }')).toEqual(['duplicate_declaration 1:21']);
      expect(faultsOf('var a = 1; var a = 2; function f(b) { var b = a; }')).toEqual([]);
    });
  });

  describe('uses before the declaration', () => {
    test('used_too_early: a use above let or const in the same function is refused', () => {
      expect(faultsOf('data.a(b); const b = 1;')).toEqual(['used_too_early 1:8']);
      expect(faultsOf('if (data) { b = 2; } let b = 1;')).toEqual(['used_too_early 1:13']);
    });

    test('a name does not know itself in its own declaration', () => {
      expect(faultsOf('const a = data.b(a);')).toEqual(['used_too_early 1:18']);
      expect(faultsOf('for (const a of a) 1;')).toEqual(['used_too_early 1:17']);
    });

    test('a function may use what is declared below it, because it runs later', () => {
      expect(faultsOf('const f = () => a; const a = f; const b = function () { return b; };')).toEqual([]);
    });

    test('var and functions may be used above their line', () => {
      expect(faultsOf('a; f(); var a = 1; function f() {}')).toEqual([]);
    });
  });
});
