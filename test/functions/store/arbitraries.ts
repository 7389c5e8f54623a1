// Any property, any entry and any click record that our types allow, odd characters and all.
import fc from 'fast-check';
import type { Click } from '../../../functions/rules/click.ts';
import type { Entry } from '../../../functions/rules/entry.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { clickRecordId, entryId } from '../../../functions/store/store.ts';

/** Any string of UTF-16 code units, halves of surrogate pairs included. */
const anyText = fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)), maxLength: 30 });
const text = fc.oneof(
  anyText,
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '\u0000', '\ud800', '"\\/', '__proto__'),
);
const moment = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const maybeMoment = fc.option(moment);
const version = fc.integer({ min: 1, max: 1_000_000_000 });
const hash = fc.stringMatching(/^[0-9a-f]{64}$/);
const sealed = fc.option(fc.stringMatching(/^sealed1\.[a-z]{1,9}\.[A-Za-z0-9_-]{40,200}$/));
const minutes = fc.integer({ min: 0, max: 100_000 });

/** Property ids as callers may send them, among them such as Firestore reserves. */
export const anyPropertyId = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9_-]{8,64}$/),
  fc.stringMatching(/^__[A-Za-z0-9]{4,20}__$/),
);

export const anySessionId = fc.stringMatching(/^cs_(test|live)_[A-Za-z0-9]{10,240}$/);

export const anyProperty: fc.Arbitrary<Property> = fc.record({
  id: anyPropertyId,
  version,
  name: text,
  hostnames: fc.array(text, { maxLength: 5 }),
  valueBasis: fc.constantFrom('total', 'excluding_tax', 'excluding_tax_and_shipping'),
  emailPolicy: fc.constantFrom('plain', 'hashed', 'none'),
  sender: fc.constantFrom('browser', 'browser_first', 'server'),
  personalDataMinutes: minutes,
  maxSessionAgeHours: minutes,
  clickDays: minutes,
  readsPromotionCodes: fc.record({ live: fc.boolean(), test: fc.boolean() }),
  stripeKeys: fc.record({ live: sealed, test: sealed }),
  containerSecretHash: fc.option(hash),
  createdAtMs: moment,
  updatedAtMs: moment,
});

const eventState = fc.record({
  claims: fc.array(fc.record({ claim: text, atMs: moment }), { maxLength: 4 }),
  reportedAtMs: maybeMoment,
});

export const anyEntry: fc.Arbitrary<Entry> = fc
  .record({
    version,
    propertyId: anyPropertyId,
    sessionId: anySessionId,
    status: fc.constantFrom('paid', 'free', 'pending'),
    firstSeenAtMs: moment,
    settledAtMs: maybeMoment,
    events: fc.record(
      { purchase: eventState, trial_start: eventState, setup_complete: eventState, checkout_pending: eventState },
      { requiredKeys: [] },
    ),
    clickId: fc.option(text),
    passport: fc.option(text),
  })
  .map((entry) => ({ id: entryId(entry.propertyId, entry.sessionId), ...entry }));

const clickId = fc
  .uint8Array({ minLength: 16, maxLength: 16 })
  .map((bytes) => Buffer.from(bytes).toString('base64url'));
const state = fc.constantFrom('unset', 'granted', 'denied');
const touch = fc.record(
  {
    at: fc.nat(),
    landing_page: text,
    referrer_host: text,
    parameters: fc.dictionary(fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,39}$/), text, { noNullPrototype: true }),
  },
  { requiredKeys: ['at', 'parameters'], noNullPrototype: true },
);

export const anyClick: fc.Arbitrary<Click> = fc
  .record(
    {
      version: fc.constant(1),
      propertyId: anyPropertyId,
      clickId,
      clickedAtSeconds: fc.nat(),
      receivedAtMs: fc.constant(0),
      // Firestore knows no later year.
      expiresAtMs: fc.integer({ min: 1, max: Date.UTC(9999, 11, 31) }),
      consent: fc.record({
        ad_storage: state,
        analytics_storage: state,
        ad_user_data: state,
        ad_personalization: state,
      }),
      gaClientId: text,
      gaSessionId: text,
      fbp: text,
      fbc: text,
      visit: touch,
      first: touch,
      last: touch,
    },
    {
      requiredKeys: ['version', 'propertyId', 'clickId', 'clickedAtSeconds', 'receivedAtMs', 'expiresAtMs', 'consent'],
      noNullPrototype: true,
    },
  )
  .map((click) => ({ id: clickRecordId(click.propertyId, click.clickId), ...click }));
