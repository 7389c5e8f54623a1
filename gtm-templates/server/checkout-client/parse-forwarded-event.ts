// Reads a forwarded event, as far as this client relies on it.
import type { ForwardedEvent } from '../../../functions/contract/forwarded-event.ts';
import { isList, isNumber, isPlainObject, isText, type PlainObject } from '../../shared/plain-values.ts';

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
    isNumber(value['event_time']) &&
    isFilled(value['checkout_session_id']) &&
    isPlainObject(value['consent']) &&
    isPlainObject(value['click']) &&
    (value['ecommerce'] === null || isEcommerce(value['ecommerce']))
  );
}

/** Of an event without a sale there is none, and of one whose lines nobody read no items. */
function isEcommerce(value: unknown): boolean {
  if (!isPlainObject(value) || !hasNumbers(value, ['value', 'tax', 'shipping', 'discount'])) {
    return false;
  }
  const items = value['items'];
  return !items || (isList(items) && items.every(isItem));
}

function isItem(value: unknown): boolean {
  return isPlainObject(value) && hasNumbers(value, ['price', 'quantity', 'discount']);
}

/** Whether each of them is a number or left out. */
function hasNumbers(value: PlainObject, names: readonly string[]): boolean {
  return names.every((name) => value[name] === undefined || value[name] === null || isNumber(value[name]));
}

function isName(value: unknown): boolean {
  return isText(value) && value.match('^[a-z_]{1,40}$') !== null;
}

function isFilled(value: unknown): boolean {
  return isText(value) && value !== '';
}
