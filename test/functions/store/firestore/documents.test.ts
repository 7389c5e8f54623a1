// What becomes of ids that mean something to Firestore.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toDocumentId, toFields, toStoredRecord } from '../../../../functions/store/firestore/documents.ts';
import { newClick, newDeliveries, newEntry, newFullEntry, newRefundEntry } from '../records.ts';
import { newBuyer, newWatermark } from '../small-records.ts';

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

describe('toFields', () => {
  test('an entry of which nothing is due, known or wrong has no fields but the property and its moments beside its body', () => {
    const entry = newEntry();
    expect(toFields({ collection: 'entries', record: entry })).toEqual({
      version: { integerValue: 1 },
      body: { stringValue: JSON.stringify(entry) },
      propertyId: { stringValue: entry.propertyId },
      occurredAtMs: { integerValue: entry.firstSeenAtMs },
      changedAtMs: { integerValue: entry.firstSeenAtMs },
    });
  });

  test('what an entry is to be found by stands beside its body', () => {
    const deliveries = {
      ...newDeliveries({ destinationId: 'one', dueAtMs: 900 }),
      ...newDeliveries({ destinationId: 'two', state: 'uncertain', dueAtMs: null }),
    };
    const entry = newFullEntry({ deliveries });
    expect(toFields({ collection: 'entries', record: entry })).toMatchObject({
      dueAtMs: { integerValue: 900 },
      joinKey: { stringValue: `${entry.propertyId}:${entry.session?.paymentIntentId}` },
      troubledIn: { stringValue: entry.propertyId },
    });
  });

  test('what goes back to a session stands under it and the property', () => {
    const refund = newRefundEntry({ sessionId: 'cs_test_1' });
    expect(toFields({ collection: 'entries', record: refund })).toMatchObject({
      originKey: { stringValue: `${refund.propertyId}:cs_test_1` },
    });
  });

  test('a buyer stands under the property and the address in lower case, one without an address under nothing', () => {
    const entry = newEntry();
    const buyer = newBuyer(entry, { email: ' Ada@Example.com' });
    expect(toFields({ collection: 'buyers', record: buyer })).toMatchObject({
      emailKey: { stringValue: `${entry.propertyId}:ada@example.com` },
    });
    expect(toFields({ collection: 'buyers', record: { ...buyer, email: null } })).not.toHaveProperty('emailKey');
  });

  test('a moment of expiry is a timestamp, as the clean-up reads it', () => {
    const click = newClick({ expiresAtMs: 1_700_000_000_250 });
    expect(toFields({ collection: 'clicks', record: click })).toMatchObject({
      expireAt: { timestampValue: { seconds: 1_700_000_000, nanos: 250_000_000 } },
    });
  });
});

describe('toStoredRecord', () => {
  test('gives back the id, version and body of any record', () => {
    fc.assert(
      fc.property(anyId, fc.maxSafeNat(), (id, version) => {
        const name = `projects/p/databases/d/documents/watermarks/${toDocumentId(id)}`;
        const record = newWatermark({ id, version });
        const stored = toStoredRecord({ name, fields: toFields({ collection: 'watermarks', record }) });
        expect(stored).toEqual({ id, version, body: JSON.stringify(record) });
      }),
    );
  });

  test('a document id that no id of ours becomes is read as it stands', () => {
    expect(toStoredRecord({ name: 'a/b%zz%' }).id).toBe('b%zz%');
  });

  test('a document without our fields has no version and no body', () => {
    expect(toStoredRecord({ name: 'a/b' })).toEqual({ id: 'b', version: undefined, body: undefined });
  });
});
