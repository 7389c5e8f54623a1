// The entries that money can be taken back of.
import type { Entry, InvoiceEntry, SessionEntry } from '../rules/entry.ts';
import { CorruptRecordError } from '../store/errors.ts';

/** What was bought: by a session, or by a renewal of its subscription. */
export type PurchaseEntry = SessionEntry | InvoiceEntry;

/** Whether it is one. */
export function isPurchaseEntry(entry: Entry): entry is PurchaseEntry {
  return entry.kind === 'session' || entry.kind === 'invoice';
}

/** The entry as one. Throws CorruptRecordError. */
export function toPurchaseEntry(entry: Entry): PurchaseEntry {
  if (isPurchaseEntry(entry)) return entry;
  throw new CorruptRecordError('The stored entry of a purchase is of another kind. Restore it from a backup.');
}
