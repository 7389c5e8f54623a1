// What people call a destination of a property.
import type { Property } from '../../rules/property.ts';
import { conversionTexts as texts } from '../texts/conversion-texts.ts';

/** Its Measurement ID or its host; one that was removed is told by its id. */
export function nameDestination({ destinations }: Pick<Property, 'destinations'>, id: string): string {
  const destination = destinations.find((one) => one.id === id);
  if (destination === undefined) return texts.removedDestination(id);
  return destination.kind === 'ga4' ? `GA4 ${destination.measurementId}` : new URL(destination.url).host;
}
