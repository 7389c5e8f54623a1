// The passport: what a click on a payment link carries through Stripe in client_reference_id, the only value that survives it.
import type { ClickConsent, GoogleClick } from '../contract/click-report.ts';

/** What a passport tells. */
export interface Passport {
  /** 16 random bytes as 22 characters of base64url; names the click record. */
  clickId: string;
  /** GA4's client id, `1234567890.1700000000`; left out in any other form. */
  gaClientId?: string | undefined;
  /** GA4's session id, a positive whole number below 2^40. */
  gaSessionId?: string | undefined;
  /** When the link was clicked, in whole seconds since 1970. */
  clickedAtSeconds: number;
  consent: ClickConsent;
  /** The click id of Google Ads, at most 145 characters. */
  googleClick?: GoogleClick | undefined;
}

/** What every passport starts with; the number is the version. */
export const passportPrefix = 'tt1_';
