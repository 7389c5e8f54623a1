// Says whether a Firestore document meets a query's condition.
// https://firebase.google.com/docs/firestore/query-data/queries
import { isDeepStrictEqual } from 'node:util';
import { isPlainObject } from '../sandbox/plain-object.ts';
import type { FirestoreCondition } from './firestore-store.ts';

type Meets = (actual: unknown, expected: unknown) => boolean;

/** Values of different types are never less or greater than one another. */
function ordered(meets: (order: number) => boolean): Meets {
  return (actual, expected) => {
    const order = compare(actual, expected);
    return order !== undefined && meets(order);
  };
}

/** Below, at or above zero; undefined where Firestore has no order. Digits in a text are letters like any other. */
function compare(actual: unknown, expected: unknown): number | undefined {
  if (typeof actual === 'string' && typeof expected === 'string') {
    return Number(actual > expected) - Number(actual < expected);
  }
  const isNumeric = typeof actual === 'number' || typeof actual === 'boolean';
  return isNumeric && typeof actual === typeof expected ? Number(actual) - Number(expected) : undefined;
}

const includes = (list: unknown, item: unknown): boolean =>
  Array.isArray(list) && list.some((candidate) => isDeepStrictEqual(candidate, item));

const operators: Readonly<Record<string, Meets>> = {
  '<': ordered((order) => order < 0),
  '<=': ordered((order) => order <= 0),
  '==': (actual, expected) => isDeepStrictEqual(actual, expected),
  '!=': (actual, expected) => actual !== null && !isDeepStrictEqual(actual, expected),
  '>=': ordered((order) => order >= 0),
  '>': ordered((order) => order > 0),
  'array-contains': includes,
  'array-contains-any': (actual, expected) =>
    Array.isArray(expected) && expected.some((item) => includes(actual, item)),
  in: (actual, expected) => includes(expected, actual),
  'not-in': (actual, expected) => actual !== null && Array.isArray(expected) && !includes(expected, actual),
};

/** True for an operator that Firestore has. */
export function isFirestoreOperator(name: string): boolean {
  return Object.hasOwn(operators, name);
}

function valueAt(data: unknown, keyPath: string): unknown {
  return keyPath
    .split('.')
    .reduce<unknown>(
      (value, key) => (isPlainObject(value) && Object.hasOwn(value, key) ? value[key] : undefined),
      data,
    );
}

/** True if the document has the field and its value meets the condition; a missing field meets none. */
export function meetsCondition(data: Readonly<Record<string, unknown>>, condition: FirestoreCondition): boolean {
  const [keyPath, operator, expected] = condition;
  const actual = valueAt(data, keyPath);
  return actual !== undefined && operators[operator]?.(actual, expected) === true;
}
