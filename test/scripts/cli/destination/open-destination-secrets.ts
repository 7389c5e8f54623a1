// Opens the secrets of a property's destinations the way the functions do.
import { expect } from 'vitest';
import { createDestinations } from '../../../../functions/destinations/destinations.ts';
import { createPropertyCache } from '../../../../functions/properties/property-cache.ts';
import type { Property } from '../../../../functions/rules/property.ts';
import type { KeyRing } from '../../../../functions/store/key-ring.ts';

/** The secret of each destination, in their order; `undefined` for one that cannot be opened. */
export async function openDestinationSecrets(property: Property, keyRing: KeyRing): Promise<(string | undefined)[]> {
  const { findDestination } = createDestinations({
    request: async () => expect.fail('Nobody is asked.'),
    now: Date.now,
  });
  const cache = createPropertyCache({
    store: { findProperty: async () => property },
    keyRing,
    now: Date.now,
    secretPlaces: findDestination,
  });
  const record = await cache.find(property.id);
  return property.destinations.map((destination) => record?.openDestinationSecret(destination));
}
