// Finds the session of a refund, renewal, dispute or cancellation that came before it, or finds out that it is none of ours.
import { attachToSession } from '../ledger/attach-to-session.ts';
import { changeStoredEntry } from '../ledger/change-entry.ts';
import { markForeign } from '../ledger/mark-foreign.ts';
import type { PropertyRecord } from '../properties/property-cache.ts';
import { findPauseMs, findSearchDelayMs } from '../rules/back-off.ts';
import type { Missing } from '../rules/delivery-steps.ts';
import type { Entry, LaterEntry } from '../rules/entry.ts';
import type { DeliveryRun } from './delivery-run.ts';
import { findPurchase } from './find-purchase.ts';

/** Stripe forgets its events after as long; what could not be asked about until then never will be. */
const maxOrphanMs = 30 * 86_400_000;

/** Whether a search for the entry's session is due. */
export function isDueOrphan(entry: Entry, nowMs: number): entry is LaterEntry {
  return entry.kind !== 'session' && entry.resolution.state === 'orphan' && entry.resolution.dueAtMs <= nowMs;
}

/**
 * The entry as it is after the search: resolved and with its deliveries planned, or `undefined` where there is nothing more to
 * do about it now. Rejects as the store does.
 */
export async function resolveOrphan(
  run: DeliveryRun,
  record: PropertyRecord,
  entry: LaterEntry,
): Promise<LaterEntry | undefined> {
  const { context, book } = run;
  const found = await findPurchase(run, record, entry);
  switch (found.kind) {
    case 'found': {
      const when = { nowMs: context.now(), source: 'sweep' } as const;
      const attached = await attachToSession(context.store, record.property, entry, found.purchase, when);
      book.count(attached.resolution.state === 'resolved' ? 'resolved' : 'foreign');
      return attached;
    }
    case 'foreign':
      await giveUp(run, entry, found.reason);
      return undefined;
    case 'not_found':
      await searchAgain(run, entry);
      return undefined;
    case 'missing':
      await waitFor(run, entry, found.missing);
      return undefined;
  }
}

/** Ends the search for good. */
export async function giveUp({ context, book }: DeliveryRun, entry: LaterEntry, reason: string): Promise<void> {
  await markForeign(context.store, entry, reason, { nowMs: context.now(), source: 'sweep' });
  book.count('foreign');
}

async function searchAgain(run: DeliveryRun, entry: LaterEntry): Promise<void> {
  const { context } = run;
  const attempts = entry.resolution.state === 'orphan' ? entry.resolution.attempts + 1 : 1;
  const delayMs = findSearchDelayMs(attempts, context.random());
  if (delayMs === undefined) await giveUp(run, entry, 'not_found');
  else await putOff(run, entry, { delayMs, attempts, reason: 'not_found' });
}

/** Waits for whoever could not be asked, without counting it as a search. */
export async function waitFor(run: DeliveryRun, entry: LaterEntry, missing: Missing): Promise<void> {
  const { context } = run;
  const waitedMs = Math.max(0, context.now() - entry.firstSeenAtMs);
  if (waitedMs >= maxOrphanMs) {
    await giveUp(run, entry, missing.reason);
    return;
  }
  const attempts = entry.resolution.state === 'orphan' ? entry.resolution.attempts : 0;
  const delayMs = findPauseMs(waitedMs, context.random(), missing.retryAfterMs);
  await putOff(run, entry, { delayMs, attempts, reason: missing.reason });
}

async function putOff(
  { context, book }: DeliveryRun,
  { id, propertyId }: LaterEntry,
  { delayMs, attempts, reason }: { delayMs: number; attempts: number; reason: string },
): Promise<void> {
  const dueAtMs = context.now() + delayMs;
  await changeStoredEntry(context.store, id, (stored) =>
    stored.kind === 'session' || stored.resolution.state !== 'orphan'
      ? undefined
      : { ...stored, resolution: { state: 'orphan', dueAtMs, attempts, reason } },
  );
  book.count('unresolved');
  book.explain({ propertyId, destinationId: null, outcome: 'unresolved', reason });
}
