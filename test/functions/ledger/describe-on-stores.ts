// Runs a suite over SQLite and over Firestore, with two connections to one database, as two instances have them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { openStore } from '../../../functions/store/open-store.ts';
import type { Store } from '../../../functions/store/store.ts';
import { findEmulator, startEmulator } from '../store/emulator.ts';

/** The stores of two instances. */
export interface TwoStores {
  one: () => Store;
  other: () => Store;
}

/** Declares the suite once for each store; over Firestore it is skipped, with the sentence that says why, where none runs. */
export function describeOnStores(name: string, suite: (stores: TwoStores) => void): void {
  describeOn(`${name} on SQLite`, openSqlite, suite);
  const source = findEmulator();
  const skipped = source.kind === 'missing' ? ` (skipped, ${source.cure})` : '';
  describe.skipIf(skipped !== '')(skipped === '' ? name : `${name} on Firestore${skipped}`, () => {
    describeOn('on Firestore', openFirestore, suite);
  });
}

interface Opened {
  open: () => Promise<Store>;
  stop: () => Promise<void>;
}

function describeOn(name: string, start: () => Promise<Opened>, suite: (stores: TwoStores) => void): void {
  describe(name, () => {
    let database: Opened;
    let stores: [Store, Store];
    beforeAll(async () => {
      database = await start();
      stores = [await database.open(), await database.open()];
    });
    afterAll(async () => {
      for (const store of stores ?? []) await store.close();
      await database?.stop();
    });
    suite({ one: () => stores[0], other: () => stores[1] });
  });
}

async function openSqlite(): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'tilltag-ledger-'));
  return {
    open: () => openStore(`sqlite:${join(folder, 'test.db')}`),
    stop: async () => rmSync(folder, { recursive: true }),
  };
}

async function openFirestore(): Promise<Opened> {
  const emulator = await startEmulator(findEmulator());
  const projectId = `tilltag-ledger-${process.pid}-${Date.now()}`;
  return {
    open: () => openStore('firestore', { projectId, firestoreEmulatorHost: emulator.host }),
    stop: emulator.stop,
  };
}
