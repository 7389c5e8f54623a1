// An event and its destination in words.
import type { Property } from '../../../rules/property.ts';
import { entryTexts } from '../../texts/entry-texts.ts';
import { nameDestination } from '../name-destination.ts';

/** What an event is called; one that is only pushed on pages stands for itself. */
export function wordEvent(event: string): string {
  return Object.entries(entryTexts.events).find(([name]) => name === event)?.[1] ?? event.replaceAll('_', ' ');
}

/** `purchase:dst_…` as `Purchase to GA4 G-…`; an event without a destination by its name, anything else as it stands. */
export function parseDeliveryKey(about: string, property: Pick<Property, 'destinations'>): string {
  const separator = about.indexOf(':');
  if (separator < 0) return Object.hasOwn(entryTexts.events, about) ? wordEvent(about) : about;
  const destinationId = about.slice(separator + 1);
  return `${wordEvent(about.slice(0, separator))} to ${nameDestination(property, destinationId)}`;
}
