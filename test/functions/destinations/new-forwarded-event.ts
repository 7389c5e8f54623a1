// One forwarded purchase for tests of whatever receives it.
import type { ForwardedEvent } from '../../../functions/contract/forwarded-event.ts';
import { toForwardedEvent } from '../../../functions/rules/to-forwarded-event.ts';
import { newParts } from '../rules/event-parts.ts';

/** A purchase of 49.50 EUR as GA4 gets it, all consent granted, happened at second 1,700,000,100. */
export function newForwardedEvent(changes: Partial<ForwardedEvent> = {}): ForwardedEvent {
  const rendered = toForwardedEvent(newParts({ destination: { kind: 'ga4', mode: 'live' } }));
  if (rendered.kind !== 'event') throw new Error(`It was suppressed: ${rendered.reason}.`);
  return { ...rendered.event, ...changes };
}
