// Keeps in a purchase what a buyer's bank took back for good, so that it counts where the purchase counts.
import { addChanges } from '../rules/change-history.ts';
import type { DisputeEntry, EntryChange, LostDispute } from '../rules/entry.ts';
import type { Store } from '../store/store.ts';
import { type EntryWrite, writeEntry } from './change-entry.ts';
import { type PurchaseEntry, toPurchaseEntry } from './purchase-entry.ts';
import type { Recording } from './recording.ts';

/**
 * Writes into the purchase that the dispute is lost, or takes out again what was written of one that is not, unless it stands
 * so there. Rejects with StoreUnavailableError.
 */
export async function noteDispute(
  store: Store,
  purchase: PurchaseEntry,
  { dispute }: DisputeEntry,
  { nowMs, source }: Recording,
): Promise<void> {
  const { id, status, currency } = dispute;
  const lost: LostDispute | undefined =
    status === 'lost' ? { amountMinor: Math.abs(dispute.amountMinor), currency } : undefined;
  const decide = (stored: PurchaseEntry | undefined): EntryWrite<PurchaseEntry> => {
    const isNoted = stored?.lostDisputes?.[id] !== undefined;
    if (stored === undefined || isNoted === (lost !== undefined)) return { next: undefined };
    const line: EntryChange = { atMs: nowMs, source, what: lost ? 'dispute_lost' : 'dispute_undone', about: id };
    const { [id]: _undone, ...others } = stored.lostDisputes ?? {};
    const lostDisputes = lost === undefined ? others : { ...others, [id]: lost };
    return { next: { ...stored, lostDisputes, changes: addChanges(stored.changes, [line]) } };
  };
  const known = { kind: 'recalled', entry: purchase } as const;
  await writeEntry(store, { id: purchase.id, narrow: toPurchaseEntry, decide }, known);
}
