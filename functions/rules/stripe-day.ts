// Compares a day as Stripe counts it with what the ledger holds of it.
import type { CheckoutSession } from './checkout-session.ts';
import type { StripeDay } from './daily-rollup.ts';
import { dayMs, dayStartMs } from './day.ts';
import type { Property, StripeMode } from './property.ts';
import { isInScope } from './scope.ts';
import { toOutcome } from './status.ts';

/** What Stripe says that was sold on one day of a mode: by session id, whether it belongs to the property. */
export interface StripePurchases {
  mode: StripeMode;
  isOwn: ReadonlyMap<string, boolean>;
}

/** The sessions of the day that the ledger holds, by session id: whether each is a purchase there. */
export type RecordedSessions = Map<string, boolean>;

/** The sessions that sold something, be it for nothing: neither trials, nor set-ups, nor money that is still on its way. */
export function findStripePurchases(
  property: Pick<Property, 'scope' | 'hostnames'>,
  mode: StripeMode,
  sessions: Iterable<CheckoutSession>,
): StripePurchases {
  const isOwn = new Map<string, boolean>();
  for (const session of sessions) {
    const outcome = toOutcome(session);
    const isSold = outcome.kind === 'completed' && outcome.event === 'purchase';
    if (isSold) isOwn.set(session.id, isInScope(property, session));
  }
  return { mode, isOwn };
}

/**
 * What of it the ledger lacks, by why. `out_of_scope`: another property's. `missing`: nobody told of it. `outdated`: recorded,
 * but not as paid.
 */
export function compareDay({ isOwn }: StripePurchases, recorded: RecordedSessions, askedAtMs: number): StripeDay {
  const unrecorded: Record<string, number> = {};
  for (const [sessionId, isOurs] of isOwn) {
    const word = findDifference(recorded.get(sessionId), isOurs);
    if (word !== undefined) unrecorded[word] = (unrecorded[word] ?? 0) + 1;
  }
  return { askedAtMs, paidSessions: isOwn.size, unrecorded };
}

function findDifference(isPurchase: boolean | undefined, isOurs: boolean): string | undefined {
  if (isPurchase === undefined) return isOurs ? 'missing' : 'out_of_scope';
  return isPurchase ? undefined : 'outdated';
}

/** How long after a day Stripe is asked about it: soon, and once more when delayed payments have come in. */
const askAfterMs = [3_600_000, 3 * dayMs] as const;

/** Whether Stripe is to be asked about the day, as far as it was asked already. */
export function isAskDue(day: string, stripe: StripeDay | null | undefined, nowMs: number): boolean {
  const endMs = dayStartMs(day) + dayMs;
  return askAfterMs.some((waitMs) => {
    const dueAtMs = endMs + waitMs;
    return nowMs >= dueAtMs && (stripe == null || stripe.askedAtMs < dueAtMs);
  });
}
