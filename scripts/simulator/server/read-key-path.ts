// Reads a part of an event by its path: `user_data.address.0.city`.
import { isPlainObject } from '../sandbox/plain-object.ts';

function stepInto(value: unknown, key: string): unknown {
  if (Array.isArray(value)) {
    return /^\d+$/.test(key) ? value[Number(key)] : undefined;
  }
  return isPlainObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The value itself, not a copy; undefined where the path leads nowhere. */
export function readKeyPath(value: unknown, keyPath: string): unknown {
  return keyPath.split('.').reduce(stepInto, value);
}
