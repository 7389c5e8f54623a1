// Writes into the ledger what Stripe answered when the server itself asked about a session: its lines and its buyer.
import { toBuyerRecord } from '../rules/buyer-record.ts';
import type { CheckoutSession } from '../rules/checkout-session.ts';
import type { SessionEntry } from '../rules/entry.ts';
import { isBareTombstone, isErased } from '../rules/erased-session.ts';
import { findEvent } from '../rules/lifecycle.ts';
import { beginEntry, mergeSession, type SessionNews, toSessionStatus } from '../rules/merge-session.ts';
import { maxUntoldMs, planEntry } from '../rules/plan-entry.ts';
import type { Property } from '../rules/property.ts';
import { isInScope, wasInScope } from '../rules/scope.ts';
import { toSessionRecord } from '../rules/session-record.ts';
import type { BuyerRecord } from '../rules/stored-records.ts';
import { entryId, type Store } from '../store/store.ts';
import { type EntryWrite, toSessionEntry, writeEntry } from './change-entry.ts';
import type { IgnoredReason } from './record-change.ts';
import type { Recording } from './recording.ts';

export type SessionOutcome = { kind: 'recorded'; entry: SessionEntry } | { kind: 'ignored'; reason: IgnoredReason };

/**
 * Completes the entry of a session, whatever the scope is by now, or creates that of one in scope. The session must have been
 * read from Stripe, with its lines. Its buyer is kept anew where the property lets personal data leave, something is or was to
 * be told of it, and nobody erased it. Rejects with StoreUnavailableError.
 */
export async function recordSession(
  store: Store,
  property: Property,
  session: CheckoutSession,
  recording: Recording,
): Promise<SessionOutcome> {
  const { nowMs, source } = recording;
  const isOurs = isInScope(property, session);
  const ignored: SessionOutcome = { kind: 'ignored', reason: isOurs ? 'session_open' : 'out_of_scope' };
  const status = toSessionStatus(session, false);
  if (status === undefined) return ignored;
  const news: SessionNews = { status, session: toSessionRecord(session, true), atSeconds: null, nowMs, source };
  const id = entryId(property.id, session.id);
  const buyer = status === 'expired' ? undefined : toBuyerRecord(id, property, session, nowMs);
  const isTold = nowMs - session.createdSeconds * 1000 <= maxUntoldMs && wasInScope(property, session);
  let isKept = false;
  const decide = (stored: SessionEntry | undefined): EntryWrite<SessionEntry> => {
    isKept = isOurs || (stored !== undefined && !isBareTombstone(stored));
    if (!isKept) return { next: undefined };
    if (stored !== undefined) return complete(stored, { property, news, isTold, isOurs, buyer, recording });
    const begun = beginEntry(id, property.id, news);
    return { next: isTold ? planEntry(begun, { property, before: undefined, ...recording }) : begun, buyer };
  };
  const outcome = await writeEntry(store, { id, narrow: toSessionEntry, decide });
  if (outcome.kind === 'missing' || !isKept) return ignored;
  return { kind: 'recorded', entry: outcome.entry };
}

interface Reading {
  property: Property;
  news: SessionNews;
  /** It is young enough to be told of, though nobody did so yet, and was the property's from its beginning. */
  isTold: boolean;
  isOurs: boolean;
  buyer: BuyerRecord | undefined;
  recording: Recording;
}

function complete(stored: SessionEntry, reading: Reading): EntryWrite<SessionEntry> {
  const { property, news, isTold, isOurs, buyer, recording } = reading;
  // Money that arrives out of scope is none of the property's, whoever tells of it.
  const known = isOurs ? news : { ...news, status: stored.status };
  const merged = mergeSession(stored, known) ?? stored;
  const isUntold = !isTold && isBareTombstone(stored);
  const next = isUntold ? merged : planEntry(merged, { property, before: findEvent(stored), ...recording });
  // The buyer may be known again where the entry knows nothing new.
  const isWanted = isOurs || Object.keys(stored.deliveries).length > 0;
  const kept = isErased(stored) || !isWanted ? undefined : buyer;
  return { next: next === stored && kept === undefined ? undefined : next, buyer: kept };
}
