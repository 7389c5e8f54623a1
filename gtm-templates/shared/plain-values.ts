// Tells apart what came from outside: answers, event data and storage hold whatever somebody put there.
import { getType, JSON } from 'sandbox:shared';

/** An object of whatever kind. */
export interface PlainObject {
  readonly [key: string]: unknown;
}

/** Whether the value is an object and no list. */
export function isPlainObject(value: unknown): value is PlainObject {
  return getType(value) === 'object';
}

/** Whether the value is a list. */
export function isList(value: unknown): value is readonly unknown[] {
  return getType(value) === 'array';
}

/** Whether the value is text. */
export function isText(value: unknown): value is string {
  return getType(value) === 'string';
}

/** Whether the value is a number. */
export function isNumber(value: unknown): value is number {
  return getType(value) === 'number';
}

/** The object that the text is as JSON; undefined for everything else. */
export function parseObject(text: string | undefined): PlainObject | undefined {
  // GTM's documentation and its users disagree on whether parse throws on what is no JSON, such as a page of HTML.
  const trimmed = text === undefined ? '' : text.trim();
  if (trimmed.charAt(0) !== '{' || trimmed.charAt(trimmed.length - 1) !== '}') {
    return undefined;
  }
  const value: unknown = JSON.parse(trimmed);
  return isPlainObject(value) ? value : undefined;
}
