// Fills `{{Variable name}}` into field values, as GTM does each time a tag fires.
//
// Decision where GTM's behaviour is not public: inside a longer text an undefined value reads "undefined", a null "null".
import { isPlainObject } from '../sandbox/plain-object.ts';

const reference = /\{\{([^{}]+)\}\}/g;

/** The names of all variables that a value refers to, nested values included. */
export function listReferences(value: unknown): readonly string[] {
  if (typeof value === 'string') {
    return [...value.matchAll(reference)].map(([, name = '']) => name);
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(listReferences) : [];
}

/** The value with its references filled in; a text that is one reference alone takes the variable's own type. */
export function resolveValue(value: unknown, readVariable: (name: string) => unknown): unknown {
  if (typeof value === 'string') {
    const [alone] = [...value.matchAll(reference)];
    if (alone?.[0] === value) {
      return readVariable(alone[1] ?? '');
    }
    return value.replace(reference, (_, name: string) => String(readVariable(name)));
  }
  if (Array.isArray(value)) {
    return value.map((item) => resolveValue(item, readVariable));
  }
  return isPlainObject(value) ? resolveFields(value, readVariable) : value;
}

/** All fields with their references filled in. */
export function resolveFields(
  fields: Readonly<Record<string, unknown>>,
  readVariable: (name: string) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, resolveValue(value, readVariable)]));
}
