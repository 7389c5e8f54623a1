// What a call needs to be allowed, in the words of permissions.
import { unknownValue } from '../unknown-value.ts';

/** One thing that a call reaches. */
export interface Wanted {
  readonly permission: string;
  /** What GTM's queryPermission would be asked with. */
  readonly values: readonly unknown[];
}

/** What an API needs, given the values of those arguments that decide about it. */
export interface Reading {
  /** Positions of the arguments. */
  readonly reads: readonly number[];
  readonly wants: (...args: readonly unknown[]) => readonly Wanted[];
}

/** Needs that no argument decides about. */
export function always(permission: string, ...values: readonly unknown[]): Reading {
  return { reads: [], wants: () => [{ permission, values }] };
}

/** One need with the first argument behind the given values. */
export function byFirst(permission: string, ...values: readonly unknown[]): Reading {
  return { reads: [0], wants: (first) => [{ permission, values: [...values, first] }] };
}

/** One need per key of the object in the first argument, the key in front of the given values. */
export function byKeys(
  permission: string,
  toValues: (key: unknown) => readonly unknown[],
  ignored: readonly string[] = [],
): Reading {
  return {
    reads: [0],
    wants: (object) => keysOf(object, ignored).map((key) => ({ permission, values: toValues(key) })),
  };
}

function keysOf(object: unknown, ignored: readonly string[]): readonly unknown[] {
  if (object === unknownValue) return [unknownValue];
  if (typeof object !== 'object' || object === null) return [];
  return Object.keys(object).filter((key) => !ignored.includes(key));
}
