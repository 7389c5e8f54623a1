// Compares two values as GTM's matchers do, and says where they differ.
//
// Decisions where GTM's behaviour is not public:
// - a key whose value is undefined counts as absent, as published tests need it; a list's length counts;
// - numbers, texts and booleans of different types differ (`'4'` is not `4`), NaN equals NaN, and 0 equals -0;
// - functions, promises and whatever else is neither list nor plain object are equal only to themselves.
import { isPlainObject } from '../../sandbox/plain-object.ts';
import { describeStep } from './describe-value.ts';

/** The first place where two values differ; `path` is empty when they differ as a whole. */
export interface Difference {
  readonly path: string;
  readonly actual: unknown;
  readonly expected: unknown;
}

type Pair = readonly [unknown, unknown];

/** Undefined when the values are equal in depth. Takes values that hold themselves. */
export function findDifference(actual: unknown, expected: unknown): Difference | undefined {
  return compare(actual, expected, '', []);
}

/** True if the values are equal in depth. */
export function isDeepEqual(actual: unknown, expected: unknown): boolean {
  return findDifference(actual, expected) === undefined;
}

function compare(actual: unknown, expected: unknown, path: string, parents: readonly Pair[]): Difference | undefined {
  if (actual === expected || (Number.isNaN(actual) && Number.isNaN(expected))) return undefined;
  // Where a value holds itself, the pair is being compared further up already.
  if (parents.some(([a, b]) => a === actual && b === expected)) return undefined;
  const within: readonly Pair[] = [...parents, [actual, expected]];
  if (Array.isArray(actual) && Array.isArray(expected)) {
    if (actual.length !== expected.length) return { path, actual, expected };
    const positions = actual.map((_, index) => String(index));
    return compareKeys(positions, actual, expected, path, within);
  }
  if (isPlainObject(actual) && isPlainObject(expected)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    return compareKeys([...keys], actual, expected, path, within);
  }
  return { path, actual, expected };
}

function compareKeys(
  keys: readonly string[],
  actual: object,
  expected: object,
  path: string,
  parents: readonly Pair[],
): Difference | undefined {
  for (const key of keys) {
    const found = compare(readOwn(actual, key), readOwn(expected, key), path + describeStep(actual, key), parents);
    if (found !== undefined) return found;
  }
  return undefined;
}

function readOwn(container: object, key: string): unknown {
  return Object.hasOwn(container, key) ? Reflect.get(container, key) : undefined;
}
