// What people call a destination of a property.
import type { Property } from '../../rules/property.ts';
import { conversionTexts as texts } from '../texts/conversion-texts.ts';

/** Its kind with its Measurement ID or its host; one that was removed by the end of its id. */
export function nameDestination({ destinations }: Pick<Property, 'destinations'>, id: string): string {
  const destination = destinations.find((one) => one.id === id);
  if (destination === undefined) return texts.removedDestination(id.slice(-4));
  return destination.kind === 'ga4'
    ? `GA4 ${destination.measurementId}`
    : texts.serverContainer(new URL(destination.url).host);
}
