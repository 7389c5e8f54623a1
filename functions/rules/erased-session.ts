// What stays of a payment once its buyer's data were erased: a tombstone that counts the money and names nobody.
import { addChanges } from './change-history.ts';
import type { CheckoutSession } from './checkout-session.ts';
import { type Click, findOwnClick } from './click.ts';
import type { EntryChange, LaterEntry, SessionEntry, SessionRecord } from './entry.ts';
import { findOrigins, toClickOrigins, unknownOrigin } from './origin.ts';
import type { Property } from './property.ts';
import { toServerConsent } from './server-consent.ts';

/** Whether somebody had the buyer's data of this session erased, so that none may be kept, answered or sent any more. */
export function isErased({ erasedAtMs }: Pick<SessionEntry, 'erasedAtMs'>): boolean {
  return erasedAtMs !== undefined;
}

/** Whether nothing was told of the session yet but that its buyer is to be erased. It is no checkout that anybody knows of. */
export function isBareTombstone(entry: SessionEntry): boolean {
  return isErased(entry) && entry.session === null && entry.changes[0]?.what === 'erased';
}

/** The record without what tells whose it is. */
export function toErasedRecord(record: SessionRecord): SessionRecord {
  return { ...record, customerId: null, clientReferenceId: null };
}

/** The session as it may still be answered. */
export function toErasedSession(session: CheckoutSession): CheckoutSession {
  const nobody = { email: null, phone: null, name: null, address: null };
  return { ...session, ...nobody, customerId: null, clientReferenceId: null };
}

/** The refund, invoice, dispute or cancellation without the customer's id; the same object where it holds none. */
export function toErasedLater(entry: LaterEntry): LaterEntry {
  if (entry.kind === 'invoice' && entry.invoice.customerId !== null) {
    return { ...entry, invoice: { ...entry.invoice, customerId: null } };
  }
  if (entry.kind === 'subscription' && entry.subscription.customerId !== null) {
    return { ...entry, subscription: { ...entry.subscription, customerId: null } };
  }
  return entry;
}

/** What an erasure is decided by. */
export interface Erasing {
  property: Pick<Property, 'unknownConsent'>;
  /** The record that the entry names, which goes as well. */
  click: Click | undefined;
  change: EntryChange;
}

/**
 * The entry as a tombstone: without click, passport, GA's ids, customer and reference. Consent stays as it counted, so that what
 * still waits goes out as far as the buyer allowed, and so does the campaign, which names nobody.
 */
export function toErasedEntry(entry: SessionEntry, { property, click, change }: Erasing): SessionEntry {
  const { pageGaIds: _ofPage, ...kept } = entry;
  const clickOrigins = entry.clickOrigins ?? findLostOrigins(entry, click);
  return {
    ...kept,
    clickId: null,
    passport: null,
    ...(clickOrigins !== undefined && { clickOrigins }),
    pageConsent: toKeptConsent(entry, property, click, change.atMs),
    session: entry.session && toErasedRecord(entry.session),
    erasedAtMs: entry.erasedAtMs ?? change.atMs,
    changes: addChanges(entry.changes, [change]),
  };
}

/** The campaign that goes with the click and the passport; what the page told of it stays by itself. */
function findLostOrigins(entry: SessionEntry, click: Click | undefined): SessionEntry['clickOrigins'] {
  const own = findOwnClick(entry, click);
  const ofClick = own && toClickOrigins(own);
  if (ofClick !== undefined) return ofClick;
  const isKept = findOrigins({ ...entry, passport: null }).last !== unknownOrigin;
  const origins = findOrigins(entry);
  return isKept || origins.last === unknownOrigin ? undefined : origins;
}

/** Where neither page nor passport nor click told anything, the property goes on to say what counts. */
function toKeptConsent(
  entry: SessionEntry,
  property: Erasing['property'],
  click: Click | undefined,
  nowMs: number,
): SessionEntry['pageConsent'] {
  const own = findOwnClick(entry, click);
  if (entry.passport === null && own === undefined) return entry.pageConsent;
  const { states } = toServerConsent(entry, property, own);
  return { states, atMs: entry.pageConsent?.atMs ?? nowMs };
}

/**
 * The tombstone of a session that nothing was told of yet, as if it had expired: it counts no money, and whatever is told later
 * comes before that. Its mode is that of the session's id.
 */
export function createTombstone(id: string, propertyId: string, sessionId: string, change: EntryChange): SessionEntry {
  return {
    ...{ kind: 'session', id, version: 1, propertyId, sessionId, livemode: sessionId.startsWith('cs_live_') },
    ...{ status: 'expired', firstSeenAtMs: change.atMs, settledAtMs: null, statusAtSeconds: null },
    ...{ events: {}, clickId: null, passport: null, pageCampaign: null, pageConsent: null, session: null },
    ...{ refunds: {}, convertedBy: null, deliveries: {}, changes: [change], erasedAtMs: change.atMs },
  };
}
