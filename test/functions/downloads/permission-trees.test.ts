// Permissions between GTM's numbered trees and plain values.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodePermission, encodePermission, type PlainValue } from '../../../functions/downloads/permission-trees.ts';

const key = fc.string({ minLength: 1 }).filter((text) => text !== '__proto__');
const { value } = fc.letrec<{ value: PlainValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string(),
    fc.boolean(),
    fc.array(tie('value')),
    fc.dictionary(key, tie('value'), { noNullPrototype: true }),
  ),
}));

describe('encodePermission', () => {
  test('strings, lists, maps and booleans get the numbers of GTM', () => {
    const keys = [{ key: 'dataLayer', read: true }];
    expect(encodePermission({ publicId: 'access_globals', params: { keys, mode: 'x' } })).toEqual({
      instance: {
        key: { publicId: 'access_globals', versionId: '1' },
        param: [
          {
            key: 'keys',
            value: {
              type: 2,
              listItem: [
                {
                  type: 3,
                  mapKey: [
                    { type: 1, string: 'key' },
                    { type: 1, string: 'read' },
                  ],
                  mapValue: [
                    { type: 1, string: 'dataLayer' },
                    { type: 8, boolean: true },
                  ],
                },
              ],
            },
          },
          { key: 'mode', value: { type: 1, string: 'x' } },
        ],
      },
      clientAnnotations: { isEditedByUser: true },
      isRequired: true,
    });
  });

  test('a permission without scope is not marked as edited', () => {
    expect(encodePermission({ publicId: 'read_title', params: {} })).toEqual({
      instance: { key: { publicId: 'read_title', versionId: '1' }, param: [] },
      isRequired: true,
    });
  });
});

describe('decodePermission', () => {
  test('decoding gives back what was encoded', () => {
    fc.assert(
      fc.property(fc.dictionary(key, value, { noNullPrototype: true }), (params) => {
        expect(decodePermission(encodePermission({ publicId: 'x', params }))).toEqual({ publicId: 'x', params });
      }),
    );
  });

  test.each([null, 1, [], {}, { instance: { key: { publicId: 3 } } }])('%j is no permission', (entry) => {
    expect(decodePermission(entry)).toBeUndefined();
  });

  test('any JSON is decoded to a permission or to nothing, never to an error', () => {
    fc.assert(fc.property(fc.jsonValue(), (entry) => decodePermission({ instance: entry }) !== null));
  });
});
