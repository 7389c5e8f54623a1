// How the place of the store is written, and what is said when it is not understood.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { StoreLocationError, StoreUnavailableError } from '../../../functions/store/errors.ts';
import { openStore } from '../../../functions/store/open-store.ts';
import { newProperty } from './records.ts';

const folder = mkdtempSync(join(tmpdir(), 'tilltag-open-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('openStore', () => {
  test('sqlite:PATH opens a file at a path that may hold colons', async () => {
    const store = await openStore(`sqlite:${join(folder, 'a:b.db')}`);
    expect(store.kind).toBe('sqlite');
    await store.close();
  });

  test('sqlite::memory: opens a store of its own each time and makes no file', async () => {
    const [one, other] = [await openStore('sqlite::memory:'), await openStore('sqlite::memory:')];
    const property = newProperty();
    expect(await one.createProperty(property)).toBe('created');
    expect(await one.findProperty(property.id)).toEqual(property);
    expect(await other.listProperties()).toEqual([]);
    expect(existsSync(':memory:')).toBe(false);
    await one.close();
    await other.close();
  });

  test.each(['firestore', 'firestore:shop-data'])('%s opens Firestore without sending anything', async (location) => {
    const store = await openStore(location, { projectId: 'p', firestoreEmulatorHost: '127.0.0.1:1' });
    expect(store.kind).toBe('firestore');
    await store.close();
  });

  test.each(['', 'sqlite', 'sqlite:', 'firestore:', 'postgres://db', 'SQLITE:x', './tilltag.db'])(
    '"%s" is refused with the forms that are known',
    async (location) => {
      await expect(openStore(location)).rejects.toThrow(StoreLocationError);
      await expect(openStore(location)).rejects.toThrow('sqlite:PATH, firestore or firestore:DATABASE');
    },
  );

  test('a path below a file that is no folder is unavailable', async () => {
    await expect(openStore(`sqlite:${import.meta.filename}/tilltag.db`)).rejects.toThrow(StoreUnavailableError);
  });
});
