// Finds a destination that has to be there.
import type { DestinationSettings } from '../../rules/destination.ts';
import type { Property } from '../../rules/property.ts';
import { PropertyError } from '../property-error.ts';

/** The destination with this id; throws `PropertyError` (`unknown_destination`) where the property has none. */
export function getDestination(
  { id, destinations }: Pick<Property, 'id' | 'destinations'>,
  destinationId: string,
): DestinationSettings {
  const found = destinations.find((one) => one.id === destinationId);
  if (found === undefined) throw new PropertyError(id, { code: 'unknown_destination', destinationId });
  return found;
}
