// Finds out that a form adds a destination which is there already, before its secret is exchanged.
import { findDestinationAt } from '../../properties/destinations/add-destination.ts';
import type { Property } from '../../rules/property.ts';
import { type DestinationWishRead, pickDestination } from './destination-form.ts';

/**
 * What was read, or the same as faulty where a destination of the property lies there for this mode, with the sentence at the
 * field that says where: adding it again would exchange its secret, and lock a container out that works.
 */
export function refuseKnownDestination(
  property: Property,
  form: URLSearchParams,
  read: DestinationWishRead,
  sentence: string,
): DestinationWishRead {
  if (read.kind === 'faulty' || findDestinationAt(property, read.value) === undefined) return read;
  const placeField = read.value.place.kind === 'ga4' ? 'measurement_id' : 'url';
  return { kind: 'faulty', entered: pickDestination(form), faults: { [placeField]: sentence } };
}
