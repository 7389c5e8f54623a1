// Whether a delivery that is not sent yet has become needless or untrue, by what its entry and its property say now.
import { isReportedByContainer } from '../rules/container-claims.ts';
import { type Delivery, deliveryKey } from '../rules/delivery.ts';
import { type DestinationSettings, toWhenUncertain, type WhenUncertain } from '../rules/destination.ts';
import type { Entry, SessionEntry } from '../rules/entry.ts';
import { isOvertaken, isPageEvent } from '../rules/lifecycle.ts';
import { isReportedBy } from '../rules/page-push.ts';
import type { Property } from '../rules/property.ts';

export interface Ending {
  state: 'reported' | 'suppressed' | 'overtaken';
  reason: string | null;
}

/** How the delivery ends unsent; `undefined` where it is to be sent. */
export function findEnding(
  entry: Entry,
  { event, destinationId }: Pick<Delivery, 'event' | 'destinationId'>,
  property: Pick<Property, 'sender' | 'destinations'>,
): Ending | undefined {
  if (property.sender === 'browser') return { state: 'suppressed', reason: 'sender_is_browser' };
  if (findSettings(entry, destinationId, property) === undefined) {
    return { state: 'suppressed', reason: 'destination_removed' };
  }
  if (entry.kind !== 'session') return isOvertaken(entry, event) ? overtaken : undefined;
  if (isReportedByContainer(entry, deliveryKey(event, destinationId))) return { state: 'reported', reason: null };
  if (isDoneByPage(entry, event, property)) return { state: 'reported', reason: null };
  // Until the session was read nobody knows which event it stands for.
  return entry.session !== null && isOvertaken(entry, event) ? overtaken : undefined;
}

/** Under the sender `server` pages push nothing that a destination could count twice, unless they were told to before. */
function isDoneByPage(entry: SessionEntry, event: Delivery['event'], property: Pick<Property, 'sender'>): boolean {
  const isOfOldVersion = isPageEvent(event) && entry.events[event]?.pushed === undefined;
  return !(isOfOldVersion && property.sender === 'server') && isReportedBy(entry, event, property);
}

/** The destination as the property has it now; `undefined` where it is gone or takes the other mode's sessions. */
export function findSettings(
  { livemode }: Pick<Entry, 'livemode'>,
  destinationId: string,
  { destinations }: Pick<Property, 'destinations'>,
): DestinationSettings | undefined {
  const mode = livemode ? 'live' : 'test';
  return destinations.find((destination) => destination.id === destinationId && destination.mode === mode);
}

/** What its destination is to do about it in doubt; of one that is gone a person decides. */
export function findWhenUncertain(
  entry: Pick<Entry, 'livemode'>,
  destinationId: string,
  property: Pick<Property, 'destinations'>,
): WhenUncertain {
  return toWhenUncertain(findSettings(entry, destinationId, property) ?? {});
}

const overtaken: Ending = { state: 'overtaken', reason: null };
