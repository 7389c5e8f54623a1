// Seals the secret of a destination, so that it opens for this destination alone.
import { destinationSecretPlace } from '../../../functions/properties/destination-secret-place.ts';
import type { DestinationSettings } from '../../../functions/rules/destination.ts';
import { seal } from '../../../functions/store/sealing.ts';
import type { SecretOpener } from './describe-destination.ts';

/** The destination of this property with this secret in place of what it had. */
export function sealDestination<D extends DestinationSettings>(
  { keyRing, findDestination }: SecretOpener,
  propertyId: string,
  destination: D,
  secret: string,
): D {
  const place = destinationSecretPlace(findDestination, propertyId, destination);
  return { ...destination, secret: seal(keyRing, secret, place) };
}
