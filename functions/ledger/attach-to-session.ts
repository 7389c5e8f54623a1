// Joins what came later with the session it goes back to: fixes what a refund takes back, and plans what is to be told.
import { addChanges } from '../rules/change-history.ts';
import type { EntryChange, InvoiceEntry, LaterEntry, RefundEntry, RefundShare, SessionEntry } from '../rules/entry.ts';
import { isErased, toErasedLater } from '../rules/erased-session.ts';
import { findEvent, hasEnded, isRenewal } from '../rules/lifecycle.ts';
import { planEntry } from '../rules/plan-entry.ts';
import type { Property } from '../rules/property.ts';
import { mayBeToldOf } from '../rules/purchase-telling.ts';
import { toInvoiceAmounts, toSessionAmounts } from '../rules/refund-share.ts';
import { isInScope } from '../rules/scope.ts';
import type { Store } from '../store/store.ts';
import { toLaterEntry, writeEntry } from './change-entry.ts';
import { convertTrial, planAsRenewal } from './convert-trial.ts';
import type { Sold } from './find-sold.ts';
import { noteDispute } from './lost-disputes.ts';
import { markForeign } from './mark-foreign.ts';
import type { Recording } from './recording.ts';
import { giveShareBack, takeShare } from './refund-shares.ts';

/**
 * The entry, resolved: with its share, its conversion, its deliveries; or foreign where nothing of it is to be told. Doing it
 * again does what is missing and nothing twice, wherever it ended before. Rejects with StoreUnavailableError.
 */
export async function attachToSession(
  store: Store,
  property: Property,
  entry: LaterEntry,
  found: Sold,
  recording: Recording,
): Promise<LaterEntry> {
  const reason = findForeignReason(property, entry, found);
  if (reason !== undefined) return await markForeign(store, entry, reason, recording);
  const renewal = found.invoice && isRenewal(found.invoice.invoice) ? found.invoice : undefined;
  switch (entry.kind) {
    case 'refund':
      return await attachRefund(store, property, entry, { session: found.session, invoice: renewal }, recording);
    case 'invoice':
      return await attachInvoice(store, property, entry, found.session, recording);
    case 'dispute':
      if (hasEnded(entry.dispute)) await noteDispute(store, renewal ?? found.session, entry, recording);
      return await resolve(store, property, entry, found.session, recording, {
        invoiceId: renewal?.invoice.id ?? null,
        isOwed: mayBeToldOf(renewal ?? found.session, property),
      });
    case 'subscription':
      return await resolve(store, property, entry, found.session, recording);
  }
}

/**
 * Why nothing is to be told of it, `undefined` where something may be. What the ledger counts as sold, it counts as taken back,
 * too, though its like are out of scope by now.
 */
function findForeignReason(property: Property, entry: LaterEntry, { session, invoice }: Sold): string | undefined {
  const takesBack = entry.kind === 'refund' || entry.kind === 'dispute';
  if (takesBack ? isOutOfScope(invoice) : session.session !== null && !isInScope(property, session.session)) {
    return 'out_of_scope';
  }
  if (entry.kind === 'invoice') return isRenewal(entry.invoice) ? undefined : 'no_renewal';
  // The first invoice of a subscription is what the session itself sold; of others that are no renewals nobody was told.
  const isUntold = invoice && !isRenewal(invoice.invoice) && invoice.invoice.billingReason !== 'subscription_create';
  if (isUntold) return 'no_renewal';
  if (entry.kind !== 'refund') return undefined;
  const currency = invoice && isRenewal(invoice.invoice) ? invoice.invoice.currency : session.session?.currency;
  return currency === undefined || currency === entry.refund.currency ? undefined : 'other_currency';
}

/** Of a renewal: nobody was told of it, and it counts nowhere. */
function isOutOfScope(invoice: InvoiceEntry | undefined): boolean {
  return invoice?.resolution.state === 'foreign' && invoice.resolution.reason === 'out_of_scope';
}

async function attachInvoice(
  store: Store,
  property: Property,
  entry: InvoiceEntry,
  known: SessionEntry,
  recording: Recording,
): Promise<LaterEntry> {
  const session = await convertTrial(store, property, entry, known, recording);
  const resolved = await resolve(store, property, entry, session, recording);
  if (session.convertedBy !== entry.invoice.id) return resolved;
  // An earlier one may have become the conversion before anything was planned here that could have given way.
  const newest = await store.findEntry(session.id);
  if (newest?.kind !== 'session' || newest.convertedBy === session.convertedBy) return resolved;
  await planAsRenewal(store, property, { id: entry.id, session: newest }, recording);
  const stored = await store.findEntry(entry.id);
  return stored === undefined ? resolved : toLaterEntry(stored);
}

async function attachRefund(
  store: Store,
  property: Property,
  entry: RefundEntry,
  { session, invoice }: Sold,
  recording: Recording,
): Promise<LaterEntry> {
  const purchase = invoice ?? session;
  const amounts = invoice
    ? toInvoiceAmounts(invoice, property.valueBasis)
    : toSessionAmounts(session, property.valueBasis);
  const isShared = entry.refund.status === 'succeeded' && !entry.hasFailedLater && amounts !== undefined;
  // In the purchase first: whoever refunds the rest at the same moment counts from there.
  const share = isShared ? await takeShare(store, purchase, entry.refund, amounts, recording) : null;
  const attached = await resolve(store, property, entry, session, recording, {
    invoiceId: invoice?.invoice.id ?? null,
    share,
    isOwed: mayBeToldOf(purchase, property),
  });
  return await giveShareBack(store, purchase, attached, recording);
}

interface Resolved {
  invoiceId?: string | null;
  share?: RefundShare | null;
  isOwed?: boolean;
}

/** Writes the entry as resolved, with what follows from that. */
async function resolve(
  store: Store,
  property: Property,
  entry: LaterEntry,
  session: SessionEntry,
  recording: Recording,
  { invoiceId = null, share = null, isOwed = false }: Resolved = {},
): Promise<LaterEntry> {
  const decide = (stored: LaterEntry | undefined) => {
    if (stored === undefined) return { next: undefined };
    const whole = toResolved(stored, session, { invoiceId, share }, recording);
    const resolved = isErased(session) ? toErasedLater(whole) : whole;
    const before = findEvent(stored, session);
    const next = planEntry(resolved, { property, session, before, isOwed, ...recording });
    return { next: next === stored ? undefined : next };
  };
  const known = { kind: 'recalled', entry } as const;
  const outcome = await writeEntry(store, { id: entry.id, narrow: toLaterEntry, decide }, known);
  return outcome.kind === 'missing' ? entry : outcome.entry;
}

function toResolved(
  stored: LaterEntry,
  { sessionId }: SessionEntry,
  { invoiceId, share }: Required<Pick<Resolved, 'invoiceId' | 'share'>>,
  { nowMs, source }: Recording,
): LaterEntry {
  const isNew = stored.resolution.state !== 'resolved' || (stored.kind === 'refund' && stored.share === null && share);
  if (!isNew) return stored;
  const line: EntryChange = { atMs: nowMs, source, what: 'resolved', about: sessionId };
  const changes = addChanges(stored.changes, [line]);
  const resolved = { sessionId, resolution: { state: 'resolved' }, changes } as const;
  switch (stored.kind) {
    case 'refund':
      return { ...stored, ...resolved, invoiceId, share: stored.share ?? (stored.hasFailedLater ? null : share) };
    case 'dispute':
      return { ...stored, ...resolved, invoiceId };
    case 'invoice':
    case 'subscription':
      return { ...stored, ...resolved };
  }
}
