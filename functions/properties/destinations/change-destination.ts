// Moves a destination to another place; a secret does not go with it to another host or data stream.
import type { DestinationSettings } from '../../rules/destination.ts';
import type { Property } from '../../rules/property.ts';
import { changeProperty, type PropertyChange } from '../change-property.ts';
import { PropertyError } from '../property-error.ts';
import { type DestinationTools, findDestinationAt } from './add-destination.ts';
import { exchangeContainerSecret, newContainerSecret } from './container-secret.ts';
import type { DestinationPlace } from './destination-place.ts';
import { type SecretOpener, sealDestination } from './destination-secret.ts';
import { getDestination } from './get-destination.ts';

/** Where the destination is to lie. Its kind stays. */
export interface DestinationMove {
  destinationId: string;
  place: DestinationPlace;
  /** Needed where GA4 moves to another data stream. */
  secret?: string | undefined;
}

/** The property before and after, and the destination as it is kept. */
export interface DestinationMoved extends PropertyChange {
  destination: DestinationSettings;
  /** One that was made, for all server containers of the property, to be shown now and never again. */
  madeSecret: string | undefined;
}

/**
 * Changes the place. Where the secret is sealed to the old one (a container's origin, a data stream), it is dropped, because it
 * must never reach the new host: GA4 then takes the given secret, and a server container the given or a made one. A
 * container's new secret is from then on that of all the property's containers. Throws `PropertyError`: `unknown_destination`, `place_taken`, `secret_missing`,
 * and as every change does.
 */
export async function changeDestination(
  tools: DestinationTools,
  propertyId: string,
  move: DestinationMove,
): Promise<DestinationMoved> {
  const made = newContainerSecret(tools.randomBytes);
  const isDropped = (known: DestinationSettings): boolean => isSecretDropped(tools, propertyId, known, move.place);
  const change = await changeProperty(tools, propertyId, (property) => {
    const known = getDestination(property, move.destinationId);
    const other = findDestinationAt(property, { place: move.place, mode: known.mode });
    if (other !== undefined && other.id !== known.id) {
      throw new PropertyError(propertyId, { code: 'place_taken', destinationId: other.id });
    }
    const moved = moveTo(known, move.place);
    const destinations = property.destinations.map((one) => (one === known ? moved : one));
    const secret = move.secret ?? (isDropped(known) && moved.kind === 'server_container' ? made : undefined);
    if (secret === undefined) {
      if (isDropped(known)) throw new PropertyError(propertyId, { code: 'secret_missing' });
      return { ...property, destinations };
    }
    return { ...property, ...withSecret(tools, { ...property, destinations }, moved, secret) };
  });
  const before = getDestination(change.before, move.destinationId);
  const isMade = move.secret === undefined && before.kind === 'server_container' && isDropped(before);
  const destination = getDestination(change.after, move.destinationId);
  return { ...change, destination, madeSecret: isMade ? made : undefined };
}

/** Whether a move to this place drops the secret: it is sealed to where the destination lies now. */
export function isSecretDropped(
  { findDestination }: Pick<SecretOpener, 'findDestination'>,
  propertyId: string,
  known: DestinationSettings,
  place: DestinationPlace,
): boolean {
  const { secretPlace } = findDestination(known.kind);
  return secretPlace(propertyId, known) !== secretPlace(propertyId, moveTo(known, place));
}

function withSecret(
  opener: SecretOpener,
  property: Property,
  moved: DestinationSettings,
  secret: string,
): Pick<Property, 'destinations'> & Partial<Property> {
  if (moved.kind === 'server_container') return exchangeContainerSecret(opener, property, secret);
  const sealed = sealDestination(opener, property.id, moved, secret);
  return { destinations: property.destinations.map((one) => (one === moved ? sealed : one)) };
}

function moveTo(known: DestinationSettings, place: DestinationPlace): DestinationSettings {
  const { id, mode, secret, kind, whenUncertain } = known;
  if (place.kind !== kind) throw new TypeError('A destination keeps its kind.');
  return { ...place, id, mode, secret, ...(whenUncertain !== undefined && { whenUncertain }) };
}
