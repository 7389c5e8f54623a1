// Finds in the ledger what a later entry goes back to, where that is known and something is still to be done about it.
import type { InvoiceEntry, LaterEntry, SessionEntry } from '../rules/entry.ts';
import { hasEnded, isRenewal } from '../rules/lifecycle.ts';
import { entryId, type Store } from '../store/store.ts';
import { toSessionEntry } from './change-entry.ts';
import type { Recording } from './recording.ts';

/** What a later entry goes back to: its session, and the renewal that a refund or a dispute is about. */
export interface Sold {
  session: SessionEntry;
  invoice?: InvoiceEntry | undefined;
}

/** `undefined` where nothing is left to do, or the ledger does not know. Rejects with StoreUnavailableError. */
export async function findSold(
  store: Pick<Store, 'findEntry' | 'findSessionEntry'>,
  entry: LaterEntry,
  { replan = false }: Pick<Recording, 'replan'>,
): Promise<Sold | undefined> {
  if (!isUnfinished(entry) && !(replan && isWorthAnotherLook(entry))) return undefined;
  if (entry.sessionId !== null) return await findResolved(store, entry, entry.sessionId);
  const reference = findReference(entry);
  const session = reference === null ? undefined : await store.findSessionEntry(entry.propertyId, reference);
  return session && { session };
}

/** By what a session is found that made this: its payment intent or its subscription. */
function findReference(entry: LaterEntry): string | null {
  switch (entry.kind) {
    case 'refund':
      return entry.refund.paymentIntentId;
    case 'dispute':
      return entry.dispute.paymentIntentId;
    case 'invoice':
      return entry.invoice.subscriptionId;
    case 'subscription':
      return entry.subscription.id;
  }
}

function isUnfinished(entry: LaterEntry): boolean {
  if (entry.resolution.state === 'orphan' || isMisjudged(entry)) return true;
  // Its purchase may not say yet how it ended.
  if (entry.kind === 'dispute') return entry.resolution.state === 'resolved' && hasEnded(entry.dispute);
  // What a failed refund had taken of its purchase may have to be given back.
  return entry.kind === 'refund' && entry.resolution.state === 'resolved' && entry.hasFailedLater;
}

/**
 * An earlier version called foreign what takes back a purchase that was told of, where the scope was narrowed since. The payment
 * of a renewal leads to no session in the ledger, so that only a search at Stripe's tells. Once is enough: what is foreign after
 * that stays so.
 */
export function isMisjudged({ kind, resolution }: LaterEntry): boolean {
  const takesBack = kind === 'refund' || kind === 'dispute';
  const isJudged = resolution.state === 'foreign' && resolution.byPurchase === true;
  return takesBack && isOutOfScope({ resolution }) && !isJudged;
}

/** Kept, so that it is not searched for again, but none of the property's. */
export function isOutOfScope({ resolution }: Pick<LaterEntry, 'resolution'>): boolean {
  return resolution.state === 'foreign' && resolution.reason === 'out_of_scope';
}

/** The property's scope may have grown since. */
function isWorthAnotherLook(entry: LaterEntry): boolean {
  return entry.kind !== 'invoice' || isRenewal(entry.invoice);
}

async function findResolved(
  store: Pick<Store, 'findEntry'>,
  entry: LaterEntry,
  sessionId: string,
): Promise<Sold | undefined> {
  const invoiceId = entry.kind === 'refund' || entry.kind === 'dispute' ? entry.invoiceId : null;
  const [session, invoice] = await Promise.all([
    store.findEntry(entryId(entry.propertyId, sessionId)),
    invoiceId === null ? undefined : store.findEntry(entryId(entry.propertyId, invoiceId)),
  ]);
  if (session === undefined) return undefined;
  return { session: toSessionEntry(session), invoice: invoice?.kind === 'invoice' ? invoice : undefined };
}
