// Compares a day as Stripe counts it with what the ledger holds of it.
import type { CheckoutSession } from './checkout-session.ts';
import type { StripeDay } from './daily-rollup.ts';
import { dayMs, dayStartMs } from './day.ts';
import type { StripeMode } from './property.ts';
import { nameScope, type ScopeProperty } from './roll-up-settings.ts';
import { isInScope } from './scope.ts';
import { toOutcome } from './status.ts';

/** What Stripe says that was sold on one day of a mode: by session id, whether it belongs to the property. */
export interface StripePurchases {
  mode: StripeMode;
  /** Names the scope by which that was decided. */
  scope: string;
  isOwn: ReadonlyMap<string, boolean>;
}

/** The sessions of the day that the ledger holds, by session id: whether each is a purchase there. */
export type RecordedSessions = Map<string, boolean>;

/** The sessions that sold something, be it for nothing: neither trials, nor set-ups, nor money that is still on its way. */
export function findStripePurchases(
  property: ScopeProperty,
  mode: StripeMode,
  sessions: Iterable<CheckoutSession>,
): StripePurchases {
  const isOwn = new Map<string, boolean>();
  for (const session of sessions) {
    const outcome = toOutcome(session);
    const isSold = outcome.kind === 'completed' && outcome.event === 'purchase';
    if (isSold) isOwn.set(session.id, isInScope(property, session));
  }
  return { mode, scope: nameScope(property), isOwn };
}

/**
 * What of it the ledger lacks, by why. What is recorded as a purchase counts as the property's, whatever the scope is by now, as
 * it does in the day's sums. `out_of_scope`: another property's. `missing`: nobody told of it. `outdated`: recorded,
 * but not as paid.
 */
export function compareDay(
  { isOwn, scope }: StripePurchases,
  recorded: RecordedSessions,
  askedAtMs: number,
): StripeDay {
  const unrecorded = new Map<string, number>();
  const open = new Map<string, string>();
  for (const [sessionId, isOurs] of isOwn) {
    const word = findDifference(recorded.get(sessionId), isOurs);
    if (word === undefined) continue;
    addTo(unrecorded, word, 1);
    if (word !== 'out_of_scope' && open.size < maxOpen) open.set(sessionId, word);
  }
  return toStripeDay({ askedAtMs, scope, paidSessions: isOwn.size }, unrecorded, open);
}

/** So many sessions are remembered by id, some 8 kB, so that a page reads a year of roll-ups at once. */
export const maxOpen = 100;

/**
 * What Stripe said, as it stands by what the ledger holds by now: what was told of since is missing no more, and whatever else
 * is a purchase there was paid at Stripe, too late to be in its answer. So the purchases and what is unrecorded always make up
 * all that was paid.
 */
export function compareAgain(stripe: StripeDay, recorded: RecordedSessions, purchases: number): StripeDay {
  // What is not in the list of those that are open.
  const unrecorded = new Map(Object.entries(stripe.unrecorded));
  const open = new Map<string, string>();
  for (const [sessionId, before] of Object.entries(stripe.open ?? {})) {
    addTo(unrecorded, before, -1);
    const word = findDifference(recorded.get(sessionId), true);
    if (word !== undefined) open.set(sessionId, word);
  }
  const paidLater = purchases + open.size + sum(unrecorded) - stripe.paidSessions;
  const surplus = paidLater - takeFrom(unrecorded, paidLater);
  for (const word of open.values()) addTo(unrecorded, word, 1);
  return toStripeDay({ ...stripe, paidSessions: stripe.paidSessions + Math.max(0, surplus) }, unrecorded, open);
}

/** Where more were missing than are remembered, those come first to have been told of since. Answers how many were taken. */
function takeFrom(unrecorded: Map<string, number>, count: number): number {
  let taken = 0;
  for (const word of ['missing', 'outdated']) {
    const share = Math.max(0, Math.min(unrecorded.get(word) ?? 0, count - taken));
    addTo(unrecorded, word, -share);
    taken += share;
  }
  return taken;
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}

function toStripeDay(
  { askedAtMs, scope, paidSessions }: Pick<StripeDay, 'askedAtMs' | 'scope' | 'paidSessions'>,
  unrecorded: ReadonlyMap<string, number>,
  open: ReadonlyMap<string, string>,
): StripeDay {
  const counts = Object.fromEntries([...unrecorded].filter(([, count]) => count > 0));
  return {
    ...{ askedAtMs, paidSessions, unrecorded: counts },
    ...(scope !== undefined && { scope }),
    ...(open.size > 0 && { open: Object.fromEntries(open) }),
  };
}

function addTo(counts: Map<string, number>, word: string, count: number): void {
  counts.set(word, (counts.get(word) ?? 0) + count);
}

function findDifference(isPurchase: boolean | undefined, isOurs: boolean): string | undefined {
  if (isPurchase === true) return undefined;
  if (!isOurs) return 'out_of_scope';
  return isPurchase === undefined ? 'missing' : 'outdated';
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
