// What pages hand to whatever makes, changes and checks properties.
import type { Destinations } from '../destinations/destinations.ts';
import { openDestinations } from '../properties/destinations/open-destinations.ts';
import type { KeyRing } from '../store/key-ring.ts';
import type { Store } from '../store/store.ts';
import type { ConsoleContext } from './console-context.ts';

/** The store, and what secrets are sealed, opened and made with. */
export interface PropertyTools {
  store: Store;
  keyRing: KeyRing;
  findDestination: Destinations['findDestination'];
  now: () => number;
  randomBytes: (count: number) => Uint8Array;
}

/** The tools for one request. */
export function toPropertyTools({ settings, store, now, randomBytes }: ConsoleContext): PropertyTools {
  const { findDestination } = openDestinations(settings, now);
  return { store, keyRing: settings.keyRing, findDestination, now, randomBytes };
}
