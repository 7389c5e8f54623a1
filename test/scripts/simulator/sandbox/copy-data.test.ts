// Copies of plain data.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { copyData, copyDataObject } from '../../../../scripts/simulator/sandbox/copy-data.ts';

describe('copyData', () => {
  test('copies any JSON value, and changes of the copy do not reach it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const before = JSON.stringify(value);
        const copy = copyData(value);
        expect(JSON.stringify(copy)).toBe(before);
        if (Array.isArray(copy)) {
          copy.push('more');
        }
        expect(JSON.stringify(value)).toBe(before);
      }),
    );
  });

  test('functions, class instances and symbols become undefined', () => {
    expect(copyData([() => 1, new Date(), Symbol('s'), 1n])).toEqual([undefined, undefined, undefined, undefined]);
  });

  test('a circle stays a circle of its own', () => {
    const value: Record<string, unknown> = { a: 1 };
    value['self'] = value;
    const copy = copyDataObject(value);
    expect(copy['self']).toBe(copy);
    expect(copy).not.toBe(value);
  });

  test('a key __proto__ is data', () => {
    const copy = copyData(JSON.parse('{"__proto__":{"a":1}}'));
    expect(Object.keys(copy ?? {})).toEqual(['__proto__']);
  });
});
