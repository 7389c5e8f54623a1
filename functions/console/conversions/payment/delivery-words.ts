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
  return describeSend(about.slice(0, separator), about.slice(separator + 1), property);
}

/** An event on its way to a destination, such as `Purchase to GA4 G-…`. */
export function describeSend(event: string, destinationId: string, property: Pick<Property, 'destinations'>): string {
  return `${wordEvent(event)} to ${nameDestination(property, destinationId)}`;
}
