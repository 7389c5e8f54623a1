// Writes into the ledger that a page's container processed an event, so that no other page is told to push it.
import type { CheckoutEvent } from '../contract/checkout-answer.ts';
import type { Report } from '../contract/report.ts';
import { settleClaim } from '../rules/claims.ts';
import type { Entry } from '../rules/entry.ts';
import { eventId } from '../rules/status.ts';
import { StoreUnavailableError } from '../store/errors.ts';
import { entryId, type Store } from '../store/store.ts';
import { maxLedgerAttempts } from './record-view.ts';

/**
 * `settled`: the event is reported, now or already. `not_believed`: no event of this session was ever held by this claim.
 * `unknown`: nobody has looked at this session yet.
 */
export type ReportOutcome = { kind: 'settled' | 'not_believed'; entry: Entry } | { kind: 'unknown' };

/** Settles the reported event. Rejects with StoreUnavailableError when the store is down or too many write the same entry. */
export async function recordReport(store: Store, report: Report, nowMs: number): Promise<ReportOutcome> {
  const id = entryId(report.property_id, report.checkout_session_id);
  for (let attempt = 1; attempt <= maxLedgerAttempts; attempt++) {
    const entry = await store.findEntry(id);
    if (entry === undefined) return { kind: 'unknown' };
    const event = findEvent(entry, report.event_id);
    if (event === undefined) return { kind: 'not_believed', entry };
    const { settled, next } = settleClaim(entry.events[event], report.claim, nowMs);
    if (!settled) return { kind: 'not_believed', entry };
    if (next === undefined) return { kind: 'settled', entry };
    const changed: Entry = { ...entry, events: { ...entry.events, [event]: next } };
    if ((await store.changeEntry(changed)) === 'changed') {
      return { kind: 'settled', entry: { ...changed, version: changed.version + 1 } };
    }
  }
  throw new StoreUnavailableError('Too many writers want the same entry.');
}

const checkoutEvents = [
  'purchase',
  'trial_start',
  'setup_complete',
  'checkout_pending',
] as const satisfies CheckoutEvent[];

function findEvent(entry: Entry, reportedId: string): CheckoutEvent | undefined {
  return checkoutEvents.find((event) => eventId(event, entry.sessionId) === reportedId);
}
