// Writes into the ledger that a container processed an event, a page's or one that ran for it, so that nobody else tells of it.
import type { CheckoutEvent } from '../contract/checkout-answer.ts';
import type { Report } from '../contract/report.ts';
import { reportEvent } from '../rules/claims.ts';
import { reportByContainer } from '../rules/container-claims.ts';
import type { SessionEntry } from '../rules/entry.ts';
import { pageEvents } from '../rules/lifecycle.ts';
import type { Property } from '../rules/property.ts';
import { eventId } from '../rules/status.ts';
import { entryId, type Store } from '../store/store.ts';
import { toSessionEntry, writeEntry } from './change-entry.ts';

/**
 * `settled`: the event is reported, now or already. `not_believed`: no event of this session was ever held by this claim.
 * `unknown`: nobody has looked at this session yet.
 */
export type ReportOutcome = { kind: 'settled' | 'not_believed'; entry: SessionEntry } | { kind: 'unknown' };

/** Whose report it is: that of a page, or that of a server container which ran for it. */
export type Reporter = 'page' | 'container';

/** Settles the reported event. Rejects with StoreUnavailableError when the store is down or too many write the same entry. */
export async function recordReport(
  store: Store,
  property: Pick<Property, 'id' | 'sender' | 'graceMinutes'>,
  report: Report,
  nowMs: number,
  reporter: Reporter = 'page',
): Promise<ReportOutcome> {
  let isBelieved = false;
  const decide = (stored: SessionEntry | undefined) => {
    const event = stored && findReported(stored, report.event_id);
    if (stored === undefined || event === undefined) return { next: undefined };
    const settle = reporter === 'container' ? reportByContainer : reportEvent;
    const { settled, next } = settle(stored, { event, claim: report.claim, property, nowMs });
    isBelieved = settled;
    return { next };
  };
  const id = entryId(property.id, report.checkout_session_id);
  const outcome = await writeEntry(store, { id, narrow: toSessionEntry, decide });
  if (outcome.kind === 'missing') return { kind: 'unknown' };
  return { kind: isBelieved ? 'settled' : 'not_believed', entry: outcome.entry };
}

function findReported(entry: SessionEntry, reportedId: string): CheckoutEvent | undefined {
  return pageEvents.find((event) => eventId(event, entry.sessionId) === reportedId);
}
