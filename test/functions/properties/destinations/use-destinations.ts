// Places, and the secrets of a stored property's destinations, for the tests of destinations.
import type { DestinationPlace } from '../../../../functions/properties/destinations/destination-place.ts';
import { openDestinationSecret } from '../../../../functions/properties/destinations/destination-secret.ts';
import type { Property } from '../../../../functions/rules/property.ts';
import { findDestination, keyRing } from '../use-properties.ts';

/** Two clients of other hosts, and a data stream. */
export const shopPlace: DestinationPlace = { kind: 'server_container', url: 'https://sgtm.example.com/checkout' };
export const otherPlace: DestinationPlace = { kind: 'server_container', url: 'https://sgtm.example.org/checkout' };
export const ga4Place: DestinationPlace = { kind: 'ga4', measurementId: 'G-SHOP1234', region: 'global' };

/** The secret of each destination, in their order; `undefined` for one that cannot be opened. */
export function openSecrets({ id, destinations }: Property): (string | undefined)[] {
  return destinations.map((destination) => {
    const opened = openDestinationSecret({ keyRing, findDestination }, id, destination);
    return opened.kind === 'secret' ? opened.secret : undefined;
  });
}
