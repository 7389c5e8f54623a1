// Runs a suite over both stores: SQLite always, Firestore where its emulator is to be had.
import { afterAll, beforeAll, describe } from 'vitest';
import { openStore } from '../../../functions/store/open-store.ts';
import type { Store } from '../../../functions/store/store.ts';
import { type Emulator, findEmulator, startEmulator } from '../store/emulator.ts';

/** Declares the suite once per store; `store` answers within tests. */
export function overStores(name: string, declare: (store: () => Store) => void): void {
  const source = findEmulator();
  const cure = source.kind === 'missing' ? source.cure : undefined;
  let emulator: Emulator | undefined;
  const openFirestore = async (): Promise<Store> => {
    emulator = await startEmulator(source);
    const projectId = `tilltag-delivery-${process.pid}-${Date.now()}`;
    return openStore('firestore', { projectId, firestoreEmulatorHost: emulator.host });
  };
  const variants = [
    { title: `${name} over SQLite`, isSkipped: false, open: () => openStore('sqlite::memory:') },
    {
      title: cure === undefined ? `${name} over Firestore` : `${name} over Firestore (skipped, ${cure})`,
      isSkipped: cure !== undefined,
      open: openFirestore,
    },
  ];
  for (const { title, isSkipped, open } of variants) {
    describe.skipIf(isSkipped)(title, () => {
      let store: Store;
      beforeAll(async () => {
        store = await open();
      });
      afterAll(async () => {
        await store?.close();
        await emulator?.stop();
        emulator = undefined;
      });
      declare(() => store);
    });
  }
}
