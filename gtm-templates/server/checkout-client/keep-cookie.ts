// Sets the cookie of the payment links tag again as it is, because browsers cut short what scripts set.
import { getCookieValues, setCookie } from 'sandbox:server';
import { getTimestampMillis, Math, makeNumber } from 'sandbox:shared';
import { isPlainObject, parseObject } from '../../shared/plain-values.ts';
import type { Setup } from './setup.ts';

const cookieSeconds = 7776000;

/** Version, the second at which the last page was seen, and what nobody here reads. */
const valuePattern = '^1\\|[0-9]{1,10}\\|[!#-+\\--:<-\\[\\]-~]{0,1500}$';

/**
 * The tag writes a page's own second into the cookie, and asks for the script right after, but only where `analytics_storage` is
 * granted on that page; visitors' clocks differ a little from ours.
 */
const sameSeconds = 120;

/** At the request for the page's script, where the cookie proves that this page has consent. True where it was set. */
export function keepCookieOfPage(cookie: Setup['cookie']): boolean {
  const value = readCookie(cookie);
  if (cookie === undefined || value === undefined || !isWrittenNow(value)) {
    return false;
  }
  writeCookie(cookie, value);
  return true;
}

/** At a click, whose record says what the visitor agrees to. Unset is a site without consent mode, and counts as granted. */
export function keepCookieOfClick(cookie: Setup['cookie'], body: string | undefined): void {
  const click = parseObject(body);
  const consent = click && click['consent'];
  const state = isPlainObject(consent) ? consent['analytics_storage'] : undefined;
  const value = readCookie(cookie);
  if (cookie !== undefined && value !== undefined && (state === 'granted' || state === 'unset')) {
    writeCookie(cookie, value);
  }
}

/** Undefined where there is none, none of the tag's, or several, of which nobody knows which one counts. */
function readCookie(cookie: Setup['cookie']): string | undefined {
  const values = cookie === undefined ? [] : getCookieValues(cookie.name, true);
  const value = values[0];
  return values.length === 1 && value !== undefined && value.match(valuePattern) !== null ? value : undefined;
}

function isWrittenNow(value: string): boolean {
  const seenAt = makeNumber(value.split('|')[1]);
  return Math.abs(getTimestampMillis() / 1000 - seenAt) <= sameSeconds;
}

/** Byte for byte; scripts read it, so they must be able to. */
function writeCookie(cookie: { readonly name: string; readonly domain: string }, value: string): void {
  setCookie(
    cookie.name,
    value,
    {
      domain: cookie.domain,
      path: '/',
      'max-age': cookieSeconds,
      sameSite: 'lax',
      secure: true,
      httpOnly: false,
    },
    true,
  );
}
