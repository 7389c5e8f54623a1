// Reads the cookie of the payment links tag, where there is one.
import type { Journey } from '../../shared/journey.ts';
import { readJourney, toCookieName } from '../../shared/read-journey.ts';
import type { Consent } from './consent.ts';
import type { Data } from './form.ts';

/** What this browser remembers; undefined where it remembers nothing, or where consent forbids to look. */
export function readKnownJourney(data: Data, consent: Consent): Journey | undefined {
  return consent.analyticsStorage ? readJourney(toCookieName(data.cookieName), []) : undefined;
}
