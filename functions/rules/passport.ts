// The passport: what a click on a payment link carries through Stripe in client_reference_id, the only value that survives it.

import type { ClickConsent } from '../contract/click-report.ts';

/** What a passport tells. */
export interface Passport {
  /** 22 random characters of base64url; they name the click record. */
  clickId: string;
  /** GA4's client id, `1234567890.1700000000`, twice one to ten digits; left out in any other form. */
  gaClientId?: string;
  /** GA4's session id, one to ten digits; travels with a client id only. */
  gaSessionId?: string;
  /** When the link was clicked, in whole seconds since 1970. */
  clickedAtSeconds: number;
  consent: ClickConsent;
  /** The click id of Google Ads, at most 113 characters. */
  googleClick?: { parameter: 'gclid' | 'gbraid' | 'wbraid'; value: string };
}
