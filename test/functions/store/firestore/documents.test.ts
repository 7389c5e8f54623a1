// What becomes of ids that mean something to Firestore.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toDocumentId, toFields, toStoredRecord } from '../../../../functions/store/firestore/documents.ts';

const anyId = fc.oneof(fc.string({ unit: 'binary', minLength: 1 }), fc.stringMatching(/^[._%/a-z]{1,9}$/));

describe('toDocumentId', () => {
  test.each([
    ['tt_shop:cs_test_1', 'tt_shop:cs_test_1'],
    ['__shop__', '%5F_shop__'],
    ['..', '%2E.'],
    ['a/b%', 'a%2Fb%25'],
  ])('%s becomes %s', (id, documentId) => {
    expect(toDocumentId(id)).toBe(documentId);
  });

  test('no id becomes one that Firestore reserves or splits', () => {
    fc.assert(
      fc.property(anyId, (id) => {
        expect(toDocumentId(id)).not.toMatch(/\/|^\.\.?$|^__.*__$/s);
      }),
    );
  });
});

describe('toStoredRecord', () => {
  test('gives back the id, version and body of any record', () => {
    fc.assert(
      fc.property(anyId, fc.maxSafeNat(), (id, version) => {
        const name = `projects/p/databases/d/documents/entries/${toDocumentId(id)}`;
        const stored = toStoredRecord({ name, fields: toFields({ version }) });
        expect(stored).toEqual({ id, version, body: JSON.stringify({ version }) });
      }),
    );
  });

  test('a document id that no id of ours becomes is read as it stands', () => {
    expect(toStoredRecord({ name: 'a/b%zz%' }).id).toBe('b%zz%');
  });

  test('a document without our fields has no version and no body', () => {
    expect(toStoredRecord({ name: 'a/b' })).toEqual({ id: 'b', version: Number.NaN, body: undefined });
  });
});
