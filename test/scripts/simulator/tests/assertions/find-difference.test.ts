// Equality as GTM's matchers see it, and where two values differ.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explainDifference } from '../../../../../scripts/simulator/tests/assertions/explain-difference.ts';
import { findDifference, isDeepEqual } from '../../../../../scripts/simulator/tests/assertions/find-difference.ts';

const same = () => 1;

function inItself(value: number): Record<string, unknown> {
  const object: Record<string, unknown> = { value };
  object['self'] = object;
  return object;
}

describe('findDifference', () => {
  test('any JSON equals a copy of itself', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => isDeepEqual(value, structuredClone(value))));
  });

  test('it does not matter which of two values comes first', () => {
    fc.assert(fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => isDeepEqual(a, b) === isDeepEqual(b, a)));
  });

  test.each<[string, unknown, unknown]>([
    ['keys in another order', { a: 1, b: 2 }, { b: 2, a: 1 }],
    ['a key whose value is undefined', { a: 1, b: undefined }, { a: 1 }],
    ['such a key on the other side', { a: [{}] }, { a: [{ b: undefined }] }],
    ['NaN', [Number.NaN], [Number.NaN]],
    ['both zeros', 0, -0],
    ['the same function', { f: same }, { f: same }],
    ['values that hold themselves', inItself(1), inItself(1)],
    ['undefined in lists of one length', [undefined], [undefined]],
  ])('%s makes no difference', (_, a, b) => {
    expect(findDifference(a, b)).toBeUndefined();
  });

  test.each<[string, unknown, unknown, string]>([
    ['a number and its text', { a: [1, '2'] }, { a: [1, 2] }, '.a[1]'],
    ['a missing key', { a: { 'b c': 1 } }, { a: {} }, '.a["b c"]'],
    ['null and undefined', { a: null }, {}, '.a'],
    ['the length of a list', [1, undefined], [1], ''],
    ['a list and an object', { a: [] }, { a: {} }, '.a'],
    ['null and an object', null, {}, ''],
    ['false and 0', [false], [0], '[0]'],
    ['functions that do the same', { f: () => 1 }, { f: () => 1 }, '.f'],
    ['values that hold themselves', inItself(1), inItself(2), '.value'],
    ['a value that holds itself and one that does not', inItself(1), { value: 1, self: { value: 1 } }, '.self.self'],
    ['dates, which no sandbox makes', new Date(0), new Date(0), ''],
    ['a key that only every object inherits', { toString: same }, {}, '.toString'],
  ])('%s differ', (_, a, b, path) => {
    expect(findDifference(a, b)?.path).toBe(path);
    expect(findDifference(b, a)?.path).toBe(path);
  });
});

describe('explainDifference', () => {
  test('says nothing about equal values, and nothing about short ones that differ as a whole', () => {
    expect([explainDifference([1], [1]), explainDifference('a', 'b')]).toEqual(['', '']);
  });

  test('names the place and both values', () => {
    expect(explainDifference({ a: [{ b: 1 }] }, { a: [{ b: '1' }] })).toBe('They differ at .a[0].b: 1 is not "1".');
  });

  test('names the first character in which long texts differ', () => {
    const text = 'https://collect.example.test/v1/events?id=12345&value=10&currency=EUR';
    expect(explainDifference(text, text.replace('10', '11'))).toBe(
      'They differ at character 56: …"45&value=10&currency=EUR" is not …"45&value=11&currency=EUR".',
    );
    expect(explainDifference({ url: text }, { url: `${text}&x=1` })).toBe(
      'They differ at .url, character 70: …"rrency=EUR" is not …"rrency=EUR&x=1".',
    );
  });
});
