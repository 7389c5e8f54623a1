// Takes up again what the server did not send for want of consent, once the page tells that consent was given.
import { addChanges } from '../rules/change-history.ts';
import type { Delivery } from '../rules/delivery.ts';
import type { EntryChange, SessionEntry } from '../rules/entry.ts';
import { findEvent } from '../rules/lifecycle.ts';
import { isReportedBy } from '../rules/page-push.ts';
import { findSinceMs, maxUntoldMs } from '../rules/plan-entry.ts';
import type { Property } from '../rules/property.ts';
import { toServerConsent } from '../rules/server-consent.ts';

/**
 * The entry with what waits again: of page and passport the newer counts, also where the older was acted upon. Only while the
 * event may still be sent, stands for what the session is now, and no page reported it. The same object where nothing changes.
 */
export function resumeConsented(
  entry: SessionEntry,
  property: Pick<Property, 'sender' | 'graceMinutes' | 'unknownConsent'>,
  nowMs: number,
): SessionEntry {
  const event = findEvent(entry);
  const isDone = event !== undefined && isReportedBy(entry, event, property);
  if (property.sender === 'browser' || isDone || nowMs - findSinceMs(entry) > maxUntoldMs) return entry;
  const resumable = Object.entries(entry.deliveries).filter(
    ([, delivery]) => delivery.event === event && wasSuppressed(delivery),
  );
  if (resumable.length === 0 || toServerConsent(entry, property).states.analytics_storage === 'denied') return entry;
  // The page that tells of it may push the event itself.
  const dueAtMs = property.sender === 'browser_first' ? nowMs + property.graceMinutes * 60_000 : nowMs;
  const resumed = resumable.map(([key, delivery]): [string, Delivery] => [
    key,
    { ...delivery, state: 'waiting', dueAtMs, attempts: 0, reason: null, atMs: nowMs },
  ]);
  const lines = resumed.map(([about]): EntryChange => ({ atMs: nowMs, source: 'page', what: 'planned', about }));
  return {
    ...entry,
    deliveries: { ...entry.deliveries, ...Object.fromEntries(resumed) },
    changes: addChanges(entry.changes, lines),
  };
}

/** What may have been taken by an earlier try is left to whoever can look into the destination. */
function wasSuppressed({ state, reason, mayBeTaken }: Delivery): boolean {
  return state === 'suppressed' && reason === 'consent' && !mayBeTaken;
}
