// The 35 matchers of assertThat: for each a value that it accepts, and one that it refuses with a readable reason.
import { describe, expect, test } from 'vitest';
import { matcherNames } from '../../../../../scripts/simulator/tests/assertions/assert-that.ts';
import { whyFailed } from '../run-tests.ts';

/** Matcher and values, a subject that it accepts, one that it refuses, and the sentence about that one. */
const cases: readonly (readonly [call: string, accepted: string, refused: string, reason: string])[] = [
  ['isUndefined()', 'undefined', 'null', 'Expected null to be undefined.'],
  ['isDefined()', 'null', 'undefined', 'Expected undefined to be defined.'],
  ['isNull()', 'null', 'undefined', 'Expected undefined to be null.'],
  ['isNotNull()', 'undefined', 'null', 'Expected null not to be null.'],
  ['isFalse()', 'false', '0', 'Expected 0 to be false.'],
  ['isTrue()', 'true', '1', 'Expected 1 to be true.'],
  ['isFalsy()', "''", '[]', 'Expected [] to be falsy.'],
  ['isFalsy()', '-"x"', '1', 'Expected 1 to be falsy.'],
  ['isTruthy()', '{}', '0', 'Expected 0 to be truthy.'],
  ['isNaN()', '-"x"', '"x"', 'Expected "x" to be NaN.'],
  ['isNotNaN()', '"x"', '-"x"', 'Expected NaN not to be NaN.'],
  ['isInfinity()', '1 / 0', '1', 'Expected 1 to be infinite.'],
  ['isInfinity()', '-1 / 0', '-"x"', 'Expected NaN to be infinite.'],
  ['isNotInfinity()', '1', '-1 / 0', 'Expected -Infinity not to be infinite.'],
  [
    'isEqualTo({ a: [1] })',
    '{ a: [1] }',
    '{ a: [2] }',
    'Expected { a: [2] } to equal { a: [1] }. They differ at .a[0]: 2 is not 1.',
  ],
  ["isEqualTo('4')", "'4'", '4', 'Expected 4 to equal "4".'],
  ['isNotEqualTo([1])', '[2]', '[1]', 'Expected [1] not to equal [1].'],
  ["isAnyOf({ a: 1 }, 'b')", '{ a: 1 }', "'c'", 'Expected "c" to be any of { a: 1 }, "b".'],
  ["isNoneOf('a', [1])", "'b'", '[1]', 'Expected [1] to be none of "a", [1].'],
  ["isStrictlyEqualTo('a')", "'a'", "'b'", 'Expected "b" to be strictly equal to "a".'],
  ['isNotStrictlyEqualTo(4)', "'4'", '4', 'Expected 4 not to be strictly equal to 4.'],
  ['isGreaterThan(5)', '6', '5', 'Expected 5 to be greater than 5.'],
  ['isGreaterThanOrEqualTo(5)', '5', '4', 'Expected 4 to be greater than or equal to 5.'],
  ["isLessThan('b')", "'a'", "'b'", 'Expected "b" to be less than "b".'],
  ['isLessThanOrEqualTo(5)', '5', '6', 'Expected 6 to be less than or equal to 5.'],
  [
    "contains('a', { b: 1 })",
    "[{ b: 1 }, 'c', 'a']",
    "['a', { b: 2 }]",
    'Expected ["a", { b: 2 }] to contain "a", { b: 1 }.',
  ],
  ["contains('b', 'a')", "'abc'", "'bcd'", 'Expected "bcd" to contain "b", "a".'],
  ['contains(1)', '[1]', "'a1'", 'Expected "a1" to contain 1.'],
  ["contains(['a'])", "[['a']]", "['a']", 'Expected ["a"] to contain ["a"].'],
  ["doesNotContain('x', [1])", "['a', [2]]", '[[1]]', 'Expected [[1]] not to contain "x", [1].'],
  ["doesNotContain('x', 'b')", "'a'", "'abc'", 'Expected "abc" not to contain "x", "b".'],
  [
    'containsExactly(3, [2], 1)',
    '[1, [2], 3]',
    '[1, [2], 3, 3]',
    'Expected [1, [2], 3, 3] to contain exactly 3, [2], 1.',
  ],
  ['containsExactly(1, 1)', '[1, 1]', '[1, 2]', 'Expected [1, 2] to contain exactly 1, 1.'],
  ["containsExactly('c', 'ab')", "'abc'", "'abcd'", 'Expected "abcd" to contain exactly "c", "ab".'],
  ["doesNotContainExactly('4')", "['4', '5']", "['4']", 'Expected ["4"] not to contain exactly "4".'],
  ["doesNotContainExactly('b', 'a')", "'abc'", "'ab'", 'Expected "ab" not to contain exactly "b", "a".'],
  ['hasLength(2)', "'ab'", '[1]', 'Expected [1] to have the length 2.'],
  ['isEmpty()', '[]', "'a'", 'Expected "a" to be empty.'],
  ['isNotEmpty()', "'a'", '[]', 'Expected [] not to be empty.'],
  ['isArray()', '[]', '{}', 'Expected {} to be an array.'],
  ['isBoolean()', 'false', '0', 'Expected 0 to be a boolean.'],
  ['isFunction()', '() => 1', '{}', 'Expected {} to be a function.'],
  ['isNumber()', '-"x"', "'1'", 'Expected "1" to be a number.'],
  ['isObject()', '{}', '[]', 'Expected [] to be an object.'],
  ['isObject()', '{ a: 1 }', 'null', 'Expected null to be an object.'],
  ['isString()', "''", '1', 'Expected 1 to be a string.'],
];

describe('assertThat', () => {
  test.each(cases)('%s accepts %s and refuses %s', async (call, accepted, refused, reason) => {
    expect(await whyFailed(`assertThat(${accepted}).${call};`)).toBe('');
    expect(await whyFailed(`assertThat(${refused}).${call};`)).toBe(reason);
  });

  test('every matcher is held by a case above, and there are 35', () => {
    const held = new Set(cases.map(([call]) => call.replace(/\(.*/s, '')));
    expect([...held].sort()).toEqual(matcherNames);
    expect(matcherNames).toHaveLength(35);
  });

  test.each([
    'contains(1)',
    'doesNotContain(1)',
    'containsExactly(1)',
    'doesNotContainExactly(1)',
    'hasLength(0)',
    'isEmpty()',
    'isNotEmpty()',
  ])('%s refuses what is neither list nor text, and says so', async (call) => {
    expect(await whyFailed(`assertThat({}).${call};`)).toContain('It is neither a list nor a text.');
    expect(await whyFailed(`assertThat(undefined).${call};`)).toContain('It is neither a list nor a text.');
  });

  test('a text holds texts alone', async () => {
    expect(await whyFailed("assertThat('a1').contains(1);")).toBe('Expected "a1" to contain 1.');
    expect(await whyFailed("assertThat('a').containsExactly('a', 1);")).toBe('Expected "a" to contain exactly "a", 1.');
  });

  test('the message of the test stands in front', async () => {
    expect(await whyFailed("assertThat(1, 'The total').isEqualTo(2);")).toBe('The total: Expected 1 to equal 2.');
    expect(await whyFailed('assertThat(1, { id: 7 }).isEqualTo(2);')).toBe('{ id: 7 }: Expected 1 to equal 2.');
  });

  test('two lists that look the same are not strictly equal', async () => {
    expect(await whyFailed('assertThat([]).isStrictlyEqualTo([]);')).toBe('Expected [] to be strictly equal to [].');
    expect(await whyFailed('const a = []; assertThat(a).isStrictlyEqualTo(a);')).toBe('');
  });

  test('a matcher that does not exist is named', async () => {
    expect(await whyFailed('assertThat(1).isOdd();')).toContain("no 'isOdd' property");
  });
});
