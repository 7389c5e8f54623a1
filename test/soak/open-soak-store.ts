// An empty store for one run: in memory by SQLite, or a project of its own on the official Firestore emulator.
import { openStore } from '../../functions/store/open-store.ts';
import type { Store } from '../../functions/store/store.ts';
import { type Emulator, findEmulator, startEmulator } from '../functions/store/emulator.ts';

export type StoreKind = Store['kind'];

export interface SoakStores {
  /** A store that nobody wrote to. */
  open(): Promise<Store>;
  close(): Promise<void>;
}

/** Stores of this kind. Rejects with a sentence that names the cure where there is no emulator. */
export async function openSoakStores(kind: StoreKind): Promise<SoakStores> {
  if (kind === 'sqlite') return { open: () => openStore('sqlite::memory:'), close: async () => {} };
  const emulator: Emulator = await startEmulator(findEmulator());
  let opened = 0;
  return {
    open: () => {
      opened += 1;
      const projectId = `tilltag-soak-${process.pid}-${opened}`;
      return openStore('firestore', { projectId, firestoreEmulatorHost: emulator.host });
    },
    close: () => emulator.stop(),
  };
}
