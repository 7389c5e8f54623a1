// The matchers of assertThat for single values: what they are, of which type, and what they equal.
//
// Decision where GTM's behaviour is not public: isObject means an object as `getType` answers it, so neither a list nor null.
import { typeNameOf } from '../../sandbox/checked-function.ts';
import { describeValue, describeValues } from './describe-value.ts';
import { explainDifference } from './explain-difference.ts';
import { isDeepEqual } from './find-difference.ts';
import { type Matcher, type Matchers, plainMatcher } from './matcher.ts';

function isInfinite(value: unknown): boolean {
  return value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY;
}

function typeMatcher(typeName: string): Matcher {
  const article = /^[aeiou]/.test(typeName) ? 'an' : 'a';
  return plainMatcher(`to be ${article} ${typeName}`, (subject) => typeNameOf(subject) === typeName);
}

function comparison(sentence: string, holds: (subject: unknown, expected: unknown) => boolean): Matcher {
  return {
    holds: (subject, [expected]) => holds(subject, expected),
    say: ([expected]) => `${sentence} ${describeValue(expected)}`,
  };
}

/** `<` and its like mean in the sandbox what they mean in JavaScript; the types say less than that. */
function ordered(sentence: string, holds: (a: number, b: number) => boolean): Matcher {
  // Texts are compared as texts: the assertion only quiets the compiler, nothing is converted.
  return comparison(sentence, (subject, expected) => holds(subject as number, expected as number));
}

const isEqualTo: Matcher = {
  ...comparison('to equal', isDeepEqual),
  explain: (subject, [expected]) => explainDifference(subject, expected),
};

/** 28 of the 35 matchers. */
export const valueMatchers: Matchers = {
  isUndefined: plainMatcher('to be undefined', (subject) => subject === undefined),
  isDefined: plainMatcher('to be defined', (subject) => subject !== undefined),
  isNull: plainMatcher('to be null', (subject) => subject === null),
  isNotNull: plainMatcher('not to be null', (subject) => subject !== null),
  isFalse: plainMatcher('to be false', (subject) => subject === false),
  isTrue: plainMatcher('to be true', (subject) => subject === true),
  isFalsy: plainMatcher('to be falsy', (subject) => !subject),
  isTruthy: plainMatcher('to be truthy', (subject) => Boolean(subject)),
  isNaN: plainMatcher('to be NaN', Number.isNaN),
  isNotNaN: plainMatcher('not to be NaN', (subject) => !Number.isNaN(subject)),
  isInfinity: plainMatcher('to be infinite', isInfinite),
  isNotInfinity: plainMatcher('not to be infinite', (subject) => !isInfinite(subject)),
  isEqualTo,
  isNotEqualTo: comparison('not to equal', (subject, expected) => !isDeepEqual(subject, expected)),
  isAnyOf: {
    holds: (subject, expected) => expected.some((value) => isDeepEqual(subject, value)),
    say: (expected) => `to be any of ${describeValues(expected)}`,
  },
  isNoneOf: {
    holds: (subject, expected) => !expected.some((value) => isDeepEqual(subject, value)),
    say: (expected) => `to be none of ${describeValues(expected)}`,
  },
  isStrictlyEqualTo: comparison('to be strictly equal to', (subject, expected) => subject === expected),
  isNotStrictlyEqualTo: comparison('not to be strictly equal to', (subject, expected) => subject !== expected),
  isGreaterThan: ordered('to be greater than', (a, b) => a > b),
  isGreaterThanOrEqualTo: ordered('to be greater than or equal to', (a, b) => a >= b),
  isLessThan: ordered('to be less than', (a, b) => a < b),
  isLessThanOrEqualTo: ordered('to be less than or equal to', (a, b) => a <= b),
  isArray: typeMatcher('array'),
  isBoolean: typeMatcher('boolean'),
  isFunction: typeMatcher('function'),
  isNumber: typeMatcher('number'),
  isObject: typeMatcher('object'),
  isString: typeMatcher('string'),
};
