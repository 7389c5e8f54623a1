// What stands in for JavaScript's own JSON, Math, Object and conversions.
import { describe, expect, test } from 'vitest';
import { evaluate } from '../../evaluate.ts';

describe('language APIs', () => {
  test.each([
    ["'JSON').parse('{\"a\":[1]}')", { a: [1] }],
    ["'JSON').parse('{')", undefined],
    ["'JSON').parse(undefined)", undefined],
    ["'JSON').stringify({ a: undefined, b: null })", '{"b":null}'],
    ["'Math').abs(-2.5)", 2.5],
    ["'Math').ceil(2.1)", 3],
    ["'Math').floor(2.9)", 2],
    ["'Math').max(1, 3, 2)", 3],
    ["'Math').min(3, 1, 2)", 1],
    ["'Math').pow(2, 10)", 1024],
    ["'Math').round(2.5)", 3],
    ["'Math').sqrt(9)", 3],
    ["'Math').random", undefined],
    ["'Object').keys({ b: 1, a: 2 })", ['b', 'a']],
    ["'Object').keys(null)", []],
    ["'Object').values({ b: 1 })", [1]],
    ["'Object').entries({ b: 1 })", [['b', 1]]],
    ["'getType')([])", 'array'],
    ["'getType')(null)", 'null'],
    ["'getType')(undefined)", 'undefined'],
    ["'getType')({})", 'object'],
    ["'getType')('')", 'string'],
    ["'getType')(() => 1)", 'function'],
    ["'makeString')(undefined)", 'undefined'],
    ["'makeString')(12)", '12'],
    ["'makeNumber')('12.5')", 12.5],
    ["'makeNumber')('x')", Number.NaN],
    ["'makeInteger')('12.7')", 13],
    ["'makeInteger')('x')", 0],
    ["'makeTableMap')([{ k: 'a', v: 1 }, { k: 'b', v: 2 }], 'k', 'v')", { a: 1, b: 2 }],
    ["'makeTableMap')([{ k: 'a' }, { v: 1 }, { k: 'b', v: 2 }], 'k', 'v')", { b: 2 }],
    ["'makeTableMap')([{ other: 1 }], 'k', 'v')", null],
  ])('require(%s is %j', (call, value) => {
    const { returned, problems } = evaluate(`return require(${call};`);
    expect([returned, problems]).toEqual([value, []]);
  });

  test('Object.delete of what is no object changes nothing', () => {
    expect(evaluate("return require('Object').delete(undefined, 'a');").returned).toBe(false);
  });

  test('Object.freeze gives the same object, which no longer changes', () => {
    const code =
      "const o = { a: 1 }; const frozen = require('Object').freeze(o); o.a = 2; o.b = 3; return [frozen === o, o];";
    expect(evaluate(code).returned).toEqual([true, { a: 1 }]);
  });

  test('Object.delete removes a key', () => {
    const code = "const o = { a: 1, b: 2 }; require('Object').delete(o, 'a'); return o;";
    expect(evaluate(code).returned).toEqual({ b: 2 });
  });

  test('Object.freeze keeps an object as it is', () => {
    expect(evaluate("const o = require('Object').freeze({ a: 1 }); o.a = 2; o.b = 3; return o;").returned).toEqual({
      a: 1,
    });
  });

  test('JSON.stringify of a circle is undefined', () => {
    expect(evaluate("const o = {}; o.o = o; return require('JSON').stringify(o);")).toMatchObject({
      returned: undefined,
      problems: [],
    });
  });
});
