// How sandboxed code runs: its own rules for properties, methods, arguments and loops, and nothing from outside.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileSandboxed } from '../../../../scripts/simulator/code/compile-sandboxed.ts';
import { SandboxError } from '../../../../scripts/simulator/sandbox/sandbox-error.ts';

function run(code: string, given: Readonly<Record<string, unknown>> = {}): unknown {
  return compileSandboxed(code, Object.keys(given))(...Object.values(given));
}

function refusal(code: string, given?: Readonly<Record<string, unknown>>): unknown {
  try {
    run(code, given);
  } catch (error) {
    return error instanceof SandboxError ? error.code : error;
  }
  return undefined;
}

describe('compileSandboxed', () => {
  test('the code is a function body: a return at the top gives the result', () => {
    expect(run('if (a > 1) { return "more"; } return "less";', { a: 2 })).toBe('more');
  });

  test('the code may declare the names that it is given', () => {
    expect(run('const fail = 1; const data = 2; return fail + data;', { fail: 'x', data: 'y' })).toBe(3);
  });

  test('each call runs the code anew', () => {
    const count = compileSandboxed('let n = 0; n++; return n;', []);
    expect([count(), count()]).toEqual([1, 1]);
  });

  test.each([
    ['reading and writing', 'const o = { a: { b: 1 } }; o.a.b = 2; o.a["c"] = 3; return o;', { a: { b: 2, c: 3 } }],
    ['writing gives the value', 'const o = {}; const v = o.a = o.b = 4; return [v, o];', [4, { a: 4, b: 4 }]],
    ['adding to a member', 'const o = { n: 1 }; o.n += 2; o["n"]++; --o.n; return o.n;', 3],
    ['a key is worked out once', 'let i = 0; const l = [1, 1]; l[i++] += 5; return [i, l];', [1, [6, 1]]],
    ['methods of methods', 'return " a,b ".trim().split(",").map((x) => x + "!").join("");', 'a!b!'],
    ['a list of numbers sorted', 'return [3, 1, 2].sort((a, b) => a - b);', [1, 2, 3]],
    ['a list read by index', 'const l = ["a"]; return [l[0], l["0"], l[1], l.length];', ['a', 'a', undefined, 1]],
    ['a text read by index', 'const s = "ab"; return [s[1], s["length"]];', ['b', 2]],
    [
      'for-of over lists and texts',
      'let s = ""; for (const x of ["a", "b"]) for (const y of "12") s += x + y; return s;',
      'a1a2b1b2',
    ],
    ['for-of into a member', 'const o = {}; for (o.x of [1, 2]) {} return o.x;', 2],
    ['for-in over keys', 'const k = []; for (const x in { a: 1, b: 2 }) k.push(x); return k;', ['a', 'b']],
    ['a text as a pattern', 'return "a1b2".match("[0-9]")[0] + "a1b2".search("b");', '12'],
    [
      'typeof',
      'return [typeof [], typeof null, typeof (() => 1), typeof undefined];',
      ['object', 'object', 'function', 'undefined'],
    ],
    ['commas in brackets', 'const f = (x) => x; return f((1, 2)) + [(3, 4)][(1, 0)];', 6],
    ['functions of functions', 'const add = (a) => (b) => a + b; return add(1)(2);', 3],
    ['a function called at once', 'return (function (a) { return { a: a }; })(1).a;', 1],
    [
      'a key like any other',
      'const o = { __proto__: 1 }; const p = { "__proto__": 2 }; return [o.__proto__, p.hasOwnProperty("__proto__")];',
      [1, true],
    ],
    [
      'a key like any other, however it is spelled',
      'return { "\\x5f_proto__": [3] };',
      JSON.parse('{ "__proto__": [3] }'),
    ],
    ['hasOwnProperty', 'return [{ a: 1 }.hasOwnProperty("a"), { a: 1 }.hasOwnProperty("toString")];', [true, false]],
    [
      'toString',
      'return [1 + "", (1.5).toString(), true.toString(), [1, 2].toString(), "" + {}];',
      ['1', '1.5', 'true', '1,2', '[object Object]'],
    ],
    ['not a number', 'const v = NaN; return [v !== v, Infinity > 1];', [true, true]],
  ] as const)('%s', (_, code, result) => {
    expect(run(code)).toEqual(result);
  });
});

describe('what the sandbox lacks', () => {
  test.each([
    ['[1].includes(1)', 'missing_method'],
    ['[1].find((x) => x)', 'missing_method'],
    ['"a".startsWith("a")', 'missing_method'],
    ['"a".padStart(2)', 'missing_method'],
    ['"a".replaceAll("a", "b")', 'missing_method'],
    ['(1.5).toFixed(2)', 'missing_method'],
    ['true.valueOf()', 'missing_method'],
    ['({}).propertyIsEnumerable("a")', 'missing_method'],
    ['(() => 1).call()', 'missing_method'],
    ['(() => 1).bind()', 'missing_method'],
    ['({ a: 1 }).a()', 'not_a_function'],
    ['undefined.a', 'missing_object'],
    ['null.a()', 'missing_object'],
    ['undefined.a = 1', 'missing_object'],
    ['(function () { for (const x of { a: 1 }) {} })()', 'not_iterable'],
    ['(function () { for (const x of 5) {} })()', 'not_iterable'],
    ['Math.max(1)', 'undeclared_variable'],
    ['typeof window', 'undeclared_variable'],
    ['(leaked = 1)', 'undeclared_variable'],
    ['(leaked += 1)', 'undeclared_variable'],
  ])('%s stops the template: %s', (code, expected) => {
    expect(refusal(`return ${code};`)).toBe(expected);
  });

  test.each(['constructor', '__proto__', 'prototype', 'name', 'caller', 'valueOf', '__defineGetter__', 'call'])(
    'nothing has a property %s',
    (key) => {
      const code = `const all = [{}, [], "a", 1, true, () => 1, function () {}]; return all.map((x) => x["${key}"]);`;
      expect(run(code)).toEqual(Array(7).fill(undefined));
    },
  );

  test.each(['constructor', '__proto__', 'name', 'toString'])('%s can be written as plain data', (key) => {
    const code = `const o = {}; o.${key} = 1; const f = () => 1; f.${key} = 2; return [o.${key}, f.${key}];`;
    expect(run(code)).toEqual([1, 2]);
    expect(Object.hasOwn(Object.prototype, 'a')).toBe(false);
  });

  test.each(['filter', 'push', 'constructor', '__proto__'])('a list keeps the language’s own %s', (key) => {
    const list = run(`const l = [1]; l["${key}"] = () => 2; l.own = 3; return l;`);
    expect([Reflect.get(Object(list), key), Reflect.get(Object(list), 'own')]).toEqual([Reflect.get([], key), 3]);
  });

  test('a name inside a block is gone outside of it', () => {
    expect(refusal('{ const inner = 1; } return inner;')).toBe('undeclared_variable');
  });

  test('what is never reached does not stop the template', () => {
    expect(run('if (false) { window.x(); } return 1;')).toBe(1);
  });

  test.each([
    'class A {}',
    'new a()',
    'return this;',
    'try { a(); } catch (e) {}',
    'throw 1;',
    'return `a`;',
    'return /a/;',
    'const { a } = b;',
    'const [a] = b;',
    'const f = (...a) => a;',
    'const f = (a = 1) => a;',
    'const o = { a };',
    'const o = { a() {} };',
    'const o = { get a() { return 1; } };',
    'const o = { ["a"]: 1 };',
    'const l = [...a];',
    'const f = async () => 1;',
    'function* f() {}',
    'return a?.b;',
    'return a ?? b;',
    'return 2 ** 3;',
    'delete a.b;',
    'return "a" in b;',
    'return a instanceof b;',
    'return void 0;',
    'a: for (;;) {}',
    'debugger;',
    'return 1n;',
    'import("a");',
    'return eval`1`;',
    'const = 1;',
    'const \\u0024sandbox = 1;',
    'return \\u0061rguments;',
  ])('%s is refused before anything runs', (code) => {
    expect(() => compileSandboxed(code, ['a', 'b'])).toThrow(SyntaxError);
  });
});

describe('places', () => {
  test('an error names the file and the line of the code', () => {
    const code = 'const a = {\n  b: [\n    1,\n  ],\n}\n  .b\n  .map((x) =>\n    x,\n  );\n\nundefined.x;';
    const fail = compileSandboxed(code, [], { file: 'tag.tpl', line: 101 });
    const trace = (() => {
      try {
        return fail();
      } catch (error) {
        return error instanceof Error ? error.stack : undefined;
      }
    })();
    expect(trace).toContain('tag.tpl:111:');
  });

  test('the code’s own names never meet those of the rewriting', () => {
    expect(
      run('const $sandbox = { a: () => arguments }; const $arguments = 1; return $sandbox.a($arguments);'),
    ).toEqual([1]);
  });

  test('a value survives the way through objects, lists, calls and loops', () => {
    const code = `
      const box = { value: value };
      const list = [box.value].concat([]);
      let found;
      for (const one of list) { found = one; }
      return (function () { return arguments[0]; })(found);`;
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(run(code, { value })).toBe(value);
      }),
    );
  });
});
