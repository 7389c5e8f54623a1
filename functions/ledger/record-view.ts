// Writes into the ledger that a session was looked at, and finds out whether this look is the first of its event.
import type { CheckoutEvent, CheckoutStatus } from '../contract/checkout-answer.ts';
import { holdClaim } from '../rules/claims.ts';
import type { Entry } from '../rules/entry.ts';
import { StoreUnavailableError } from '../store/errors.ts';
import { entryId, type Store } from '../store/store.ts';

/** One look at a completed session. Without a claim it is recorded, but never the first view. */
export interface View {
  propertyId: string;
  sessionId: string;
  status: CheckoutStatus;
  event: CheckoutEvent;
  claim: string | undefined;
  /** Names the click that led here; `undefined` where nothing does. */
  clickId: string | undefined;
  /** The client_reference_id where it is a passport. */
  passport: string | undefined;
}

export interface RecordedView {
  /** The entry as it now stands in the store. */
  entry: Entry;
  firstView: boolean;
}

interface NextEntry {
  /** The entry to write, `undefined` where nothing changes. */
  next: Entry | undefined;
  firstView: boolean;
}

/** Several pages of one buyer may race, but not many; more conflicts than this mean a store in trouble. */
export const maxLedgerAttempts = 6;

/**
 * What `known`, an entry remembered from earlier, already proves: that this view is not the first and changes nothing. Else
 * `undefined`: another instance may have written since, so that only the store can tell.
 */
export function recallView(known: Entry, view: View, nowMs: number): RecordedView | undefined {
  const { next, firstView } = toNextEntry(known, view, nowMs);
  return firstView || next !== undefined ? undefined : { entry: known, firstView: false };
}

/**
 * Records the view in one write where it is the session's first or `known` is still up to date. Rejects with
 * StoreUnavailableError when the store is down or too many others write the same entry.
 */
export async function recordView(store: Store, view: View, nowMs: number, known?: Entry): Promise<RecordedView> {
  if (known !== undefined) {
    const { next, firstView } = toNextEntry(known, view, nowMs);
    if (next !== undefined && (await store.changeEntry(next)) === 'changed') return toRecorded(next, firstView);
  } else {
    const { entry, firstView } = createFirst(view, nowMs);
    if ((await store.createEntry(entry)) === 'created') return { entry, firstView };
  }
  return await recordOntoStored(store, view, nowMs);
}

async function recordOntoStored(store: Store, view: View, nowMs: number): Promise<RecordedView> {
  for (let attempt = 1; attempt <= maxLedgerAttempts; attempt++) {
    const stored = await store.findEntry(entryId(view.propertyId, view.sessionId));
    if (stored === undefined) {
      const { entry, firstView } = createFirst(view, nowMs);
      if ((await store.createEntry(entry)) === 'created') return { entry, firstView };
      continue;
    }
    const { next, firstView } = toNextEntry(stored, view, nowMs);
    if (next === undefined) return { entry: stored, firstView };
    if ((await store.changeEntry(next)) === 'changed') return toRecorded(next, firstView);
  }
  throw new StoreUnavailableError('Too many writers want the same entry.');
}

function createFirst(view: View, nowMs: number): RecordedView {
  const { firstView, next } = holdClaim(undefined, view.claim, nowMs);
  return {
    firstView,
    entry: {
      id: entryId(view.propertyId, view.sessionId),
      version: 1,
      propertyId: view.propertyId,
      sessionId: view.sessionId,
      status: view.status,
      firstSeenAtMs: nowMs,
      settledAtMs: view.status === 'pending' ? null : nowMs,
      events: next === undefined ? {} : { [view.event]: next },
      clickId: view.clickId ?? null,
      passport: view.passport ?? null,
    },
  };
}

function toNextEntry(entry: Entry, view: View, nowMs: number): NextEntry {
  const { firstView, next } = holdClaim(entry.events[view.event], view.claim, nowMs);
  // Money that arrived does not become pending again, whatever an older answer of Stripe's says.
  const settles = entry.status === 'pending' && view.status !== 'pending';
  const joins = entry.clickId === null && view.clickId !== undefined;
  if (next === undefined && !settles && !joins) return { next: undefined, firstView };
  return {
    firstView,
    next: {
      ...entry,
      ...(settles && { status: view.status, settledAtMs: nowMs }),
      ...(joins && { clickId: view.clickId ?? null, passport: view.passport ?? null }),
      ...(next !== undefined && { events: { ...entry.events, [view.event]: next } }),
    },
  };
}

function toRecorded(written: Entry, firstView: boolean): RecordedView {
  return { entry: { ...written, version: written.version + 1 }, firstView };
}
