// Objects that name only what is known.
import { describe, expect, test } from 'vitest';
import { knownFields } from '../../../functions/rules/known-fields.ts';

describe('knownFields', () => {
  test('fields that are undefined are absent, all other values stay', () => {
    const fields = { missing: undefined, none: null, empty: '', zero: 0, no: false };
    expect(Object.entries(knownFields(fields))).toEqual([
      ['none', null],
      ['empty', ''],
      ['zero', 0],
      ['no', false],
    ]);
  });
});
