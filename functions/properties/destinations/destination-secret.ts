// Seals and opens the secret of a destination, so that it opens for this destination alone.
import type { DestinationSettings } from '../../rules/destination.ts';
import { UnsealError } from '../../store/errors.ts';
import type { KeyRing } from '../../store/key-ring.ts';
import { seal, unseal } from '../../store/sealing.ts';
import { destinationSecretPlace, type SecretPlaces } from '../destination-secret-place.ts';

/** What seals and opens the secrets of destinations. */
export interface SecretOpener {
  keyRing: KeyRing;
  findDestination: SecretPlaces;
}

/** A secret, or why it stays closed, in a sentence with the cure. */
export type OpenedSecret = { kind: 'secret'; secret: string } | { kind: 'closed'; fault: string };

/** Opens the secret of one of the property's destinations. */
export function openDestinationSecret(
  { keyRing, findDestination }: SecretOpener,
  propertyId: string,
  destination: DestinationSettings,
): OpenedSecret {
  try {
    const place = destinationSecretPlace(findDestination, propertyId, destination);
    return { kind: 'secret', secret: unseal(keyRing, destination.secret, place) };
  } catch (error) {
    if (!(error instanceof UnsealError)) throw error;
    return { kind: 'closed', fault: error.message };
  }
}

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
