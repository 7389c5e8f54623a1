// A destination in words.
import { type DestinationSettings, isUnconfirmed } from '../../../rules/destination.ts';
import type { Html } from '../../page/html.ts';
import { badge } from '../../page/parts.ts';
import { destinationStepTexts as texts } from '../../texts/destination-step-texts.ts';

/** Its kind and where it lies. */
export function nameDestination(destination: DestinationSettings): string {
  const place = destination.kind === 'ga4' ? destination.measurementId : destination.url;
  return `${texts.kinds[destination.kind]} ${place}`;
}

/** Whether it is known to be the right one, as far as anybody knows. */
export function wordDestinationState(destination: DestinationSettings): Html {
  if (destination.kind !== 'ga4') return badge('good', texts.states.connected);
  return isUnconfirmed(destination)
    ? badge('warning', texts.states.unconfirmed)
    : badge('good', texts.states.confirmed);
}
