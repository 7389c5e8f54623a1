// What of an entry a database must find it by: when something is due, whether it needs a person, what it can be joined by.
import type { Entry } from './entry.ts';

/** The earliest moment at which anything about the entry is due, `null` where nothing is. */
export function findDueAtMs(entry: Entry): number | null {
  const moments = Object.values(entry.deliveries).map(({ dueAtMs }) => dueAtMs);
  if (entry.kind !== 'session' && entry.resolution.state === 'orphan') moments.push(entry.resolution.dueAtMs);
  const due = moments.filter((moment) => moment !== null);
  return due.length === 0 ? null : Math.min(...due);
}

/** Whether a delivery ended in a way that only a person can put right. */
export function isTroubled(entry: Entry): boolean {
  return Object.values(entry.deliveries).some(({ state }) => state === 'dead' || state === 'uncertain');
}

/**
 * The payment intent or subscription of a session, by which refunds, renewals and disputes find it; Checkout makes one of the
 * two or neither. `null` for everything that is no session.
 */
export function findJoinReference(entry: Entry): string | null {
  if (entry.kind !== 'session' || entry.session === null) return null;
  return entry.session.paymentIntentId ?? entry.session.subscriptionId;
}
