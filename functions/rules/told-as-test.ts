// Whether a payment was told of as a test: under a name of its own, for which no tag of the imported containers fires.
import type { Delivery } from './delivery.ts';
import type { Entry } from './entry.ts';

/**
 * Whether the delivery was left to whoever pushed the event as a test, so that its destination got nothing from the server, and
 * nothing from tags either. Which name the tag's form has for tests no report tells: where it is set to push them like live ones,
 * the tags fired.
 */
export function isLeftToTest({ livemode }: Pick<Entry, 'livemode'>, { state }: Pick<Delivery, 'state'>): boolean {
  return !livemode && state === 'reported';
}
