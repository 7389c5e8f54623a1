// Any record of each kind that our types allow, odd characters and all.
import fc from 'fast-check';
import type { Click } from '../../../functions/rules/click.ts';
import type {
  DisputeEntry,
  Entry,
  InvoiceEntry,
  RefundEntry,
  SessionEntry,
  SubscriptionEntry,
} from '../../../functions/rules/entry.ts';
import type { BuyerRecord, Tally, Watermark } from '../../../functions/rules/stored-records.ts';
import { clickRecordId, entryId, tallyId, watermarkId } from '../../../functions/store/store.ts';
import {
  changes,
  deliveries,
  dispute,
  invoice,
  lostDisputes,
  refund,
  resolution,
  sessionId,
  sessionRecord,
  share,
  shares,
  subscription,
} from './any-entry-parts.ts';
import { anyPropertyId } from './any-property.ts';
import { consent, expiry, maybeMoment, maybeText, mode, moment, stripeId, text, version } from './any-values.ts';

const common = {
  version,
  propertyId: anyPropertyId,
  livemode: fc.boolean(),
  firstSeenAtMs: moment,
  deliveries,
  changes,
};

const eventState = fc.record(
  {
    claims: fc.array(fc.record({ claim: text, atMs: moment }), { maxLength: 4 }),
    reportedAtMs: maybeMoment,
    pushed: fc.constantFrom('event' as const, 'visit' as const),
  },
  { requiredKeys: ['claims', 'reportedAtMs'], noNullPrototype: true },
);

const campaign = fc.record({
  utm_source: maybeText,
  utm_medium: maybeText,
  utm_campaign: maybeText,
  utm_term: maybeText,
  utm_content: maybeText,
});

const containerClaims = fc.dictionary(fc.constantFrom('purchase:dst_1', 'trial_start:dst_2'), eventState, {
  noNullPrototype: true,
});

const plainSessionEntry = fc
  .record({
    ...common,
    kind: fc.constant('session' as const),
    sessionId,
    status: fc.constantFrom(
      'paid' as const,
      'free' as const,
      'pending' as const,
      'failed' as const,
      'expired' as const,
    ),
    settledAtMs: maybeMoment,
    statusAtSeconds: maybeMoment,
    events: fc.record(
      { purchase: eventState, trial_start: eventState, setup_complete: eventState, checkout_pending: eventState },
      { requiredKeys: [] },
    ),
    clickId: maybeText,
    passport: maybeText,
    pageCampaign: fc.option(campaign),
    pageConsent: fc.option(fc.record({ states: consent, atMs: moment })),
    session: fc.option(sessionRecord),
    refunds: shares,
    convertedBy: maybeText,
  })
  .map((entry) => ({ id: entryId(entry.propertyId, entry.sessionId), ...entry }));

const passedOver = fc.constantFrom('purchase' as const, 'checkout_pending' as const);

/** Those of versions before a container could run for a page know nothing of its claims; few buyers were erased. */
const anySessionEntry: fc.Arbitrary<SessionEntry> = fc
  .tuple(
    plainSessionEntry,
    fc.record(
      { containerClaims, erasedAtMs: moment, lostDisputes, passedOver },
      { requiredKeys: [], noNullPrototype: true },
    ),
  )
  .map(([entry, rest]) => ({ ...entry, ...rest }));

const later = { ...common, sessionId: fc.option(sessionId), resolution };

const anyRefundEntry: fc.Arbitrary<RefundEntry> = fc
  .record({
    ...later,
    kind: fc.constant('refund'),
    refund,
    invoiceId: maybeText,
    share: fc.option(share),
    hasFailedLater: fc.boolean(),
  })
  .map((entry) => ({ id: entryId(entry.propertyId, entry.refund.id), ...entry }));

const anyInvoiceEntry: fc.Arbitrary<InvoiceEntry> = fc
  .tuple(
    fc.record({ ...later, kind: fc.constant('invoice' as const), invoice, refunds: shares }),
    fc.record({ lostDisputes }, { requiredKeys: [], noNullPrototype: true }),
  )
  .map(([entry, rest]) => ({ ...entry, ...rest }))
  .map((entry) => ({ id: entryId(entry.propertyId, entry.invoice.id), ...entry }));

const anyDisputeEntry: fc.Arbitrary<DisputeEntry> = fc
  .record({ ...later, kind: fc.constant('dispute'), dispute, invoiceId: maybeText })
  .map((entry) => ({ id: entryId(entry.propertyId, entry.dispute.id), ...entry }));

const anySubscriptionEntry: fc.Arbitrary<SubscriptionEntry> = fc
  .record({ ...later, kind: fc.constant('subscription'), subscription })
  .map((entry) => ({ id: entryId(entry.propertyId, entry.subscription.id), ...entry }));

/** Entries of every kind. */
export const anyEntry: fc.Arbitrary<Entry> = fc.oneof(
  anySessionEntry,
  anyRefundEntry,
  anyInvoiceEntry,
  anyDisputeEntry,
  anySubscriptionEntry,
);

const clickId = fc
  .uint8Array({ minLength: 16, maxLength: 16 })
  .map((bytes) => Buffer.from(bytes).toString('base64url'));
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
      expiresAtMs: expiry,
      consent,
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

const address = fc.record({
  line1: maybeText,
  line2: maybeText,
  city: maybeText,
  state: maybeText,
  postalCode: maybeText,
  country: maybeText,
});

/** The buyer of this entry. */
export function anyBuyerOf(entry: { id: string; propertyId: string }): fc.Arbitrary<BuyerRecord> {
  return fc.record({
    id: fc.constant(entry.id),
    propertyId: fc.constant(entry.propertyId),
    expiresAtMs: expiry,
    email: maybeText,
    phone: maybeText,
    name: maybeText,
    address: fc.option(address),
    customerId: maybeText,
  });
}

const keyId = fc.stringMatching(/^[0-9a-f]{16}$/);
const leftDay = fc.stringMatching(/^tt_[a-z0-9]{8}:20\d\d-[01]\d-[0-3]\d$/);

export const anyWatermark: fc.Arbitrary<Watermark> = fc
  .record({ propertyId: anyPropertyId, mode, version, checkedUntilSeconds: fc.nat(), askedAtMs: moment })
  .chain((watermark) =>
    fc
      .record(
        {
          leftDays: fc.dictionary(leftDay, moment, { noNullPrototype: true }),
          keysSeenAtMs: fc.dictionary(keyId, moment, { noNullPrototype: true }),
        },
        { requiredKeys: [] },
      )
      .map((rest) => ({ ...watermark, ...rest })),
  )
  .map(({ propertyId, mode: of, ...watermark }) => ({ id: watermarkId(propertyId, of), ...watermark }));

export const anyTally: fc.Arbitrary<Tally> = fc
  .record({
    propertyId: anyPropertyId,
    day: fc.stringMatching(/^20\d\d-[01]\d-[0-3]\d$/),
    instance: stripeId('run'),
    counts: fc.dictionary(fc.stringMatching(/^[a-z_]{1,30}$/), fc.nat(), { noNullPrototype: true }),
    expiresAtMs: expiry,
  })
  .map(({ instance, ...tally }) => ({ id: tallyId(tally.propertyId, tally.day, instance), ...tally }));
