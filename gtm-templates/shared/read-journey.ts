// Finds the cookie of the payment link tag.
import { getCookieValues } from 'sandbox:web';
import { decodeJourney } from './decode-journey.ts';
import type { Journey } from './journey.ts';
import { toText } from './to-text.ts';

const defaultCookieName = '_tilltag';

/** What this browser remembers; undefined where there is no such cookie, or none that can be read. */
export function readJourney(cookieName: string, extraNames: readonly string[]): Journey | undefined {
  return getCookieValues(cookieName, false)
    .map((value) => decodeJourney(value, extraNames))
    .filter((journey) => journey !== undefined)[0];
}

/** The name as the field has it; the usual one where the field is empty or no cookie can be called so. */
export function toCookieName(value: unknown): string {
  const name = toText(value);
  return name.match('^[A-Za-z0-9_.-]{1,64}$') !== null ? name : defaultCookieName;
}
