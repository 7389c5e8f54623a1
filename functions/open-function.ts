// What every function is to the server that it answers on, and what each is opened with.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FindHint } from './console/hint.ts';
import type { HttpError } from './http/http-error.ts';
import type { Log } from './http/log.ts';
import type { StripeTurns } from './http/stripe-turns.ts';
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
  /** Shared by several functions, so that they ask Stripe no more often than one; the function has its own where there is none. */
  stripeTurns?: StripeTurns;
  /** What the console adds to its pages; the other functions have none. */
  findHint?: FindHint;
}

/** A function as it is made over a store that somebody else closes. */
type CreatedFunction = Omit<OpenFunction, 'close'> & { close(): Promise<void> | void };

/** What `create` makes over the store. Rejects with StoreLocationError or StoreUnavailableError. */
export async function openOverStore<Created extends CreatedFunction>(
  { settings, store: shared }: FunctionSurroundings,
  create: (store: Store) => Created,
): Promise<Omit<Created, 'close'> & Pick<OpenFunction, 'close'>> {
  const store = shared ?? (await openStore(settings.store, settings));
  const created = create(store);
  return {
    ...created,
    async close() {
      await created.close();
      if (shared === undefined) await store.close();
    },
  };
}
