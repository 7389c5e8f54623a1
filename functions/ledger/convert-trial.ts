// Finds the invoice that made a subscription which began free a paid one: the first, also where another was heard of before.
import { addChanges } from '../rules/change-history.ts';
import type { EntryChange, InvoiceEntry, LaterEntry, SessionEntry } from '../rules/entry.ts';
import { canConvert } from '../rules/lifecycle.ts';
import { isTaken } from '../rules/plan-deliveries.ts';
import { planEntry } from '../rules/plan-entry.ts';
import type { Property } from '../rules/property.ts';
import { entryId, type Store } from '../store/store.ts';
import { changeStoredEntry, toSessionEntry, writeEntry } from './change-entry.ts';
import type { Recording } from './recording.ts';

/** The session, in which the invoice stands as its conversion where it is that. Rejects with StoreUnavailableError. */
export async function convertTrial(
  store: Store,
  property: Property,
  entry: InvoiceEntry,
  session: SessionEntry,
  recording: Recording,
): Promise<SessionEntry> {
  const { invoice } = entry;
  const { nowMs, source } = recording;
  const rivalId = session.convertedBy;
  if (!canConvert(session, invoice) || rivalId === invoice.id) return session;
  if (rivalId !== null && !(await giveWay(store, property, { rivalId, invoice, session }, recording))) return session;
  const decide = (stored: SessionEntry | undefined) => {
    if (stored === undefined || stored.convertedBy !== rivalId) return { next: undefined };
    const line: EntryChange = { atMs: nowMs, source, what: 'converted', about: invoice.id };
    return { next: { ...stored, convertedBy: invoice.id, changes: addChanges(stored.changes, [line]) } };
  };
  const known = { kind: 'recalled', entry: session } as const;
  const outcome = await writeEntry(store, { id: session.id, narrow: toSessionEntry, decide }, known);
  if (outcome.kind === 'missing') return session;
  // It may have been planned as the conversion only after it gave way.
  if (outcome.kind === 'changed' && rivalId !== null) {
    await planAsRenewal(store, property, { id: entryId(property.id, rivalId), session: outcome.entry }, recording);
  }
  // Somebody else's invoice was written in between, which may be a later one.
  const isSettled = outcome.entry.convertedBy === invoice.id || outcome.entry.convertedBy === rivalId;
  return isSettled ? outcome.entry : await convertTrial(store, property, entry, outcome.entry, recording);
}

/**
 * Makes a renewal of an invoice that was planned as the conversion, where another is that by now. Not where a destination was
 * told otherwise already. `session` as it stands.
 */
export async function planAsRenewal(
  store: Store,
  property: Property,
  { id, session }: { id: string; session: SessionEntry },
  recording: Recording,
): Promise<void> {
  await changeStoredEntry(store, id, (stored) => {
    const isConversion = stored.kind !== 'invoice' || session.convertedBy === stored.invoice.id;
    if (isConversion || isTaken(stored.deliveries, 'trial_converted')) return undefined;
    const next = planEntry(stored, { property, session, before: 'trial_converted', ...recording });
    return next === stored ? undefined : next;
  });
}

interface Rivals {
  /** The invoice that counts as the conversion so far. */
  rivalId: string;
  invoice: InvoiceEntry['invoice'];
  session: SessionEntry;
}

/**
 * Makes a renewal of an invoice that was heard of before an earlier one. Not where a destination was told otherwise already:
 * then the two have changed places for good.
 */
async function giveWay(
  store: Store,
  property: Property,
  { rivalId, invoice, session }: Rivals,
  recording: Recording,
): Promise<boolean> {
  const converted = { ...session, convertedBy: invoice.id };
  let isGiven = false;
  const change = (stored: LaterEntry | SessionEntry): LaterEntry | undefined => {
    isGiven =
      stored.kind === 'invoice' &&
      invoice.createdSeconds < stored.invoice.createdSeconds &&
      !isTaken(stored.deliveries, 'trial_converted');
    if (!isGiven || stored.kind !== 'invoice') return undefined;
    const next = planEntry(stored, { property, session: converted, before: 'trial_converted', ...recording });
    return next === stored ? undefined : next;
  };
  await changeStoredEntry(store, entryId(property.id, rivalId), change);
  return isGiven;
}
