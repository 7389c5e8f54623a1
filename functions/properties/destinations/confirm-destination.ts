// Keeps that somebody saw a test event arrive at a destination, which no answer of the destination's tells.
import { type ChangeTools, changeProperty, type PropertyChange } from '../change-property.ts';
import { getDestination } from './get-destination.ts';

/**
 * Marks a GA4 destination as seen at work, now; one of another kind stays as it is, because its check tells as much. Throws
 * `PropertyError`: `unknown_destination`, and as every change does.
 */
export async function confirmDestination(
  tools: ChangeTools,
  propertyId: string,
  destinationId: string,
): Promise<PropertyChange> {
  return await changeProperty(tools, propertyId, (property) => {
    const known = getDestination(property, destinationId);
    if (known.kind !== 'ga4') return property;
    const confirmed = { ...known, confirmedAtMs: tools.now() };
    return { ...property, destinations: property.destinations.map((one) => (one === known ? confirmed : one)) };
  });
}
