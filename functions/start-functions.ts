// Runs all functions in this process on a plain Node server: for one machine, demos, tests and benches.
import { setTimeout as sleep } from 'node:timers/promises';
import { maxBodyBytes } from './http/guard-bodies.ts';
import type { Log } from './http/log.ts';
import { type RunningServer, startServer } from './http/start-server.ts';
import { createPublicFunction } from './public/create-public-function.ts';
import type { Settings } from './settings.ts';
import { openStore } from './store/open-store.ts';

export interface FunctionsOptions {
  settings: Settings;
  log: Log;
  /** The settings' port unless given; 0 takes any free one. */
  port?: number;
  /** Milliseconds since 1970. */
  now?: () => number;
}

/**
 * The functions, answering at `url`. `close` finishes what runs and closes the store. Rejects with StoreLocationError or
 * StoreUnavailableError, and with the system's error when the port is taken.
 */
export async function startFunctions({
  settings,
  log,
  port,
  now = Date.now,
}: FunctionsOptions): Promise<RunningServer> {
  const store = await openStore(settings.store, settings);
  const publicFunction = createPublicFunction({
    settings,
    store,
    log,
    clock: { now, sleep: (ms) => sleep(ms), random: Math.random },
  });
  try {
    const server = await startServer({
      handle: publicFunction.handle,
      onRefused: publicFunction.noteRefused,
      host: settings.host,
      port: port ?? settings.port,
      maxBodyBytes,
    });
    return {
      ...server,
      async close() {
        await server.close();
        publicFunction.close();
        await store.close();
      },
    };
  } catch (error) {
    publicFunction.close();
    await store.close();
    throw error;
  }
}
