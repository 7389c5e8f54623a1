// The index file holds what the store's queries need, and nothing that makes writes dearer for no query.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type CollectedRecord, toFields } from '../../../../functions/store/firestore/documents.ts';
import { dueQuery } from '../../../../functions/store/firestore/entry-queries.ts';
import type { StructuredQuery } from '../../../../functions/store/firestore/query-parts.ts';
import { callEverything } from '../call-everything.ts';
import {
  newAccount,
  newAuditEvent,
  newDeployment,
  newMembership,
  newSignIn,
  newTicket,
  newUser,
} from '../console-records.ts';
import { newClick, newDeliveries, newFullEntry, newProperty, newRefundEntry } from '../records.ts';
import { newBuyer, newRollup, newTally, newWatermark } from '../small-records.ts';
import { findMissingIndex, type IndexFile, toShape } from './find-missing-index.ts';
import { recordCalls } from './record-calls.ts';

const path = join(import.meta.dirname, '../../../../functions/store/firestore/firestore.indexes.json');
const file: IndexFile = JSON.parse(readFileSync(path, 'utf8'));

/** Every question that any method of the store asks. */
async function recordQueries(): Promise<StructuredQuery[]> {
  const calls = await recordCalls(callEverything);
  return calls.flatMap((call) => call.structuredQuery ?? call.structuredAggregationQuery?.structuredQuery ?? []);
}

describe('firestore.indexes.json', () => {
  test('the store asks by queries, counts and names alone, in all its methods', async () => {
    const calls = await recordCalls(callEverything);
    const methods = new Set(calls.map(({ method }) => method));
    expect(methods).toEqual(new Set(['commit', 'getDocument', 'runAggregationQuery', 'runQuery']));
    const queries = await recordQueries();
    expect(queries.filter(({ startAt }) => startAt)).toHaveLength(7);
    expect(queries).toHaveLength(30);
  });

  test('no query needs an index that the file does not hold', async () => {
    const queries = await recordQueries();
    expect(queries.flatMap((query) => findMissingIndex(query, file) ?? [])).toEqual([]);
  });

  test('without its lines, the file would lack what entries and clicks of one property need', async () => {
    const queries = await recordQueries();
    const missing = queries.flatMap((query) => findMissingIndex(query, { ...file, indexes: [] }) ?? []);
    expect(new Set(missing)).toEqual(
      new Set([
        'clicks: propertyId, receivedAtMs ASCENDING',
        'entries: propertyId, dueAtMs ASCENDING',
        'entries: propertyId, occurredAtMs DESCENDING',
      ]),
    );
  });

  test('each of its lines is needed by a query', async () => {
    const queries = await recordQueries();
    for (const line of file.indexes) {
      const rest = { ...file, indexes: file.indexes.filter((other) => other !== line) };
      expect(queries.some((query) => findMissingIndex(query, rest) !== undefined)).toBe(true);
    }
  });

  test('a query that sorted what is due the other way round would be caught', () => {
    const page = { untilMs: 1, count: 1, propertyId: 'tt_shop', after: undefined };
    const turned: StructuredQuery = {
      ...dueQuery(page, (id) => id),
      orderBy: [{ field: { fieldPath: 'dueAtMs' }, direction: 'DESCENDING' }],
    };
    expect(findMissingIndex(turned, file)).toBe('entries: propertyId, dueAtMs DESCENDING');
  });

  test('a field of a document is looked for by a query of its own or exempt, because each index makes a write dearer', async () => {
    const lookedFor = new Set(
      (await recordQueries()).map(toShape).flatMap(({ collection, equal, sorted }) => {
        const fields = [...equal, ...sorted.map(({ fieldPath }) => fieldPath)];
        return fields.length === 1 ? fields.map((field) => `${collection}.${field}`) : [];
      }),
    );
    const exempt = new Set(
      file.fieldOverrides.flatMap(({ collectionGroup, fieldPath, indexes }) =>
        indexes.length === 0 ? [`${collectionGroup}.${fieldPath}`] : [],
      ),
    );
    const written = new Set(
      everyRecord().flatMap((collected) =>
        Object.keys(toFields(collected)).map((field) => `${collected.collection}.${field}`),
      ),
    );
    expect(new Set([...exempt, ...lookedFor])).toEqual(written);
    expect([...exempt].filter((field) => lookedFor.has(field))).toEqual([]);
  });

  test('a moment that rises with every write is indexed in the one order in which it is looked for', async () => {
    const narrowed = file.fieldOverrides.filter(({ indexes }) => indexes.length > 0);
    expect(narrowed.map(({ collectionGroup, fieldPath }) => `${collectionGroup}.${fieldPath}`)).toEqual([
      'entries.changedAtMs',
    ]);
    const queries = await recordQueries();
    const without = { ...file, fieldOverrides: narrowed.map((override) => ({ ...override, indexes: [] })) };
    expect(narrowed.flatMap(({ indexes }) => indexes)).toHaveLength(1);
    expect(queries.flatMap((query) => findMissingIndex(query, without) ?? [])).toContain(
      'entries: changedAtMs ASCENDING',
    );
  });

  test('Firestore is told to remove just the documents that have a moment of expiry, by that moment', () => {
    const policies = file.fieldOverrides.flatMap(({ ttl, collectionGroup, fieldPath }) =>
      ttl ? [`${collectionGroup}.${fieldPath}`] : [],
    );
    // The audit trail's moment follows from when a line was written.
    const expiring = everyRecord().filter(
      ({ collection, record }) => 'expiresAtMs' in record || collection === 'auditEvents',
    );
    expect(new Set(policies)).toEqual(new Set(expiring.map(({ collection }) => `${collection}.expireAt`)));
    for (const collected of expiring) expect(Object.keys(toFields(collected))).toContain('expireAt');
  });
});

/** One record of each kind, with every field that it can have beside its body. */
function everyRecord(): CollectedRecord[] {
  const entry = newFullEntry({
    deliveries: {
      ...newDeliveries({ destinationId: 'one' }),
      ...newDeliveries({ destinationId: 'two', state: 'dead', dueAtMs: null }),
    },
  });
  return [
    { collection: 'properties', record: newProperty() },
    { collection: 'entries', record: entry },
    { collection: 'buyers', record: newBuyer(entry) },
    { collection: 'watermarks', record: newWatermark() },
    { collection: 'tallies', record: newTally() },
    { collection: 'clicks', record: newClick() },
    { collection: 'rollups', record: newRollup() },
    { collection: 'users', record: newUser() },
    { collection: 'accounts', record: newAccount() },
    { collection: 'memberships', record: newMembership() },
    { collection: 'deployments', record: newDeployment() },
    { collection: 'signIns', record: newSignIn() },
    { collection: 'tickets', record: newTicket() },
    { collection: 'auditEvents', record: newAuditEvent() },
    { collection: 'entries', record: newRefundEntry({ sessionId: 'cs_test_1' }) },
  ];
}
