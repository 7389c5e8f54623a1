// The passport: what a click on a payment link carries through Stripe in client_reference_id, the only value that survives it.

import type { ClickConsent, ConsentState } from '../contract/click-report.ts';

/** The purposes in the order of their bits. */
export const passportPurposes = [
  'ad_storage',
  'analytics_storage',
  'ad_user_data',
  'ad_personalization',
] as const satisfies readonly (keyof ClickConsent)[];

/** What a passport tells. */
export interface Passport {
  /** 16 random bytes as 22 characters of base64url; names the click record. */
  clickId: string;
  /** GA4's client id, `1234567890.1700000000`; left out in any other form. */
  gaClientId?: string;
  /** GA4's session id, a positive whole number below 2^40. */
  gaSessionId?: string;
  /** When the link was clicked, in whole seconds since 1970. */
  clickedAtSeconds: number;
  consent: ClickConsent;
  /** The click id of Google Ads, at most 145 characters. */
  googleClick?: { parameter: 'gclid' | 'gbraid' | 'wbraid'; value: string };
}

/** What every passport starts with; the number is the version. */
export const passportPrefix = 'tt1_';

/** Bytes before the check: click id, client id, session id, time, consent. */
export const passportBodyBytes = 34;

/** The letter in front of a click id of Google Ads. */
export const googleClickLetters = { gclid: 'g', gbraid: 'b', wbraid: 'w' } as const;

/** Stripe takes 200 characters; 54 and a letter are taken by the rest. https://docs.stripe.com/payment-links/url-parameters */
export const googleClickPattern = /^[\w-]{1,145}$/;

/** The states in the order of their numbers. */
export const consentStates: readonly ConsentState[] = ['unset', 'granted', 'denied'];

/** CRC-24 of OpenPGP (RFC 9580, 6.1.1), so that a reference that was cut or retyped is no passport. */
export function checkNumber(codes: Iterable<number>): number {
  let check = 0xb704ce;
  for (const code of codes) {
    check ^= code << 16;
    for (let bit = 0; bit < 8; bit++) {
      check <<= 1;
      if (check & 0x1000000) check ^= 0x1864cfb;
    }
  }
  return check;
}
