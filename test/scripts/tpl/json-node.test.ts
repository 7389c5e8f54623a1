// How the values of a JSON tree are looked up.
import { describe, expect, test } from 'vitest';
import { findEntry, isBroken, toJsonValue } from '../../../scripts/tpl/json-node.ts';
import { readJsonTree } from '../../../scripts/tpl/read-json-tree.ts';

describe('findEntry', () => {
  test('the last of two equal keys counts, as in JSON.parse', () => {
    expect(findEntry(readJsonTree('{"a": 1, "a": 2}').root, 'a')).toMatchObject({ value: 2 });
  });

  test('a missing key and what is no object have no entry', () => {
    expect(findEntry(readJsonTree('{}').root, 'a')).toBeUndefined();
    expect(findEntry(readJsonTree('[1]').root, 'a')).toBeUndefined();
  });
});

describe('toJsonValue', () => {
  test('a key named __proto__ is a key', () => {
    expect(Object.keys(Object(toJsonValue(readJsonTree('{"__proto__": 1}').root)))).toEqual(['__proto__']);
  });
});

describe('isBroken', () => {
  test('only what is no value is broken', () => {
    expect(['None', '', 'null', '""', '[]'].map((text) => isBroken(readJsonTree(text).root))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
