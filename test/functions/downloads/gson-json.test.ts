// How JSON sections are written.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { printGsonJson } from '../../../functions/downloads/gson-json.ts';

describe('printGsonJson', () => {
  test('characters that HTML could misread are escaped, others stay', () => {
    expect(printGsonJson("<a href='x'>&é\"€\u2028\u2029")).toBe(
      '"\\u003ca href\\u003d\\u0027x\\u0027\\u003e\\u0026é\\"€\\u2028\\u2029"',
    );
  });

  test('indent is two spaces, and empty lists and objects stay on one line', () => {
    expect(printGsonJson({ a: [], b: {}, c: [1] })).toBe('{\n  "a": [],\n  "b": {},\n  "c": [\n    1\n  ]\n}');
  });

  test('a key without a value is left out', () => {
    expect(printGsonJson({ a: undefined, b: 1 })).toBe('{\n  "b": 1\n}');
  });

  test('reading what was written gives the same value', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(JSON.parse(printGsonJson(JSON.parse(text)))).toEqual(JSON.parse(text));
      }),
    );
  });
});
