// Any record of the console that our types allow, and any roll-up, odd characters and all.
import fc from 'fast-check';
import type { Account, AuditEvent, Membership, User } from '../../../functions/rules/account.ts';
import type { DailyRollup } from '../../../functions/rules/daily-rollup.ts';
import { auditEventId, membershipId } from '../../../functions/store/console-store.ts';
import { rollupId } from '../../../functions/store/store.ts';
import { anyPropertyId } from './any-property.ts';
import { amount, maybeText, mode, moment, stripeId, text, version } from './any-values.ts';

const accountId = stripeId('acc');

/** Addresses as an issuer may give them: in lower case, but with any character that is one. */
const email = fc
  .tuple(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), fc.constantFrom('example.com', 'straße.example'))
  .map(([mailbox, domain]) => `${mailbox}@${domain}`.toLowerCase());

export const anyUser: fc.Arbitrary<User> = fc.record({
  id: stripeId('usr'),
  version,
  email,
  name: maybeText,
  signedOutAtMs: moment,
  createdAtMs: moment,
  lastSignInAtMs: moment,
});

export const anyAccount: fc.Arbitrary<Account> = fc.record({ id: accountId, version, name: text, createdAtMs: moment });

export const anyMembership: fc.Arbitrary<Membership> = fc
  .record({
    version,
    accountId,
    email,
    userId: fc.option(stripeId('usr')),
    role: fc.constantFrom('owner', 'viewer'),
    createdAtMs: moment,
  })
  .map((membership) => ({ id: membershipId(membership.accountId, membership.email), ...membership }));

export const anyAuditEvent: fc.Arbitrary<AuditEvent> = fc
  .record({
    accountId,
    atMs: fc.nat({ max: 9_999_999_999_999 }),
    userId: fc.option(stripeId('usr')),
    email: fc.option(email),
    propertyId: fc.option(anyPropertyId),
    what: text,
    about: maybeText,
    random: fc.stringMatching(/^[0-9a-f]{16}$/),
  })
  .map(({ random, ...event }) => ({ id: auditEventId(event.accountId, event.atMs, random), ...event }));

const money = fc.array(
  fc.record(
    {
      ...{ currency: text, count: fc.nat(), grossMinor: amount, refundedMinor: amount, disputedMinor: amount },
      otherDisputes: fc.dictionary(fc.stringMatching(/^[a-z]{3}$/), amount, { noNullPrototype: true }),
    },
    { requiredKeys: ['currency', 'count', 'grossMinor', 'refundedMinor'] },
  ),
  { maxLength: 3 },
);

const counts = fc.dictionary(fc.stringMatching(/^[a-z_]{1,30}$/), fc.nat(), { noNullPrototype: true });

export const anyRollup: fc.Arbitrary<DailyRollup> = fc
  .record({
    propertyId: anyPropertyId,
    mode,
    day: fc.stringMatching(/^20\d\d-[01]\d-[0-3]\d$/),
    computedAtMs: moment,
    clicks: fc.nat(),
    checkouts: fc.nat(),
    purchases: fc.nat(),
    pending: fc.nat(),
    money,
    renewals: fc.record({ count: fc.nat(), money }),
    campaigns: fc.array(
      fc.record({
        touch: fc.constantFrom('first', 'last'),
        source: maybeText,
        medium: maybeText,
        campaign: maybeText,
        conversions: fc.nat(),
        money,
      }),
      { maxLength: 3 },
    ),
    destinations: fc.array(fc.record({ destinationId: text, sent: fc.nat(), unsent: counts }), { maxLength: 3 }),
    stripe: fc.option(
      fc.record(
        {
          askedAtMs: moment,
          scope: text,
          paidSessions: fc.nat(),
          unrecorded: counts,
          open: fc.dictionary(text, text, { maxKeys: 3 }),
        },
        { requiredKeys: ['askedAtMs', 'paidSessions', 'unrecorded'] },
      ),
    ),
  })
  .chain((rollup) =>
    fc.record({ hasTwin: fc.boolean(), settings: text }, { requiredKeys: [] }).map((rest) => ({ ...rollup, ...rest })),
  )
  .map((rollup) => ({ id: rollupId(rollup.propertyId, rollup.mode, rollup.day), ...rollup }));
