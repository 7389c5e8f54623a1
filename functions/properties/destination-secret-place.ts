// Where the secret of a destination is sealed, said once for whoever seals it and whoever opens it.
import type { Destination } from '../destinations/destination.ts';
import type { DestinationSettings } from '../rules/destination.ts';
import type { SealedPlace } from '../store/sealing.ts';

/** Finds the kind of a destination, which knows to what its secret is sealed. */
export type SecretPlaces = (kind: DestinationSettings['kind']) => Pick<Destination, 'secretPlace'>;

/** The place of a destination's secret: it cannot be opened for another property, destination or address. */
export function destinationSecretPlace(
  secretPlaces: SecretPlaces,
  propertyId: string,
  destination: DestinationSettings,
): SealedPlace {
  return { propertyId, field: secretPlaces(destination.kind).secretPlace(propertyId, destination) };
}
