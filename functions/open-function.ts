// What every function is to the server that it answers on, and what each is opened with.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpError } from './http/http-error.ts';
import type { Log } from './http/log.ts';
import type { Settings } from './settings.ts';
import { openStore } from './store/open-store.ts';
import type { Store } from './store/store.ts';

export interface OpenFunction {
  /** Answers one request, at once or later, whatever happens; never throws or rejects. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void> | undefined;
  /** Logs a request that the server refused because it could not be read. */
  noteRefused(error: HttpError): void;
  /** Closes the store as well where it is not shared; to be called when nothing runs any more. */
  close(): Promise<void>;
}

export interface FunctionSurroundings {
  settings: Settings;
  log: Log;
  /** Milliseconds since 1970. */
  now?: () => number;
  /** Shared by several functions and closed by whoever opened it; the function opens its own where there is none. */
  store?: Store;
}

/** The function that `create` makes over the store. Rejects with StoreLocationError or StoreUnavailableError. */
export async function openOverStore(
  { settings, store: shared }: FunctionSurroundings,
  create: (store: Store) => Omit<OpenFunction, 'close'> & { close(): Promise<void> | void },
): Promise<OpenFunction> {
  const store = shared ?? (await openStore(settings.store, settings));
  const { handle, noteRefused, close } = create(store);
  return {
    handle,
    noteRefused,
    async close() {
      await close();
      if (shared === undefined) await store.close();
    },
  };
}
