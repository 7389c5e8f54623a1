// A SQLite file that another connection writes to.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { newEntry, newProperty } from '../records.ts';
import { newBuyer } from '../small-records.ts';
import { useSqliteFile } from './use-sqlite-file.ts';

const file = useSqliteFile();
const { open, lock } = file;

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
    const store = await open(file.path, 3_000);
    const holder = lock();
    const entry = newEntry();
    const written = store.createEntry(entry);
    expect(await store.findEntry(entry.id)).toBeUndefined();
    holder.exec('COMMIT');
    expect(await written).toBe('created');
    holder.close();
  });

  test('an entry with its buyer waits as well, and then both are there', async () => {
    const store = await open(file.path, 3_000);
    const entry = newEntry();
    const buyer = newBuyer(entry);
    const holder = lock();
    const written = store.createEntry(entry, buyer);
    expect(await store.findBuyer(entry.id, 0)).toBeUndefined();
    holder.exec('COMMIT');
    expect(await written).toBe('created');
    expect(await store.findBuyer(entry.id, 0)).toEqual(buyer);
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
    const store = await open(file.path, 3_000);
    const entry = newEntry({ firstSeenAtMs: 0 });
    await store.createEntry(entry);
    const children = [1, 2].map(() => fork(join(import.meta.dirname, 'count-up.ts'), [file.path, entry.id, '100']));
    const codes = await Promise.all(children.map(async (child) => (await once(child, 'exit'))[0]));
    expect(codes).toEqual([0, 0]);
    expect(await store.findEntry(entry.id)).toMatchObject({ version: 201, firstSeenAtMs: 200 });
  });
});
