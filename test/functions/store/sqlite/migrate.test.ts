// What becomes of SQLite files that earlier versions wrote.
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Entry } from '../../../../functions/rules/entry.ts';
import { findChangedAtMs, findOccurredAtMs, findOriginSessionId } from '../../../../functions/rules/entry-index.ts';
import { CorruptRecordError } from '../../../../functions/store/errors.ts';
import { migrate, schemaVersion } from '../../../../functions/store/sqlite/migrate.ts';
import { anyEntry } from '../arbitraries.ts';
import { callEverything } from '../call-everything.ts';
import { newClick, newDeliveries, newFullEntry, newProperty, newRefundEntry } from '../records.ts';
import { newBuyer } from '../small-records.ts';
import { writeOlderFile } from './older-file.ts';
import { useSqliteFile } from './use-sqlite-file.ts';

const file = useSqliteFile();
const { open } = file;

describe('migrate', () => {
  test('writes the schema version into a new file', async () => {
    await open();
    const database = new DatabaseSync(file.path);
    expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: schemaVersion });
    database.close();
  });

  test.each([1, 2] as const)('brings a file of version %i up to date and keeps its properties', async (version) => {
    const { accountId, webhookSecrets, scope, destinations, graceMinutes, unknownConsent, deniedAnalytics, ...before } =
      newProperty({ name: 'Fish & "Chips" \ud800' });
    writeOlderFile(file.path, version, { properties: [before] });
    const store = await open();
    const since = { accountId, webhookSecrets, scope, destinations, graceMinutes, unknownConsent, deniedAnalytics };
    expect(await store.findProperty(before.id)).toEqual({ ...before, ...since });
    for (const outcomes of Object.values(await callEverything(store))) {
      for (const outcome of outcomes) expect(outcome).toMatchObject({ status: 'fulfilled' });
    }
  });

  test('a property of before clicks were taken down is told how long they are kept', async () => {
    const { clickDays, ...before } = newProperty();
    writeOlderFile(file.path, 1, { properties: [before] });
    expect(await (await open()).findProperty(before.id)).toEqual({ ...before, clickDays });
  });

  test('a property of before there were accounts belongs to none, in its file too', async () => {
    const { accountId, ...before } = newProperty();
    writeOlderFile(file.path, 4, { properties: [before] });
    expect(await (await open()).findProperty(before.id)).toEqual({ ...before, accountId: null });
    const database = new DatabaseSync(file.path);
    const kept = database.prepare("SELECT json_type(body, '$.accountId') AS type FROM properties").get();
    expect(kept).toEqual({ type: 'null' });
    database.close();
  });

  test('a damaged property of an earlier version does not keep the file from being opened', async () => {
    const property = newProperty();
    writeOlderFile(file.path, 2, { properties: [{ ...property, body: '{"id":' }] });
    const store = await open();
    await expect(store.findProperty(property.id)).rejects.toThrow(CorruptRecordError);
    expect(await store.deleteProperty(property.id)).toBe('deleted');
  });

  test('an entry that a file of version 3 holds is found by its payment', async () => {
    const entry = newFullEntry();
    writeOlderFile(file.path, 3, { entries: [{ entry }] });
    const found = await (await open()).findSessionEntry(entry.propertyId, entry.session?.paymentIntentId ?? '');
    expect(found).toEqual(entry);
  });

  test('what a file of version 4 holds is found as if it were new', async () => {
    const session = newFullEntry({ deliveries: newDeliveries({ dueAtMs: 5 }) });
    const { propertyId } = session;
    const refund = newRefundEntry({ sessionId: session.sessionId, resolution: { state: 'resolved' } });
    const click = newClick({ propertyId, receivedAtMs: 500 });
    const buyer = newBuyer(session, { email: ' Ada@Example.COM ' });
    writeOlderFile(file.path, 4, {
      entries: [{ entry: session }, { entry: refund }],
      clicks: [click],
      buyers: [buyer, newBuyer(refund, { email: null })],
    });
    const store = await open();
    expect(await store.listEntries({ propertyId, limit: 9 })).toEqual([refund, session]);
    expect(await store.listLaterEntries(propertyId, session.sessionId)).toEqual([refund]);
    expect((await store.listChangedEntries({ sinceMs: 0, limit: 9 })).map(({ id }) => id)).toHaveLength(2);
    expect(await store.countClicks({ propertyId, fromMs: 500, untilMs: 501 })).toBe(1);
    expect(await store.findEntryIdsByEmail({ propertyId, email: 'ada@example.com', limit: 9 })).toEqual([session.id]);
    expect(await store.deleteOwned(propertyId, 9)).toBe(5);
  });

  test('any entry of a file of version 4 stands where the rules say', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyEntry, { maxLength: 20 }), async (entries) => {
        const unique = [...new Map(entries.map((entry) => [entry.id, entry])).values()];
        expect(readColumns(unique)).toEqual(
          Object.fromEntries(
            unique.map((entry) => [
              entry.id,
              [findOccurredAtMs(entry), findChangedAtMs(entry), findOriginSessionId(entry)],
            ]),
          ),
        );
      }),
      { numRuns: 20 },
    );
  });

  const damages = [
    { name: 'no JSON', body: '{"kind":' },
    { name: 'JSON of another shape', body: '[1]' },
    { name: 'an entry without a history', body: '{"kind":"session"}' },
    { name: 'an entry whose moments are none', body: '{"firstSeenAtMs":"soon","changes":[{"atMs":"later"},7,null]}' },
    { name: 'an entry whose moments are beyond all numbers', body: '{"firstSeenAtMs":1e400,"changes":{"a":1}}' },
    { name: 'an entry whose session is a list', body: '{"sessionId":[1],"session":{"createdSeconds":[1]}}' },
  ];
  test.each(damages)('a body that is $name does not keep a file of version 4 from being opened', async ({ body }) => {
    const [damaged, sound] = [newRefundEntry(), newRefundEntry()];
    writeOlderFile(file.path, 4, { entries: [{ entry: damaged, body }, { entry: sound }] });
    const store = await open();
    await expect(store.findEntry(damaged.id)).rejects.toThrow(CorruptRecordError);
    const told: string[] = [];
    const query = { propertyId: sound.propertyId, limit: 9 };
    expect(await store.listEntries(query, (id) => told.push(id))).toEqual([sound]);
    expect(told).toHaveLength(1);
  });

  /** The columns beside each entry's body once its file is up to date. */
  function readColumns(entries: readonly Entry[]): Record<string, unknown[]> {
    const path = join(mkdtempSync(join(file.folder, 'any-')), 'tilltag.db');
    writeOlderFile(path, 4, { entries: entries.map((entry) => ({ entry })) });
    const database = new DatabaseSync(path);
    migrate(database);
    const rows = database.prepare('SELECT id, occurred_at_ms, changed_at_ms, origin_session_id FROM entries').all();
    database.close();
    return Object.fromEntries(
      rows.map((row) => [row['id'], [row['occurred_at_ms'], row['changed_at_ms'], row['origin_session_id']]]),
    );
  }
});
