// Plain properties, clicks and entries of every kind with fresh ids, for tests that care about one field only.
import { randomBytes } from 'node:crypto';
import type { Click } from '../../../functions/rules/click.ts';
import { type Delivery, deliveryKey } from '../../../functions/rules/delivery.ts';
import type {
  DisputeEntry,
  InvoiceEntry,
  RefundEntry,
  SessionEntry,
  SessionRecord,
  SubscriptionEntry,
} from '../../../functions/rules/entry.ts';
import { newProperty as propertyAtFirst } from '../../../functions/rules/new-property.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { clickRecordId, entryId } from '../../../functions/store/store.ts';

/** The property that records belong to where a test names no other. */
export const shopId = 'tt_shopshopshopshopshop';

/** A property at version 1 with an id of its own and a test key. */
export function newProperty(changes: Partial<Property> = {}): Property {
  return {
    ...propertyAtFirst(`tt_${randomBytes(10).toString('hex')}`, 1_700_000_000_000),
    name: 'Shop',
    hostnames: ['shop.example.test'],
    readsPromotionCodes: { live: false, test: true },
    stripeKeys: { live: null, test: 'sealed1.main.AAAA' },
    ...changes,
  };
}

/** A click from a newsletter with an id of its own, kept for 90 days. */
export function newClick(changes: Partial<Click> = {}): Click {
  const propertyId = changes.propertyId ?? shopId;
  const clickId = changes.clickId ?? randomBytes(16).toString('base64url');
  return {
    id: clickRecordId(propertyId, clickId),
    version: 1,
    propertyId,
    clickId,
    clickedAtSeconds: 1_700_000_000,
    receivedAtMs: 1_700_000_000_000,
    expiresAtMs: 1_700_000_000_000 + 90 * 86_400_000,
    consent: {
      ad_storage: 'granted',
      analytics_storage: 'granted',
      ad_user_data: 'granted',
      ad_personalization: 'granted',
    },
    visit: { at: 1_699_999_000, parameters: { utm_source: 'news letter' } },
    ...changes,
  };
}

const nowMs = 1_700_000_000_000;
const nowSeconds = nowMs / 1000;

/** A Stripe id as long as real ones are. */
export function newStripeId(prefix: string): string {
  return `${prefix}_${randomBytes(12).toString('hex')}`;
}

/** A paid one-time session of 49.50 EUR with one line and a payment intent of its own, as an entry keeps it. */
export function newSessionRecord(changes: Partial<SessionRecord> = {}): SessionRecord {
  return {
    id: `cs_test_${randomBytes(29).toString('hex')}`,
    livemode: false,
    mode: 'payment',
    status: 'complete',
    paymentStatus: 'paid',
    createdSeconds: nowSeconds - 120,
    currency: 'eur',
    amountTotalMinor: 4950,
    amountSubtotalMinor: 4950,
    amountTaxMinor: 0,
    amountDiscountMinor: 0,
    shipping: null,
    coupon: null,
    customerId: 'cus_ada',
    clientReferenceId: null,
    paymentLinkId: null,
    returnHost: 'shop.example.test',
    paymentIntentId: newStripeId('pi'),
    subscriptionId: null,
    presentment: null,
    lines: [
      {
        id: 'li_1',
        itemId: 'prod_notebook',
        name: 'Notebook',
        quantity: 1,
        amountSubtotalMinor: 4950,
        amountDiscountMinor: 0,
        amountTaxMinor: 0,
        amountTotalMinor: 4950,
      },
    ],
    ...changes,
  };
}

/** The entry at version 1 of a session that a page saw paid; what Stripe tells of the session is not there. */
export function newEntry(changes: Partial<SessionEntry> = {}): SessionEntry {
  const sessionId = changes.sessionId ?? `cs_test_${randomBytes(29).toString('hex')}`;
  return {
    ...newBase(sessionId, changes.propertyId),
    kind: 'session',
    sessionId,
    status: 'paid',
    settledAtMs: nowMs,
    statusAtSeconds: null,
    events: {},
    clickId: null,
    passport: null,
    pageCampaign: null,
    pageConsent: null,
    session: null,
    refunds: {},
    convertedBy: null,
    ...changes,
  };
}

/** The entry at version 1 of a paid session with all that Stripe tells of it. */
export function newFullEntry(changes: Partial<SessionEntry> = {}): SessionEntry {
  const session = changes.session ?? newSessionRecord();
  return newEntry({
    sessionId: session.id,
    livemode: session.livemode,
    statusAtSeconds: nowSeconds,
    session,
    ...changes,
  });
}

/** The entry at version 1 of a refund of 10.00 EUR whose session is not known yet. */
export function newRefundEntry(changes: Partial<RefundEntry> = {}): RefundEntry {
  const refund = changes.refund ?? {
    id: newStripeId('re'),
    amountMinor: 1000,
    currency: 'eur',
    status: 'succeeded',
    paymentIntentId: newStripeId('pi'),
    chargeId: newStripeId('ch'),
    createdSeconds: nowSeconds,
  };
  return {
    ...newOrphan(refund.id, changes.propertyId),
    kind: 'refund',
    refund,
    invoiceId: null,
    share: null,
    hasFailedLater: false,
    ...changes,
  };
}

/** The entry at version 1 of a renewal of 9.00 EUR whose session is not known yet. */
export function newInvoiceEntry(changes: Partial<InvoiceEntry> = {}): InvoiceEntry {
  const invoice = changes.invoice ?? {
    id: newStripeId('in'),
    subscriptionId: newStripeId('sub'),
    billingReason: 'subscription_cycle',
    currency: 'eur',
    amountPaidMinor: 900,
    totalMinor: 900,
    taxMinor: 0,
    discountMinor: 0,
    createdSeconds: nowSeconds - 3_600,
    paidAtSeconds: nowSeconds,
    customerId: 'cus_ada',
    lines: [],
  };
  return { ...newOrphan(invoice.id, changes.propertyId), kind: 'invoice', invoice, refunds: {}, ...changes };
}

/** The entry at version 1 of a dispute over 49.50 EUR whose session is not known yet. */
export function newDisputeEntry(changes: Partial<DisputeEntry> = {}): DisputeEntry {
  const dispute = changes.dispute ?? {
    id: newStripeId('dp'),
    amountMinor: 4950,
    currency: 'eur',
    status: 'needs_response',
    reason: 'fraudulent',
    paymentIntentId: newStripeId('pi'),
    chargeId: newStripeId('ch'),
    createdSeconds: nowSeconds,
  };
  return { ...newOrphan(dispute.id, changes.propertyId), kind: 'dispute', dispute, invoiceId: null, ...changes };
}

/** The entry at version 1 of a subscription that was cancelled and whose session is not known yet. */
export function newSubscriptionEntry(changes: Partial<SubscriptionEntry> = {}): SubscriptionEntry {
  const subscription = changes.subscription ?? {
    id: newStripeId('sub'),
    status: 'canceled',
    customerId: 'cus_ada',
    currency: 'eur',
    endedAtSeconds: nowSeconds,
    reason: 'cancellation_requested',
  };
  return { ...newOrphan(subscription.id, changes.propertyId), kind: 'subscription', subscription, ...changes };
}

/** A purchase on its way to a destination, due at `dueAtMs`, under the name that an entry holds it by. */
export function newDeliveries(changes: Partial<Delivery> = {}): Record<string, Delivery> {
  const delivery: Delivery = {
    event: 'purchase',
    destinationId: 'dest_1',
    state: 'waiting',
    dueAtMs: nowMs,
    attempts: 0,
    lease: null,
    mayBeTaken: false,
    reason: null,
    atMs: nowMs,
    ...changes,
  };
  return { [deliveryKey(delivery.event, delivery.destinationId)]: delivery };
}

function newBase(stripeId: string, propertyId = shopId): Pick<SessionEntry, CommonField> {
  return {
    id: entryId(propertyId, stripeId),
    version: 1,
    propertyId,
    livemode: false,
    firstSeenAtMs: nowMs,
    deliveries: {},
    changes: [],
  };
}

type CommonField = 'id' | 'version' | 'propertyId' | 'livemode' | 'firstSeenAtMs' | 'deliveries' | 'changes';

function newOrphan(stripeId: string, propertyId?: string): Pick<RefundEntry, CommonField | 'sessionId' | 'resolution'> {
  return {
    ...newBase(stripeId, propertyId),
    sessionId: null,
    resolution: { state: 'orphan', dueAtMs: nowMs, attempts: 0, reason: null },
  };
}
