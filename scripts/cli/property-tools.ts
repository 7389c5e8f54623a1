// What commands hand to whatever makes, changes and checks properties.

import type { Destinations } from '../../functions/destinations/destinations.ts';
import { openDestinations } from '../../functions/properties/destinations/open-destinations.ts';
import type { KeyRing } from '../../functions/store/key-ring.ts';
import type { Store } from '../../functions/store/store.ts';
import type { CliContext } from './cli-context.ts';
import type { OpenedStore } from './with-store.ts';

/** The store, and what secrets are sealed, opened and made with. */
export interface PropertyTools {
  store: Store;
  keyRing: KeyRing;
  findDestination: Destinations['findDestination'];
  now: () => number;
  randomBytes: (count: number) => Uint8Array;
}

/** The tools for one command. */
export function toTools({ now, randomBytes }: CliContext, { store, settings }: OpenedStore): PropertyTools {
  const { findDestination } = openDestinations(settings, now);
  return { store, keyRing: settings.keyRing, findDestination, now, randomBytes };
}
