// What pages pushed of an event: the event itself, or a visit in its stead. Kept beside their claims, because histories are cut.
import type { CheckoutEvent } from '../contract/checkout-answer.ts';
import type { LifecycleEvent } from '../contract/forwarded-event.ts';
import type { PagePush, SessionEntry } from './entry.ts';
import { isPageEvent } from './lifecycle.ts';
import type { Property } from './property.ts';

type Pages = Pick<SessionEntry, 'events' | 'changes'>;

/** What the reporting of a page under the sender `server` is called, which pushes something of its own. */
export const visitEvent = 'checkout_complete';

/** What a page is told to push. */
export function toPush({ sender }: Pick<Property, 'sender'>): PagePush {
  return sender === 'server' ? 'visit' : 'event';
}

/** What pages pushed by now, where one more is told to push this: the event, once any of them did. */
export function addPush(entry: Pages, event: CheckoutEvent, push: PagePush): PagePush {
  const known = entry.events[event]?.pushed ?? readPush(entry, event);
  return known === 'event' ? known : push;
}

/**
 * Whether a page that held the event was told to push it, whether or not it reported: plain snippets do not. Of an event that an
 * older version wrote down the history tells, as far as it goes: under the sender `server` only a report counts there.
 */
export function wasPushed(entry: SessionEntry, event: CheckoutEvent, property: Pick<Property, 'sender'>): boolean {
  const state = entry.events[event];
  if (state === undefined) return false;
  if (state.pushed !== undefined) return state.pushed === 'event';
  return property.sender === 'server' ? isReportedBy(entry, event, property) : readPush(entry, event) !== 'visit';
}

/** Whether a page pushed the event itself and said so, as far as is known; in doubt it counts as done rather than doubled. */
export function isReportedBy(entry: Pages, event: LifecycleEvent, { sender }: Pick<Property, 'sender'>): boolean {
  const state = isPageEvent(event) ? entry.events[event] : undefined;
  if (!state?.reportedAtMs) return false;
  if (state.pushed !== undefined) return state.pushed === 'event';
  const wasVisit = entry.changes.some(({ what, about }) => what === 'reported' && about === visitEvent);
  return sender !== 'server' || !wasVisit;
}

/** What the history tells of it, `undefined` where it tells nothing. */
function readPush({ changes }: Pages, event: CheckoutEvent): PagePush | undefined {
  const held = changes.filter(({ what }) => what === 'claimed' || what === 'reported');
  if (held.some(({ about }) => about === event)) return 'event';
  return held.some(({ about }) => about === visitEvent) ? 'visit' : undefined;
}
