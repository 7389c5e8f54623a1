// Puts the public function and its store together, for whatever server it answers on.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from './http/log.ts';
import { createPublicFunction, type PublicFunction } from './public/create-public-function.ts';
import type { Settings } from './settings.ts';
import { openStore } from './store/open-store.ts';

export interface OpenPublicFunction extends Pick<PublicFunction, 'handle' | 'noteRefused'> {
  /** Closes the store as well; to be called when nothing runs any more. */
  close(): Promise<void>;
}

export interface PublicFunctionSurroundings {
  settings: Settings;
  log: Log;
  /** Milliseconds since 1970. */
  now?: () => number;
}

/** The function over the store that the settings name. Rejects with StoreLocationError or StoreUnavailableError. */
export async function openPublicFunction({
  settings,
  log,
  now = Date.now,
}: PublicFunctionSurroundings): Promise<OpenPublicFunction> {
  const store = await openStore(settings.store, settings);
  const publicFunction = createPublicFunction({
    settings,
    store,
    log,
    clock: { now, sleep: (ms) => sleep(ms), random: Math.random },
  });
  return {
    handle: publicFunction.handle,
    noteRefused: publicFunction.noteRefused,
    async close() {
      publicFunction.close();
      await store.close();
    },
  };
}
