// Renders one event for one destination at the moment of its sending, with no more than consent and settings allow then.
import type { ForwardedConsent, ForwardedEvent, LifecycleEvent } from '../contract/forwarded-event.ts';
import type { Click } from './click.ts';
import { deriveClientId } from './derived-client-id.ts';
import type { DestinationBase } from './destination.ts';
import { stricterPolicy } from './email-policy.ts';
import type { Entry, InvoiceEntry, SessionEntry } from './entry.ts';
import { isErased } from './erased-session.ts';
import { toForwardedAttribution } from './forwarded-attribution.ts';
import { requireSession, toForwardedMoney } from './forwarded-money.ts';
import { impersonalReference } from './impersonal-reference.ts';
import { knownFields } from './known-fields.ts';
import { type MetaIds, toMetaUserData } from './meta-user-data.ts';
import { isReportedBy } from './page-push.ts';
import type { EmailPolicy, Property } from './property.ts';
import { toServerConsent } from './server-consent.ts';
import { type Buyer, toUserData } from './user-data.ts';

/** What an event is rendered from. */
export interface ForwardedEventParts {
  event: LifecycleEvent;
  /** What happened. */
  entry: Entry;
  /** The session it goes back to, its lines read; the same as `entry` for what a session itself tells. */
  session: SessionEntry;
  /** The renewal that a refund or dispute goes back to. */
  invoice?: InvoiceEntry | undefined;
  property: Pick<Property, 'id' | 'sender' | 'valueBasis' | 'emailPolicy' | 'unknownConsent' | 'deniedAnalytics'>;
  /** The record that the session's `clickId` names. */
  click?: Click | undefined;
  /** From a record that has not expired, or read anew; without one, nothing is told of them but the customer's id. */
  buyer?: Buyer | undefined;
  destination: Pick<DestinationBase, 'kind' | 'mode'>;
  nowMs: number;
}

/** `consent`: the buyer denied analytics. `mode`: a test session, and the destination is for live ones, or the reverse. */
export type RenderedEvent =
  | { kind: 'event'; event: ForwardedEvent }
  | { kind: 'suppressed'; reason: 'consent' | 'mode' };

/** The event, or why it is not sent at all. Throws IncompleteEntryError where the session, its lines or a share are missing. */
export function toForwardedEvent(given: ForwardedEventParts): RenderedEvent {
  // Somebody may have erased the buyer after these were read.
  const parts = isErased(given.session) ? { ...given, click: undefined, buyer: undefined } : given;
  const { entry, session, property, destination } = parts;
  const record = requireSession(session);
  if (destination.mode !== (record.livemode ? 'live' : 'test')) return { kind: 'suppressed', reason: 'mode' };
  const consent = toServerConsent(session, property, parts.click).states;
  const isAnalysed = consent.analytics_storage === 'granted';
  if (!isAnalysed && property.deniedAnalytics === 'suppress') return { kind: 'suppressed', reason: 'consent' };
  const attribution = toForwardedAttribution({
    session,
    found: parts.click,
    consent,
    followsPage: entry.kind !== 'session' && wasToldByPage(session, property),
    nowMs: parts.nowMs,
  });
  const policy = consent.ad_user_data === 'granted' ? toPolicy(property.emailPolicy, destination) : 'none';
  return {
    kind: 'event',
    event: {
      version: 1,
      property_id: property.id,
      event: parts.event,
      event_id: `${parts.event}:${toStripeId(entry)}`,
      event_time: toEventTime(entry),
      livemode: record.livemode,
      mode: record.mode,
      checkout_session_id: session.sessionId,
      transaction_id: toTransactionId(entry, session),
      customer_id: record.customerId,
      customer_type: null,
      client_reference_id: toReference(session, consent, policy),
      payment_link: record.paymentLinkId,
      subscription_id: record.subscriptionId ?? toSubscriptionId(parts),
      ...attribution.campaign,
      click: attribution.click,
      consent,
      ecommerce: toForwardedMoney({ ...parts, valueBasis: property.valueBasis }),
      ...knownFields({
        client_id: isAnalysed ? attribution.gaClientId : deriveClientId(session.sessionId),
        ga_session_id: attribution.gaSessionId,
      }),
      ...toPersonalData(parts, policy, attribution.metaIds),
    },
  };
}

/** Whether a page's own tag told GA4 of what the session sold, or of the trial that it began. */
function wasToldByPage(session: SessionEntry, property: Pick<Property, 'sender'>): boolean {
  return isReportedBy(session, 'purchase', property) || isReportedBy(session, 'trial_start', property);
}

/** Only the merchant's own container may get what the policy `plain` gives; everybody else gets hashes at most. */
function toPolicy(policy: EmailPolicy, { kind }: Pick<DestinationBase, 'kind'>): EmailPolicy {
  return kind === 'server_container' ? policy : stricterPolicy(policy, 'hashed');
}

function toPersonalData({ session, buyer }: ForwardedEventParts, policy: EmailPolicy, metaIds: MetaIds) {
  const { customerId } = requireSession(session);
  const known: Buyer = buyer ?? { email: null, phone: null, name: null, address: null, customerId };
  return knownFields({
    user_data: toUserData(known, policy),
    meta_user_data: toMetaUserData(known, policy, metaIds),
  });
}

/** A passport carries GA's ids and a click id, an address is personal; any other reference is the merchant's own business. */
function toReference(session: SessionEntry, consent: ForwardedConsent, policy: EmailPolicy): string | null {
  const { clientReferenceId } = requireSession(session);
  const isPassport = session.passport !== null && clientReferenceId === session.passport;
  const mayCarry = consent.ad_storage === 'granted' && consent.analytics_storage === 'granted';
  if (isPassport) return mayCarry ? clientReferenceId : null;
  return policy === 'plain' ? clientReferenceId : impersonalReference(clientReferenceId);
}

function toStripeId(entry: Entry): string {
  switch (entry.kind) {
    case 'session':
      return entry.sessionId;
    case 'refund':
      return entry.refund.id;
    case 'invoice':
      return entry.invoice.id;
    case 'dispute':
      return entry.dispute.id;
    case 'subscription':
      return entry.subscription.id;
  }
}

/** Whole seconds by Stripe's clock; by ours where only a page told of it. */
function toEventTime(entry: Entry): number {
  switch (entry.kind) {
    case 'session':
      return entry.statusAtSeconds ?? Math.floor((entry.settledAtMs ?? entry.firstSeenAtMs) / 1000);
    case 'refund':
      return entry.refund.createdSeconds;
    case 'invoice':
      return entry.invoice.paidAtSeconds ?? entry.invoice.createdSeconds;
    case 'dispute':
      return entry.dispute.createdSeconds;
    case 'subscription':
      return entry.subscription.endedAtSeconds;
  }
}

function toTransactionId(entry: Entry, session: SessionEntry): string {
  switch (entry.kind) {
    case 'invoice':
      return entry.invoice.id;
    case 'refund':
    case 'dispute':
      return entry.invoiceId ?? session.sessionId;
    case 'session':
    case 'subscription':
      return session.sessionId;
  }
}

function toSubscriptionId({ entry, invoice }: ForwardedEventParts): string | null {
  if (entry.kind === 'subscription') return entry.subscription.id;
  return entry.kind === 'invoice' ? entry.invoice.subscriptionId : (invoice?.invoice.subscriptionId ?? null);
}
