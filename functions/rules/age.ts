// The two clocks of a session: how long it is answered at all, and how long with personal data.
import type { CheckoutSession } from './checkout-session.ts';
import type { SessionEntry } from './entry.ts';

const msPerHour = 3_600_000;
const msPerMinute = 60_000;

/** Whether the session was created more than `maxSessionAgeHours` ago. One created in the future, by clocks that differ, is not. */
export function isSessionTooOld(
  session: Pick<CheckoutSession, 'createdSeconds'>,
  maxSessionAgeHours: number,
  nowMs: number,
): boolean {
  return nowMs > session.createdSeconds * 1000 + maxSessionAgeHours * msPerHour;
}

/**
 * Whether personal data may still be answered: for `personalDataMinutes` after the session was first seen settled. While its
 * payment is pending the time counts from when it was first seen at all, since the URL is no more of a secret then.
 */
export function arePersonalDataFresh(
  entry: Pick<SessionEntry, 'firstSeenAtMs' | 'settledAtMs'>,
  personalDataMinutes: number,
  nowMs: number,
): boolean {
  const sinceMs = entry.settledAtMs ?? entry.firstSeenAtMs;
  return nowMs < sinceMs + personalDataMinutes * msPerMinute;
}
