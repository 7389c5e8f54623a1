// What of an entry a database must find it by: when something is due, happened or changed, whether it needs a person, what it can be joined by.
import type { Delivery } from './delivery.ts';
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
  return Object.values(entry.deliveries).some(awaitsPerson);
}

/** Whether it was given up, and no rule of its destination decides about it. */
export function awaitsPerson({ state, dueAtMs }: Pick<Delivery, 'state' | 'dueAtMs'>): boolean {
  return state === 'dead' || (state === 'uncertain' && dueAtMs === null);
}

/**
 * The payment intent or subscription of a session, by which refunds, renewals and disputes find it; Checkout makes one of the
 * two or neither. `null` for everything that is no session.
 */
export function findJoinReference(entry: Entry): string | null {
  if (entry.kind !== 'session' || entry.session === null) return null;
  return entry.session.paymentIntentId ?? entry.session.subscriptionId;
}

/** The session that a refund, invoice, dispute or ended subscription goes back to; `null` for a session, and while it is unknown. */
export function findOriginSessionId(entry: Entry): string | null {
  return entry.kind === 'session' ? null : entry.sessionId;
}

/**
 * When what the entry is about happened, in ms by Stripe's clock: it says which day the entry counts to and where it stands in a
 * list. Where nothing of Stripe's is known yet, when it was first seen; otherwise it never changes.
 */
export function findOccurredAtMs(entry: Entry): number {
  const seconds = findCreatedSeconds(entry);
  return seconds === null ? entry.firstSeenAtMs : seconds * 1000;
}

function findCreatedSeconds(entry: Entry): number | null {
  switch (entry.kind) {
    case 'session':
      return entry.session?.createdSeconds ?? null;
    case 'refund':
      return entry.refund.createdSeconds;
    case 'invoice':
      return entry.invoice.createdSeconds;
    case 'dispute':
      return entry.dispute.createdSeconds;
    case 'subscription':
      return entry.subscription.endedAtSeconds;
  }
}

/** When the entry last changed, by the latest line of its history. */
export function findChangedAtMs(entry: Entry): number {
  return entry.changes.reduce((latest, { atMs }) => Math.max(latest, atMs), entry.firstSeenAtMs);
}
