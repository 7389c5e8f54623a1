// What refunds take back of a purchase, kept in the purchase itself, so that no two of them count from the same sum.
import { addChanges } from '../rules/change-history.ts';
import type { EntryChange, LaterEntry, RefundShare } from '../rules/entry.ts';
import { isAnyTaken } from '../rules/plan-deliveries.ts';
import { type PurchaseAmounts, toRefundShare } from '../rules/refund-share.ts';
import type { Refund } from '../rules/stripe-change.ts';
import type { Store } from '../store/store.ts';
import { changeStoredEntry, type EntryWrite, toLaterEntry, writeEntry } from './change-entry.ts';
import { isPurchaseEntry, type PurchaseEntry, toPurchaseEntry } from './purchase-entry.ts';
import type { Recording } from './recording.ts';

/** The refund's share, written into the purchase unless it stands there. `null` where the purchase was erased. */
export async function takeShare(
  store: Store,
  purchase: PurchaseEntry,
  refund: Refund,
  amounts: PurchaseAmounts,
  { nowMs, source }: Recording,
): Promise<RefundShare | null> {
  const decide = (stored: PurchaseEntry | undefined): EntryWrite<PurchaseEntry> => {
    if (stored === undefined || Object.hasOwn(stored.refunds, refund.id)) return { next: undefined };
    const share = toRefundShare(amounts, Object.values(stored.refunds), refund);
    const line: EntryChange = { atMs: nowMs, source, what: 'refunded', about: refund.id };
    const changes = addChanges(stored.changes, [line]);
    return { next: { ...stored, refunds: { ...stored.refunds, [refund.id]: share }, changes } };
  };
  const known = { kind: 'recalled', entry: purchase } as const;
  const outcome = await writeEntry(store, { id: purchase.id, narrow: toPurchaseEntry, decide }, known);
  return outcome.kind === 'missing' ? null : (outcome.entry.refunds[refund.id] ?? null);
}

/**
 * Of a refund that failed after it succeeded: takes its share out of the purchase again, so that a second try counts in full.
 * Where a destination was told or may have been, the share stays, marked as failed. The refund's entry as it then stands; of
 * any other the entry as it is.
 */
export async function giveShareBack(
  store: Store,
  purchase: PurchaseEntry,
  entry: LaterEntry,
  { nowMs, source }: Recording,
): Promise<LaterEntry> {
  if (entry.kind !== 'refund' || !entry.hasFailedLater) return entry;
  const wasTold = isAnyTaken(entry.deliveries);
  const line: EntryChange = { atMs: nowMs, source, what: 'refund_undone', about: entry.refund.id };
  await changeStoredEntry(store, purchase.id, (stored) => {
    const share = isPurchaseEntry(stored) ? stored.refunds[entry.refund.id] : undefined;
    if (!isPurchaseEntry(stored) || share === undefined || (wasTold && share.hasFailed)) return undefined;
    const { [entry.refund.id]: _failed, ...others } = stored.refunds;
    const refunds = wasTold ? { ...stored.refunds, [entry.refund.id]: { ...share, hasFailed: true } } : others;
    return { ...stored, refunds, changes: addChanges(stored.changes, [line]) };
  });
  if (wasTold) return entry;
  const outcome = await changeStoredEntry(store, entry.id, (stored) =>
    stored.kind === 'refund' && stored.share !== null
      ? { ...stored, share: null, changes: addChanges(stored.changes, [line]) }
      : undefined,
  );
  return outcome.kind === 'missing' ? entry : toLaterEntry(outcome.entry);
}
