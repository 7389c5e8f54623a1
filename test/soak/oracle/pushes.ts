// Which of a session's pushes are of an event, and what a page is given to report them.
import type { ShopProperty } from '../shop/open-shop.ts';
import type { PagePush } from '../world/truth.ts';
import type { ExpectedEvent } from './expected-event.ts';

/** Whether the push tells of the event to this property. */
export function isPushOf({ answer }: PagePush, { eventId, session }: ExpectedEvent, { spec }: ShopProperty): boolean {
  return session.plan.propertyId === spec.id && answer.event_id === eventId;
}

/** How long the server leaves an event to its page, in milliseconds. */
export function graceOf({ property }: ShopProperty): number {
  return property.graceMinutes * 60_000;
}
