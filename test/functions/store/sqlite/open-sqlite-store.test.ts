// The SQLite file: who may read it, which versions it has, and what happens while another process holds it.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StoreUnavailableError } from '../../../../functions/store/errors.ts';
import { schemaVersion } from '../../../../functions/store/sqlite/migrate.ts';
import { openSqliteStore } from '../../../../functions/store/sqlite/open-sqlite-store.ts';
import { defaultPatience } from '../../../../functions/store/sqlite/retry-while-busy.ts';
import type { Store } from '../../../../functions/store/store.ts';
import { newClick, newEntry, newProperty } from '../records.ts';

let folder: string;
let path: string;
let opened: Store[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tilltag-sqlite-'));
  path = join(folder, 'tilltag.db');
  opened = [];
});
afterEach(async () => {
  for (const store of opened) await store.close();
  rmSync(folder, { recursive: true });
});

async function open(at = path, budgetMs = 300): Promise<Store> {
  const store = await openSqliteStore(at, { ...defaultPatience, budgetMs });
  opened.push(store);
  return store;
}

function lock(): DatabaseSync {
  const holder = new DatabaseSync(path);
  holder.exec('BEGIN IMMEDIATE');
  return holder;
}

describe('openSqliteStore', () => {
  test('makes the folder and a file that only its owner may read, its companions too', async () => {
    const nested = join(folder, 'a', 'b', 'tilltag.db');
    const store = await open(nested);
    await store.createEntry(newEntry());
    expect(statSync(join(folder, 'a', 'b')).mode & 0o777).toBe(0o700);
    for (const file of [nested, `${nested}-wal`, `${nested}-shm`]) expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('takes back rights that a file of before gave to others', async () => {
    writeFileSync(path, '');
    chmodSync(path, 0o644);
    await open();
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('finds again what was stored before it was closed', async () => {
    const property = newProperty();
    const first = await open();
    await first.createProperty(property);
    await first.close();
    expect(await (await open()).findProperty(property.id)).toEqual(property);
  });

  test('writes the schema version into the file', async () => {
    await open();
    const database = new DatabaseSync(path);
    expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: schemaVersion });
    database.close();
  });

  test('adds what is new to a file of the first version and keeps what it holds', async () => {
    const property = newProperty();
    const first = await open();
    await first.createProperty(property);
    await first.close();
    const older = new DatabaseSync(path);
    older.exec('DROP TABLE clicks; PRAGMA user_version = 1');
    older.close();
    const store = await open();
    expect(await store.findProperty(property.id)).toEqual(property);
    expect(await store.createClick(newClick())).toBe('created');
  });

  test('ten that open one new file at once all get a store', async () => {
    const stores = await Promise.all(Array.from({ length: 10 }, () => open(path, 3_000)));
    for (const store of stores) expect(await store.listProperties()).toEqual([]);
  });

  test('leaves a file of a newer version as it is and says what to do', async () => {
    const newer = new DatabaseSync(path);
    newer.exec(`PRAGMA user_version = ${schemaVersion + 1}`);
    newer.close();
    await expect(open()).rejects.toThrow('Update Tilltag');
    const database = new DatabaseSync(path);
    expect(database.prepare('SELECT name FROM sqlite_schema').all()).toEqual([]);
    database.close();
  });

  test('leaves a file that is no database as it is', async () => {
    const text = 'not a database, '.repeat(100);
    writeFileSync(path, text);
    await expect(open()).rejects.toThrow('The file is not an SQLite database');
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  test('a new file that another holds locked is unavailable in bounded time', async () => {
    const holder = lock();
    await expect(open()).rejects.toThrow(StoreUnavailableError);
    holder.close();
  });
});

describe('SqliteStore and expired clicks', () => {
  const nowMs = 1_700_000_000_000;
  const countClicks = (): unknown => {
    const database = new DatabaseSync(path);
    const row = database.prepare('SELECT count(*) AS clicks FROM clicks').get();
    database.close();
    return row?.['clicks'];
  };

  test('each new click removes twenty expired ones at most, the oldest first, and none that is alive', async () => {
    const store = await open();
    const expired = Array.from({ length: 50 }, (_, index) =>
      newClick({ receivedAtMs: 0, expiresAtMs: nowMs - 50 + index }),
    );
    for (const click of expired) await store.createClick(click);
    const alive = newClick({ receivedAtMs: 0, expiresAtMs: nowMs + 1 });
    await store.createClick(alive);
    expect(countClicks()).toBe(51);
    await store.createClick(newClick({ receivedAtMs: nowMs }));
    expect(countClicks()).toBe(32);
    const find = async (index: number): Promise<unknown> => {
      const { propertyId = '', clickId = '' } = expired[index] ?? {};
      return await store.findClick(propertyId, clickId, 0);
    };
    expect(await find(19)).toBeUndefined();
    expect(await find(20)).toBeDefined();
    for (let count = 0; count < 3; count++) await store.createClick(newClick({ receivedAtMs: nowMs }));
    expect(countClicks()).toBe(5);
    expect(await store.findClick(alive.propertyId, alive.clickId, nowMs)).toEqual(alive);
  });
});

describe('SqliteStore while another connection writes', () => {
  test('reads go on', async () => {
    const store = await open();
    const property = newProperty();
    await store.createProperty(property);
    const holder = lock();
    expect(await store.findProperty(property.id)).toEqual(property);
    holder.close();
  });

  test('a write waits until the other is done, and other work goes on meanwhile', async () => {
    const store = await open(path, 3_000);
    const holder = lock();
    const entry = newEntry();
    const written = store.createEntry(entry);
    expect(await store.findEntry(entry.id)).toBeUndefined();
    holder.exec('COMMIT');
    expect(await written).toBe('created');
    holder.close();
  });

  test('a write that waits too long is unavailable, and the next one after the lock is not', async () => {
    const store = await open();
    const holder = lock();
    await expect(store.createEntry(newEntry())).rejects.toThrow('locked by another process');
    holder.close();
    expect(await store.createEntry(newEntry())).toBe('created');
  });

  test('two processes that count up one entry lose no change', async () => {
    const store = await open(path, 3_000);
    const entry = newEntry({ settledAtMs: 0 });
    await store.createEntry(entry);
    const children = [1, 2].map(() => fork(join(import.meta.dirname, 'count-up.ts'), [path, entry.id, '100']));
    const codes = await Promise.all(children.map(async (child) => (await once(child, 'exit'))[0]));
    expect(codes).toEqual([0, 0]);
    expect(await store.findEntry(entry.id)).toMatchObject({ version: 201, settledAtMs: 200 });
  });
});
