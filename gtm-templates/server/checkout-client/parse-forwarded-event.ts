// Reads a forwarded event, as far as this client relies on it.
import type { ForwardedEvent } from '../../../functions/contract/forwarded-event.ts';
import { isPlainObject, isText } from '../../shared/plain-values.ts';

/** The event; undefined for whatever is none, or one of another version. */
export function parseForwardedEvent(value: unknown): ForwardedEvent | undefined {
  return isForwardedEvent(value) ? value : undefined;
}

/** Only the function sends them, by its own schema; held to here is what would make nonsense of an event. */
function isForwardedEvent(value: unknown): value is ForwardedEvent {
  return (
    isPlainObject(value) &&
    value['version'] === 1 &&
    isName(value['event']) &&
    isFilled(value['event_id']) &&
    isFilled(value['checkout_session_id']) &&
    isPlainObject(value['consent']) &&
    isPlainObject(value['click']) &&
    (value['ecommerce'] === null || isPlainObject(value['ecommerce']))
  );
}

function isName(value: unknown): boolean {
  return isText(value) && value.match('^[a-z_]{1,40}$') !== null;
}

function isFilled(value: unknown): boolean {
  return isText(value) && value !== '';
}
