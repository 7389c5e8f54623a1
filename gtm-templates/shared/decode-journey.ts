// Reads a journey from a cookie's value, which anybody may have written.
import { decodeUriComponent, makeNumber } from 'sandbox:web';
import type { Touch } from '../../functions/contract/click-report.ts';
import { cleanParameter, cleanText } from './clean-text.ts';
import type { Journey } from './journey.ts';
import { landingPageCode, maxCookieLength, maxParameters, parameterOfCode, referrerHostCode } from './journey-codes.ts';
import { toTouch } from './touch-parts.ts';

/** As the function takes them. */
export const maxLandingPageLength = 200;
const maxHostLength = 253;

/** 16 random bytes in base64url. */
const clickIdForm = '^[A-Za-z0-9_-]{22}$';

/**
 * The journey, or undefined for whatever is none: too long, of another version, or broken. Of a touch, only what an address
 * could have brought is read; extra names are those of click ids that this site has besides the known ones.
 */
export function decodeJourney(text: string, extraNames: readonly string[]): Journey | undefined {
  const parts = text.split('|');
  const seenAt = readSeconds(parts[1]);
  const clickId = parts[2];
  const places = parts[3];
  if (text.length > maxCookieLength || parts[0] !== '1' || seenAt === undefined || !isClickIdOrNothing(clickId)) {
    return undefined;
  }
  const touches = parts.slice(4).map((part) => readTouch(part, extraNames));
  if (places === undefined || places.match('^[-012]{3}$') === null || touches.some((touch) => touch === undefined)) {
    return undefined;
  }
  const wanted = places.split('').filter((place) => place !== '-');
  if (wanted.some((place) => makeNumber(place) >= touches.length)) {
    return undefined;
  }
  const find = (at: number) => (places.charAt(at) === '-' ? undefined : touches[makeNumber(places.charAt(at))]);
  return { seenAt: seenAt, clickId: clickId || '', first: find(0), last: find(1), visit: find(2) };
}

/** Whether the loader could have made this id. */
export function isClickId(text: string): boolean {
  return text.match(clickIdForm) !== null;
}

function isClickIdOrNothing(text: string | undefined): boolean {
  return text !== undefined && (text === '' || isClickId(text));
}

function readSeconds(text: string | undefined): number | undefined {
  return text !== undefined && text.match('^(0|[1-9][0-9]{0,9})$') !== null ? makeNumber(text) : undefined;
}

function readTouch(text: string, extraNames: readonly string[]): Touch | undefined {
  const fields = text.split('&');
  const at = readSeconds(fields[0]);
  if (at === undefined) {
    return undefined;
  }
  const parameters: Touch['parameters'] = {};
  let count = 0;
  fields.slice(1).forEach((field) => {
    const name = parameterOfCode(codeOf(field), extraNames);
    const value = name === undefined ? '' : cleanParameter(name, valueOf(field));
    if (name !== undefined && value !== '' && count < maxParameters) {
      parameters[name] = value;
      count += 1;
    }
  });
  const find = (code: string) => valueOf(fields.filter((field) => codeOf(field) === code)[0] || '');
  const landingPage = cleanText(find(landingPageCode), maxLandingPageLength);
  return toTouch(at, landingPage, cleanHost(find(referrerHostCode)), parameters);
}

function codeOf(field: string): string {
  return field.split('=')[0] || '';
}

function valueOf(field: string): string {
  return decodeUriComponent(field.split('=').slice(1).join('=')) || '';
}

/** The host in small letters; empty where it is none. */
export function cleanHost(host: string): string {
  const isHost = host.length <= maxHostLength && host.match('^[A-Za-z0-9._-]+$') !== null;
  return isHost ? host.toLowerCase() : '';
}
