// How values look in the messages of failed assertions.
import { describe, expect, test } from 'vitest';
import {
  describeStep,
  describeValue,
  describeValues,
} from '../../../../../scripts/simulator/tests/assertions/describe-value.ts';

function named(): void {}

describe('describeValue', () => {
  test.each<[unknown, string]>([
    ['a "b"', '"a \\"b\\""'],
    [undefined, 'undefined'],
    [null, 'null'],
    [Number.NaN, 'NaN'],
    [1.5, '1.5'],
    [[], '[]'],
    [{}, '{}'],
    [[1, ['a']], '[1, ["a"]]'],
    [{ a: 1, 'b-c': undefined }, '{ a: 1, "b-c": undefined }'],
    [named, '[function named]'],
    [[() => 1], '[[function]]'],
  ])('prints %j as %s', (value, text) => {
    expect(describeValue(value)).toBe(text);
  });

  test('survives a value that holds itself, and prints a value twice where it stands twice', () => {
    const value: Record<string, unknown> = { a: 1 };
    value['self'] = [value];
    expect(describeValue(value)).toBe('{ a: 1, self: [[circular]] }');
    const twice = { b: 1 };
    expect(describeValue([twice, twice])).toBe('[{ b: 1 }, { b: 1 }]');
  });

  test('cuts what is long', () => {
    const text = describeValue('x'.repeat(1000));
    expect(text).toMatch(/^"x{399}…$/);
  });
});

describe('describeValues', () => {
  test('prints a list as arguments', () => {
    expect(describeValues(['a', 1])).toBe('"a", 1');
    expect(describeValues([])).toBe('');
  });
});

describe('describeStep', () => {
  test('writes a step as code does', () => {
    expect([describeStep({}, 'a'), describeStep([], '0'), describeStep({}, 'a.b')]).toEqual(['.a', '[0]', '["a.b"]']);
  });
});
