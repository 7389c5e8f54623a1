// How JSON is laid out.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { printGsonJson } from '../../../functions/downloads/gson-json.ts';
import { formatJson } from '../../../scripts/tpl/format-json.ts';

describe('formatJson', () => {
  test('objects and lists have a line for each member, and empty ones stay on one', () => {
    expect(formatJson('{"a":[1,{"b":[] , "c":{ }}],"d":null}')).toBe(
      '{\n  "a": [\n    1,\n    {\n      "b": [],\n      "c": {}\n    }\n  ],\n  "d": null\n}',
    );
  });

  test('characters that HTML could misread are escaped, in keys too, and needless escapes are not', () => {
    expect(formatJson('{"a<b": "\\u00e9\\/ it\'s"}')).toBe('{\n  "a\\u003cb": "é/ it\\u0027s"\n}');
  });

  test('brackets, commas and quotes within texts are text', () => {
    expect(formatJson('["{,}:\\"[\\\\"]')).toBe('[\n  "{,}:\\"[\\\\"\n]');
  });

  test('numbers keep their digits, keys their order, and a key that stands twice stays', () => {
    expect(formatJson('{"b":1.0,"1":12345678901234567890,"b":-0}')).toBe(
      '{\n  "b": 1.0,\n  "1": 12345678901234567890,\n  "b": -0\n}',
    );
  });

  test('what is no JSON stays as it is', () => {
    expect(formatJson('{"a":1,}')).toBe('{"a":1,}');
    expect(formatJson('')).toBe('');
  });

  test('what was laid out reads as before and is laid out as it stands', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'binary' }), (text) => {
        const formatted = formatJson(text);
        expect(JSON.parse(formatted)).toEqual(JSON.parse(text));
        expect(formatJson(formatted)).toBe(formatted);
      }),
    );
  });

  test('what the printer of values writes is laid out already', () => {
    const value = fc.jsonValue({ stringUnit: 'binary' }).map((one) => printGsonJson(one));
    fc.assert(fc.property(value, (text) => formatJson(text) === text));
  });
});
