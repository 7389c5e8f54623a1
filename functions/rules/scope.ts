// Which sessions belong to a property: a webhook brings those of the whole Stripe account.
import type { CheckoutSession } from './checkout-session.ts';
import type { SessionEntry } from './entry.ts';
import { isHostAllowed } from './hostnames.ts';
import type { Property, ScopeChange } from './property.ts';

/**
 * Whether the session is one of the property's, by the scope as it is now. That decides about what is newly told of: a purchase,
 * a renewal, the end of a subscription. What takes money back follows its purchase instead, wherever that was told of, so that
 * a changed scope leaves none of them standing for good.
 */
export function isInScope(
  { scope, hostnames }: Pick<Property, 'scope' | 'hostnames'>,
  { paymentLinkId, returnHost }: Pick<CheckoutSession, 'paymentLinkId' | 'returnHost'>,
): boolean {
  switch (scope.kind) {
    case 'account':
      return true;
    case 'payment_links':
      return paymentLinkId !== null && scope.ids.includes(paymentLinkId);
    case 'hostnames':
      return returnHost !== null && isHostAllowed(returnHost, hostnames);
  }
}

/** The same of an entry. What only pages of an older version told of is in the scope of a whole account alone. */
export function isEntryInScope(
  property: Pick<Property, 'scope' | 'hostnames'>,
  { session }: Pick<SessionEntry, 'session'>,
): boolean {
  return session === null ? property.scope.kind === 'account' : isInScope(property, session);
}

/**
 * Whether what came about in that second was the property's then. What was another's is that one's to tell of, such as that of
 * the property from which a payment link was taken; this one cannot know whether that did. A scope that was changed within the
 * second is asked as it was before and as it was after; what is not known of the scopes it had counts as taken in.
 */
export function wasTakenIn(
  { scopeChanges = [] }: Pick<Property, 'scopeChanges'>,
  session: Pick<CheckoutSession, 'paymentLinkId' | 'returnHost'>,
  atSeconds: number,
): boolean {
  const wasIn = (atMs: number): boolean => {
    const ended = scopeChanges.find((change) => change.atMs > atMs);
    return ended === undefined || isInScope(ended, session);
  };
  // Stripe tells whole seconds, cut off.
  return wasIn(atSeconds * 1000) || wasIn(atSeconds * 1000 + 999);
}

/**
 * Whether the checkout began when there was the property, and where its scopes of then are not known, since the last of them
 * grew. Where they are known, they are asked when it is planned.
 */
export function wasInScope(
  { createdAtMs, scopeGrewAtMs = createdAtMs, scopeKnownSinceMs = createdAtMs, scopeChanges = [] }: ScopedProperty,
  { createdSeconds }: Pick<CheckoutSession, 'createdSeconds'>,
): boolean {
  const sinceMs = isNoted(scopeChanges, scopeGrewAtMs) ? scopeKnownSinceMs : scopeGrewAtMs;
  return isSince(createdSeconds, Math.max(createdAtMs, sinceMs));
}

type ScopedProperty = Pick<Property, 'createdAtMs' | 'scopeGrewAtMs' | 'scopeKnownSinceMs' | 'scopeChanges'>;

function isNoted(changes: readonly ScopeChange[], grewAtMs: number): boolean {
  return changes.some(({ atMs }) => atMs === grewAtMs);
}

/** Whether what an entry stands for came about when it was the property's. */
export function wasEntryTakenIn(
  property: Pick<Property, 'scopeChanges'>,
  { session, statusAtSeconds }: Pick<SessionEntry, 'session' | 'statusAtSeconds'>,
): boolean {
  // A page knows that it was paid, not when.
  return session === null || wasTakenIn(property, session, statusAtSeconds ?? session.createdSeconds);
}

/** The second counts as a whole. */
function isSince(atSeconds: number, sinceMs: number): boolean {
  return (atSeconds + 1) * 1000 > sinceMs;
}

/** As long as Stripe remembers its events, so that nothing older is brought in (https://docs.stripe.com/api/events/list). */
const keptDays = 30;
/** Scopes are typed by people; of more changes than this in that time the oldest are forgotten. */
export const maxChanges = 12;

/** The property after a change at `nowMs`. Where its scope is another now, that moment is noted, with what it took in until then. */
export function noteScopeChange(before: Property, after: Property, nowMs: number): Property {
  const hasGrown = grows(before, after);
  // What is narrowed by mistake and put right has to know that it took in the same before.
  if (!hasGrown && !grows(after, before)) return after;
  const { scope, hostnames, scopeGrewAtMs, scopeChanges = [] } = before;
  const recent = scopeChanges.filter(({ atMs }) => nowMs - atMs < keptDays * 86_400_000);
  const noted = [...recent, { atMs: nowMs, scope, hostnames }].slice(-maxChanges);
  const isUnknown = scopeGrewAtMs !== undefined && !isNoted(scopeChanges, scopeGrewAtMs);
  return {
    ...after,
    ...(isUnknown && { scopeKnownSinceMs: scopeGrewAtMs }),
    ...(hasGrown && { scopeGrewAtMs: nowMs }),
    scopeChanges: noted,
  };
}

function grows(before: Property, { scope, hostnames }: Property): boolean {
  switch (before.scope.kind) {
    case 'account':
      return false;
    case 'payment_links':
      return scope.kind !== 'payment_links' || hasMore(before.scope.ids, scope.ids);
    case 'hostnames':
      return scope.kind !== 'hostnames' || hasMore(before.hostnames, hostnames);
  }
}

function hasMore(before: readonly string[], after: readonly string[]): boolean {
  return after.some((one) => !before.includes(one));
}
