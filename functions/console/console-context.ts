// What every page of the console works with.
import type { Log } from '../http/log.ts';
import type { Settings } from '../settings.ts';
import type { Store } from '../store/store.ts';
import type { ConsoleAssets } from './serve/console-assets.ts';

export interface ConsoleContext {
  settings: Settings;
  /** Closed by whoever opened it. */
  store: Store;
  log: Log;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Cryptographically random. */
  randomBytes: (count: number) => Uint8Array;
  assets: ConsoleAssets;
}
