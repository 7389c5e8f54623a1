// Calls the methods that texts, lists, numbers and booleans have in the sandbox.
import { type Members, membersOf } from '../../dialect/standard-library.ts';
import { toRegExp } from '../sandbox/sandbox-regex.ts';

type Method = (...values: unknown[]) => unknown;

/** The method as a function of its arguments, or undefined where the sandbox has none of that name. */
export function findMethod(target: string | number | boolean | readonly unknown[], key: string): Method | undefined {
  const method: unknown = membersOfValue(target).has(key) ? Reflect.get(Object(target), key) : undefined;
  // `length` is a member as well, but no method.
  if (typeof method !== 'function') return undefined;
  return (...values) => Reflect.apply(method, target, takesPattern(target, key) ? values.map(toPattern) : values);
}

function membersOfValue(target: string | number | boolean | readonly unknown[]): Members {
  if (typeof target === 'object') return membersOf.array;
  if (typeof target === 'string') return membersOf.string;
  return typeof target === 'number' ? membersOf.number : membersOf.boolean;
}

function takesPattern(target: unknown, key: string): boolean {
  return typeof target === 'string' && (key === 'match' || key === 'search' || key === 'replace');
}

/** What createRegex made stands for its expression; a text stays a text. */
function toPattern(value: unknown): unknown {
  return toRegExp(value) ?? value;
}
