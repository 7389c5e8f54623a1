// Permissions as GTM stores them, trees of numbered types, and as people write them, plain values.
import type { Json } from './gson-json.ts';

/** One permission with plain parameters, in GTM's own words. */
export interface PlainPermission {
  readonly publicId: string;
  readonly params: { readonly [key: string]: PlainValue };
}

/** What a parameter can hold. */
export type PlainValue = string | boolean | readonly PlainValue[] | { readonly [key: string]: PlainValue };

// The numbers of GTM's value types.
const stringType = 1;
const listType = 2;
const mapType = 3;
const booleanType = 8;

/** The entry of the permission section that stands for this permission. */
export function encodePermission({ publicId, params }: PlainPermission): Json {
  const entries = Object.entries(params);
  const instance = {
    key: { publicId, versionId: '1' },
    param: entries.map(([key, value]) => ({ key, value: encodeValue(value) })),
  };
  // GTM marks only permissions with a scope, because only those can be edited.
  if (entries.length === 0) return { instance, isRequired: true };
  return { instance, clientAnnotations: { isEditedByUser: true }, isRequired: true };
}

/** The permission that an entry stands for, or undefined when it is none. Types that nobody has seen become nothing. */
export function decodePermission(entry: unknown): PlainPermission | undefined {
  const instance = property(entry, 'instance');
  const publicId = property(property(instance, 'key'), 'publicId');
  if (typeof publicId !== 'string') return undefined;
  const params: Record<string, PlainValue> = {};
  for (const param of list(property(instance, 'param'))) {
    const key = property(param, 'key');
    const value = decodeValue(property(param, 'value'));
    if (typeof key === 'string' && value !== undefined) params[key] = value;
  }
  return { publicId, params };
}

function encodeValue(value: PlainValue): Json {
  if (typeof value === 'string') return { type: stringType, string: value };
  if (typeof value === 'boolean') return { type: booleanType, boolean: value };
  if (isList(value)) return { type: listType, listItem: value.map(encodeValue) };
  return {
    type: mapType,
    mapKey: Object.keys(value).map((key) => ({ type: stringType, string: key })),
    mapValue: Object.values(value).map(encodeValue),
  };
}

function decodeValue(tree: unknown): PlainValue | undefined {
  switch (property(tree, 'type')) {
    case stringType: {
      const text = property(tree, 'string');
      return typeof text === 'string' ? text : undefined;
    }
    case booleanType:
      return property(tree, 'boolean') === true;
    case listType:
      return list(property(tree, 'listItem')).flatMap((item) => {
        const value = decodeValue(item);
        return value === undefined ? [] : [value];
      });
    case mapType:
      return decodeMap(tree);
    default:
      return undefined;
  }
}

function decodeMap(tree: unknown): PlainValue {
  const values = list(property(tree, 'mapValue'));
  const map: Record<string, PlainValue> = {};
  for (const [index, keyTree] of list(property(tree, 'mapKey')).entries()) {
    const key = decodeValue(keyTree);
    const value = decodeValue(values[index]);
    if (typeof key === 'string' && value !== undefined) map[key] = value;
  }
  return map;
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isList(value: PlainValue): value is readonly PlainValue[] {
  return Array.isArray(value);
}
