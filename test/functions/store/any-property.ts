// Any property that our types allow, odd characters and all.
import fc from 'fast-check';
import type { Property, Scope } from '../../../functions/rules/property.ts';
import { maybeText, mode, moment, text, version } from './any-values.ts';

const hash = fc.stringMatching(/^[0-9a-f]{64}$/);
const sealed = fc.stringMatching(/^sealed1\.[a-z]{1,9}\.[A-Za-z0-9_-]{40,200}$/);
const minutes = fc.integer({ min: 0, max: 100_000 });

/** Property ids as callers may send them, among them such as Firestore reserves. */
export const anyPropertyId = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9_-]{8,64}$/),
  fc.stringMatching(/^__[A-Za-z0-9]{4,20}__$/),
);

const whenUncertain = fc.constantFrom('ask' as const, 'send_again' as const, 'leave' as const);

const confirmation = fc.record({ confirmedAtMs: moment, whenUncertain }, { requiredKeys: [], noNullPrototype: true });

const destination = fc
  .tuple(
    fc.oneof(
      fc.record({ kind: fc.constant('server_container' as const), id: text, mode, url: text, secret: sealed }),
      fc.record({
        kind: fc.constant('ga4' as const),
        id: text,
        mode,
        measurementId: text,
        secret: sealed,
        region: fc.constantFrom('global' as const, 'eu' as const),
      }),
    ),
    confirmation,
  )
  .map(([settings, rest]) => ({ ...settings, ...rest }));

const plainProperty = fc.record({
  id: anyPropertyId,
  version,
  accountId: maybeText,
  name: text,
  hostnames: fc.array(text, { maxLength: 5 }),
  valueBasis: fc.constantFrom('total', 'excluding_tax', 'excluding_tax_and_shipping'),
  emailPolicy: fc.constantFrom('plain', 'hashed', 'none'),
  sender: fc.constantFrom('browser', 'browser_first', 'server'),
  personalDataMinutes: minutes,
  maxSessionAgeHours: minutes,
  clickDays: minutes,
  readsPromotionCodes: fc.record({ live: fc.boolean(), test: fc.boolean() }),
  stripeKeys: fc.record({ live: fc.option(sealed), test: fc.option(sealed) }),
  containerSecretHash: fc.option(hash),
  webhookSecrets: fc.record({ live: fc.array(sealed, { maxLength: 3 }), test: fc.array(sealed, { maxLength: 3 }) }),
  scope: fc.oneof(
    fc.record({ kind: fc.constant('account') }),
    fc.record({ kind: fc.constant('payment_links'), ids: fc.array(text, { maxLength: 3 }) }),
    fc.record({ kind: fc.constant('hostnames') }),
  ),
  destinations: fc.array(destination, { maxLength: 3 }),
  graceMinutes: minutes,
  unknownConsent: fc.constantFrom('denied', 'granted'),
  deniedAnalytics: fc.constantFrom('suppress', 'anonymous'),
  createdAtMs: moment,
  updatedAtMs: moment,
});

const scope: fc.Arbitrary<Scope> = fc.oneof(
  fc.record({ kind: fc.constant('account' as const) }),
  fc.record({ kind: fc.constant('payment_links' as const), ids: fc.array(text, { maxLength: 3 }) }),
  fc.record({ kind: fc.constant('hostnames' as const) }),
);

const scopeChanges = fc.array(fc.record({ atMs: moment, scope, hostnames: fc.array(text, { maxLength: 3 }) }), {
  maxLength: 3,
});

const ticked = fc.dictionary(fc.stringMatching(/^[a-z_]{1,30}$/), moment, { noNullPrototype: true });

const knownWebhook = fc.record({ sinceMs: moment, url: text }, { requiredKeys: ['sinceMs'], noNullPrototype: true });

const webhooks = fc.record({ live: knownWebhook, test: knownWebhook }, { requiredKeys: [], noNullPrototype: true });

/** Few were set up in the console, where somebody ticks off what nothing else tells, and few scopes ever grew. */
export const anyProperty: fc.Arbitrary<Property> = fc
  .tuple(
    plainProperty,
    fc.record(
      { ticked, webhooks, scopeGrewAtMs: moment, scopeKnownSinceMs: moment, scopeChanges },
      { requiredKeys: [], noNullPrototype: true },
    ),
  )
  .map(([property, rest]) => ({ ...property, ...rest }));
