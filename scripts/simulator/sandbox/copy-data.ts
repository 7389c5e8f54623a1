// Copies values that cross the border of a server template: what one side changes later, the other does not see.
//
// Decision where GTM's behaviour is not public: a copy holds plain data alone; functions, promises and regular expressions in
// it become undefined.
import { isPlainObject } from './plain-object.ts';
import { setOwn } from './set-own.ts';

function copyWithin(value: unknown, seen: Map<object, unknown>): unknown {
  if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint') {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const known = seen.get(value);
  if (known !== undefined) {
    return known;
  }
  if (Array.isArray(value)) {
    const list: unknown[] = [];
    seen.set(value, list);
    for (const item of value) {
      list.push(copyWithin(item, seen));
    }
    return list;
  }
  return isPlainObject(value) ? copyObject(value, seen) : undefined;
}

function copyObject(value: Readonly<Record<string, unknown>>, seen: Map<object, unknown>): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  seen.set(value, copy);
  for (const [key, item] of Object.entries(value)) {
    setOwn(copy, key, copyWithin(item, seen));
  }
  return copy;
}

/** A deep copy of plain data; cycles stay cycles. */
export function copyData(value: unknown): unknown {
  return copyWithin(value, new Map());
}

/** `copyData` for an object of which it is known that it is plain. */
export function copyDataObject(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return copyObject(value, new Map());
}
