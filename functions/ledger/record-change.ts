// Writes into the ledger what Stripe tells of a payment, in whatever order and however often it tells.
import { toBuyerRecord } from '../rules/buyer-record.ts';
import type { CheckoutSession } from '../rules/checkout-session.ts';
import type { Entry, LaterEntry, SessionEntry } from '../rules/entry.ts';
import { isErased } from '../rules/erased-session.ts';
import { findEvent } from '../rules/lifecycle.ts';
import { beginLaterEntry, findObjectId, type LaterNews, type LaterObject, mergeLater } from '../rules/merge-later.ts';
import { beginEntry, mergeSession, type SessionNews, toSessionStatus } from '../rules/merge-session.ts';
import { planEntry } from '../rules/plan-entry.ts';
import type { Property } from '../rules/property.ts';
import { isInScope } from '../rules/scope.ts';
import { toSessionRecord } from '../rules/session-record.ts';
import type { StripeChange } from '../rules/stripe-change.ts';
import { entryId, type Store } from '../store/store.ts';
import { attachToSession } from './attach-to-session.ts';
import { type EntryOutcome, type EntryWrite, toLaterEntry, toSessionEntry, writeEntry } from './change-entry.ts';
import { findSold, isMisjudged, isOutOfScope } from './find-sold.ts';
import { searchAgain } from './mark-foreign.ts';
import type { Recording } from './recording.ts';

/** Why a change is none of the property's, or nothing to record. */
export type IgnoredReason = 'out_of_scope' | 'session_open';

/** `repeat`: nothing of it was new. The entry as it now stands in the store. */
export type ChangeOutcome = { kind: 'recorded' | 'repeat'; entry: Entry } | { kind: 'ignored'; reason: IgnoredReason };

/**
 * Records one change. It never asks Stripe: what a later entry goes back to stays open where the ledger does not know it.
 * Rejects with StoreUnavailableError; recording the same change again then does what is missing.
 */
export async function recordChange(
  store: Store,
  property: Property,
  change: StripeChange,
  recording: Recording,
): Promise<ChangeOutcome> {
  const { object } = change;
  return object.kind === 'session'
    ? await recordSessionChange(store, property, change, object, recording)
    : await recordLaterChange(store, property, change, object, recording);
}

async function recordSessionChange(
  store: Store,
  property: Property,
  change: StripeChange,
  { session, isFailed }: { session: CheckoutSession; isFailed: boolean },
  recording: Recording,
): Promise<ChangeOutcome> {
  const { nowMs, source } = recording;
  if (!isInScope(property, session)) return { kind: 'ignored', reason: 'out_of_scope' };
  const status = toSessionStatus(session, isFailed);
  if (status === undefined) return { kind: 'ignored', reason: 'session_open' };
  const news: SessionNews = {
    status,
    session: toSessionRecord(session, false),
    atSeconds: change.createdSeconds,
    nowMs,
    source,
    about: change.eventId,
  };
  const id = entryId(property.id, session.id);
  // Of a checkout that did not come through, nothing is sent that would name its buyer.
  const isCompleted = status !== 'expired' && status !== 'failed';
  const buyer = isCompleted ? toBuyerRecord(id, property, session, nowMs) : undefined;
  const decide = (stored: SessionEntry | undefined): EntryWrite<SessionEntry> => {
    const merged = stored === undefined ? beginEntry(id, property.id, news) : mergeSession(stored, news);
    const entry = merged ?? stored;
    const before = stored && findEvent(stored);
    const next = entry && planEntry(entry, { property, before, ...recording });
    return { next: next === stored ? undefined : next, buyer: stored && isErased(stored) ? undefined : buyer };
  };
  // These are mostly the first that anybody hears of a session; a creation spares the read.
  const known = isFirstOfSession(change.type) ? ({ kind: 'absent' } as const) : ({ kind: 'unread' } as const);
  return toChangeOutcome(await writeEntry(store, { id, narrow: toSessionEntry, decide }, known));
}

function isFirstOfSession(type: string): boolean {
  return type === 'checkout.session.completed' || type === 'checkout.session.expired';
}

async function recordLaterChange(
  store: Store,
  property: Property,
  { eventId, livemode, type }: StripeChange,
  object: LaterObject,
  recording: Recording,
): Promise<ChangeOutcome> {
  const { nowMs, source } = recording;
  const id = entryId(property.id, findObjectId(object));
  const news: LaterNews = { object, livemode, change: { atMs: nowMs, source, what: type, about: eventId } };
  const decide = (stored: LaterEntry | undefined): EntryWrite<LaterEntry> => {
    if (stored === undefined) return { next: beginLaterEntry(id, property.id, news) };
    const merged = mergeLater(stored, news);
    // What is resolved was in scope when it was, so that its session need not be read again; whatever takes money back is held
    // against what its purchase was told of when it is sent.
    return { next: merged && planEntry(merged, { property, before: findEvent(stored), ...recording, replan: false }) };
  };
  // Recorded before anything else is looked for: whatever happens from here on, the sweep finds it.
  const recorded = toChangeOutcome(await writeEntry(store, { id, narrow: toLaterEntry, decide }, { kind: 'absent' }));
  if (recorded.kind === 'ignored') return recorded;
  const entry = toLaterEntry(recorded.entry);
  const found = await findSold(store, entry, recording);
  if (found === undefined && recording.replan === true && isMisjudged(entry)) {
    return { kind: 'recorded', entry: await searchAgain(store, entry, recording) };
  }
  const attached = found && (await attachToSession(store, property, entry, found, recording));
  if (isOutOfScope(attached ?? entry)) return { kind: 'ignored', reason: 'out_of_scope' };
  const isUnchanged = attached === undefined || attached.version === entry.version;
  return isUnchanged ? recorded : { kind: 'recorded', entry: attached };
}

function toChangeOutcome<E extends Entry>(outcome: EntryOutcome<E>): ChangeOutcome {
  if (outcome.kind === 'missing') return { kind: 'ignored', reason: 'session_open' };
  return { kind: outcome.kind === 'unchanged' ? 'repeat' : 'recorded', entry: outcome.entry };
}
