// The SQLite file: who may read it, and which versions it has.
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test, vi } from 'vitest';
import { CorruptRecordError, StoreUnavailableError } from '../../../../functions/store/errors.ts';
import { schemaVersion } from '../../../../functions/store/sqlite/migrate.ts';
import { callEverything } from '../call-everything.ts';
import { newEntry, newFullEntry, newProperty } from '../records.ts';
import { useSqliteFile } from './use-sqlite-file.ts';

const file = useSqliteFile();
const { open, lock } = file;

describe('openSqliteStore', () => {
  test('makes the folder and a file that only its owner may read, its companions too', async () => {
    const nested = join(file.folder, 'a', 'b', 'tilltag.db');
    const store = await open(nested);
    await store.createEntry(newEntry());
    expect(statSync(join(file.folder, 'a', 'b')).mode & 0o777).toBe(0o700);
    for (const file of [nested, `${nested}-wal`, `${nested}-shm`]) expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('takes back rights that a file of before gave to others', async () => {
    writeFileSync(file.path, '');
    chmodSync(file.path, 0o644);
    await open();
    expect(statSync(file.path).mode & 0o777).toBe(0o600);
  });

  test('finds again what was stored before it was closed', async () => {
    const property = newProperty();
    const first = await open();
    await first.createProperty(property);
    await first.close();
    expect(await (await open()).findProperty(property.id)).toEqual(property);
  });

  test('waits for the disk at every commit, so that what was answered outlasts a power cut', async () => {
    // The settings of a connection are known to it alone.
    const exec = vi.spyOn(DatabaseSync.prototype, 'exec');
    await open();
    const [database] = exec.mock.contexts;
    exec.mockRestore();
    if (!(database instanceof DatabaseSync)) throw new TypeError('No database was opened.');
    expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    // 2 is FULL: https://www.sqlite.org/pragma.html#pragma_synchronous
    expect(database.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
  });

  test('writes the schema version into the file', async () => {
    await open();
    const database = new DatabaseSync(file.path);
    expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: schemaVersion });
    database.close();
  });

  test.each([1, 2])('brings a file of version %i up to date and keeps its properties', async (version) => {
    const { webhookSecrets, scope, destinations, graceMinutes, unknownConsent, deniedAnalytics, ...before } =
      newProperty({ name: 'Fish & "Chips" \ud800' });
    writeOlderFile(version, before);
    const store = await open();
    const since = { webhookSecrets, scope, destinations, graceMinutes, unknownConsent, deniedAnalytics };
    expect(await store.findProperty(before.id)).toEqual({ ...before, ...since });
    for (const outcomes of Object.values(await callEverything(store))) {
      for (const outcome of outcomes) expect(outcome).toMatchObject({ status: 'fulfilled' });
    }
  });

  test('a property of before clicks were taken down is told how long they are kept', async () => {
    const { clickDays, ...before } = newProperty();
    writeOlderFile(1, before);
    expect(await (await open()).findProperty(before.id)).toEqual({ ...before, clickDays });
  });

  test('an entry that a file of version 3 holds is found by its payment', async () => {
    const entry = newFullEntry();
    const reference = entry.session?.paymentIntentId ?? '';
    const first = await open();
    await first.createEntry(entry);
    await first.close();
    const older = new DatabaseSync(file.path);
    older.exec(`
      DROP INDEX entries_due;
      CREATE INDEX entries_due ON entries (due_at_ms, id) WHERE due_at_ms IS NOT NULL;
      CREATE INDEX entries_due_of_property ON entries (property_id, due_at_ms, id) WHERE due_at_ms IS NOT NULL;
      UPDATE entries SET join_key = property_id || ':' || join_key;
      PRAGMA user_version = 3;
    `);
    older.close();
    expect(await (await open()).findSessionEntry(entry.propertyId, reference)).toEqual(entry);
  });

  test('a damaged property of an earlier version does not keep the file from being opened', async () => {
    const property = newProperty();
    writeOlderFile(2, property, '{"id":');
    const store = await open();
    await expect(store.findProperty(property.id)).rejects.toThrow(CorruptRecordError);
    expect(await store.deleteProperty(property.id)).toBe('deleted');
  });

  test('ten that open one new file at once all get a store', async () => {
    const stores = await Promise.all(Array.from({ length: 10 }, () => open(file.path, 3_000)));
    for (const store of stores) expect(await store.listProperties()).toEqual([]);
  });

  test('leaves a file of a newer version as it is and says what to do', async () => {
    const newer = new DatabaseSync(file.path);
    newer.exec(`PRAGMA user_version = ${schemaVersion + 1}`);
    newer.close();
    await expect(open()).rejects.toThrow('Update Tilltag');
    const database = new DatabaseSync(file.path);
    expect(database.prepare('SELECT name FROM sqlite_schema').all()).toEqual([]);
    database.close();
  });

  test('leaves a file that is no database as it is', async () => {
    const text = 'not a database, '.repeat(100);
    writeFileSync(file.path, text);
    await expect(open()).rejects.toThrow('The file is not an SQLite database');
    expect(readFileSync(file.path, 'utf8')).toBe(text);
  });

  test('a new file that another holds locked is unavailable in bounded time', async () => {
    const holder = lock();
    await expect(open()).rejects.toThrow(StoreUnavailableError);
    holder.close();
  });
});

/** A file as an earlier version left it, with one property. */
function writeOlderFile(version: number, property: { id: string; createdAtMs: number }, body?: string): void {
  const older = new DatabaseSync(file.path);
  older.exec(olderSchema);
  if (version === 1) older.exec('DROP TABLE clicks');
  older.exec(`PRAGMA user_version = ${version}`);
  const insert = older.prepare('INSERT INTO properties (id, version, created_at_ms, body) VALUES (?, 1, ?, ?)');
  insert.run(property.id, property.createdAtMs, body ?? JSON.stringify(property));
  older.close();
}

const olderSchema = `
  CREATE TABLE properties (
    id TEXT PRIMARY KEY, version INTEGER NOT NULL, created_at_ms INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
  CREATE INDEX properties_by_age ON properties (created_at_ms, id);
  CREATE TABLE entries (id TEXT PRIMARY KEY, version INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
  CREATE TABLE clicks (
    id TEXT PRIMARY KEY, version INTEGER NOT NULL, expires_at_ms INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
  CREATE INDEX clicks_by_expiry ON clicks (expires_at_ms);
`;
