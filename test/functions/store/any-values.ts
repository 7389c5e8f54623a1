// The values that any record of ours may hold, odd characters and all.
import fc from 'fast-check';

/** Any string of UTF-16 code units, halves of surrogate pairs included. */
const anyText = fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)), maxLength: 30 });

export const text = fc.oneof(
  anyText,
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '\u0000', '\ud800', '"\\/', '__proto__'),
);

export const maybeText = fc.option(text);
export const moment = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
export const maybeMoment = fc.option(moment);
/** Amounts in minor units, of refunds and credit notes too. */
export const amount = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
export const maybeAmount = fc.option(amount);
export const version = fc.integer({ min: 1, max: 1_000_000_000 });
/** Firestore knows no later year. */
export const expiry = fc.integer({ min: 1, max: Date.UTC(9999, 11, 31) });
export const mode = fc.constantFrom('live', 'test');

const consentState = fc.constantFrom('unset', 'granted', 'denied');

export const consent = fc.record({
  ad_storage: consentState,
  analytics_storage: consentState,
  ad_user_data: consentState,
  ad_personalization: consentState,
});

/** Ids as Stripe makes them, with this prefix. */
export function stripeId(prefix: string): fc.Arbitrary<string> {
  return fc.stringMatching(/^[A-Za-z0-9]{14,40}$/).map((random) => `${prefix}_${random}`);
}
