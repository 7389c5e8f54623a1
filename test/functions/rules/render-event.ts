// Renders a forwarded event of parts that a test changes.
import type { ForwardedEvent } from '../../../functions/contract/forwarded-event.ts';
import { type ForwardedEventParts, toForwardedEvent } from '../../../functions/rules/to-forwarded-event.ts';
import { newParts } from './event-parts.ts';

/** The event; throws where none is told. */
export function render(changes: Partial<ForwardedEventParts> = {}): ForwardedEvent {
  const rendered = toForwardedEvent(newParts(changes));
  if (rendered.kind !== 'event') throw new Error(`It was suppressed: ${rendered.reason}.`);
  return rendered.event;
}

/** The property of the parts, changed. */
export function withProperty(changes: Partial<ForwardedEventParts['property']>): Pick<ForwardedEventParts, 'property'> {
  return { property: { ...newParts().property, ...changes } };
}
