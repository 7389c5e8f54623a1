// Closes the search for the session of a later entry without one, so that nothing is sent of it, or opens it again.

import { addChanges } from '../rules/change-history.ts';
import type { LaterEntry } from '../rules/entry.ts';
import { toErasedLater } from '../rules/erased-session.ts';
import type { Store } from '../store/store.ts';
import { toLaterEntry, writeEntry } from './change-entry.ts';
import type { Recording } from './recording.ts';

/**
 * The entry as foreign for a reason, a short stable word. One that was resolved meanwhile stays so. Rejects with
 * StoreUnavailableError.
 */
export async function markForeign(
  store: Store,
  entry: LaterEntry,
  reason: string,
  { nowMs, source }: Pick<Recording, 'nowMs' | 'source'>,
): Promise<LaterEntry> {
  const decide = (stored: LaterEntry | undefined) => ({
    next: stored?.resolution.state === 'orphan' ? toForeign(stored) : undefined,
  });
  // Without the customer, because no session leads an erasure here.
  const toForeign = (stored: LaterEntry): LaterEntry => ({
    ...toErasedLater(stored),
    resolution: { state: 'foreign', reason, ...(isByPurchase(stored, reason) && { byPurchase: true }) },
    changes: addChanges(stored.changes, [{ atMs: nowMs, source, what: 'foreign', about: reason }]),
  });
  const outcome = await writeEntry(store, { id: entry.id, narrow: toLaterEntry, decide }, { kind: 'recalled', entry });
  return outcome.kind === 'missing' ? entry : outcome.entry;
}

function isByPurchase({ kind }: LaterEntry, reason: string): boolean {
  return (kind === 'refund' || kind === 'dispute') && reason === 'out_of_scope';
}

/** The entry with its search open and due again, where it was foreign. Rejects with StoreUnavailableError. */
export async function searchAgain(
  store: Store,
  entry: LaterEntry,
  { nowMs, source }: Pick<Recording, 'nowMs' | 'source'>,
): Promise<LaterEntry> {
  const toOpen = (stored: LaterEntry): LaterEntry => ({
    ...stored,
    resolution: { state: 'orphan', dueAtMs: nowMs, attempts: 0, reason: null },
    changes: addChanges(stored.changes, [{ atMs: nowMs, source, what: 'searched_again' }]),
  });
  const decide = (stored: LaterEntry | undefined) => ({
    next: stored?.resolution.state === 'foreign' ? toOpen(stored) : undefined,
  });
  const outcome = await writeEntry(store, { id: entry.id, narrow: toLaterEntry, decide }, { kind: 'recalled', entry });
  return outcome.kind === 'missing' ? entry : outcome.entry;
}
