// What every page of the console works with.

import type { Log } from '../http/log.ts';
import type { StripeTurns } from '../http/stripe-turns.ts';
import type { TokenBuckets } from '../http/token-buckets.ts';
import type { Settings } from '../settings.ts';
import type { Store } from '../store/store.ts';
import type { Issuer } from './access/openid/create-issuer.ts';
import type { FindHint } from './hint.ts';
import type { ConsoleAssets } from './serve/console-assets.ts';

/** What the console is opened with. */
export interface ConsoleSurroundings {
  settings: Settings;
  /** Closed by whoever opened it. */
  store: Store;
  log: Log;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Cryptographically random. */
  randomBytes: (count: number) => Uint8Array;
  assets: ConsoleAssets;
  /** The line for turns at Stripe that this process has; one for each request without it. */
  stripeTurns?: StripeTurns | undefined;
  /** What is added to pages; nothing without it. */
  findHint?: FindHint | undefined;
}

/** The same with what one console remembers between requests. */
export interface ConsoleContext extends ConsoleSurroundings {
  /** Whom people sign in with; `undefined` where they sign in with one-time links. */
  issuer: Issuer | undefined;
  /** How often each network may still try to sign in. */
  attempts: TokenBuckets;
  /** How often each property's numbers may still be brought up to date. */
  refreshes: TokenBuckets;
}
