// The SQLite file: who may read it, and whether it can be opened.
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test, vi } from 'vitest';
import { StoreUnavailableError } from '../../../../functions/store/errors.ts';
import { schemaVersion } from '../../../../functions/store/sqlite/migrate.ts';
import { newEntry, newProperty } from '../records.ts';
import { newBuyer } from '../small-records.ts';
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

  test('leaves no byte of an erased buyer behind, neither in the file nor in its log', async () => {
    const store = await open();
    const entry = newEntry();
    const buyer = newBuyer(entry, { email: 'to-be-forgotten@shop.example' });
    const isKept = () =>
      [file.path, `${file.path}-wal`].some((path) => readFileSync(path).includes('to-be-forgotten@shop.example'));
    await store.createEntry(entry, buyer);
    expect(isKept()).toBe(true);
    await store.changeEntry(entry, { ...buyer, name: 'Somebody Else' });
    await store.eraseBuyer({ ...entry, version: entry.version + 1 });
    expect(isKept()).toBe(false);
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
