// How the place of the store is written, and what is said when it is not understood.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { StoreLocationError, StoreUnavailableError } from '../../../functions/store/errors.ts';
import { openStore } from '../../../functions/store/open-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'tilltag-open-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('openStore', () => {
  test('sqlite:PATH opens a file at a path that may hold colons', async () => {
    const store = await openStore(`sqlite:${join(folder, 'a:b.db')}`);
    expect(store.kind).toBe('sqlite');
    await store.close();
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
