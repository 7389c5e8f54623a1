// Closes the search for the session of a later entry without one: nothing is sent of it.

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
    resolution: { state: 'foreign', reason },
    changes: addChanges(stored.changes, [{ atMs: nowMs, source, what: 'foreign', about: reason }]),
  });
  const outcome = await writeEntry(store, { id: entry.id, narrow: toLaterEntry, decide }, { kind: 'recalled', entry });
  return outcome.kind === 'missing' ? entry : outcome.entry;
}
