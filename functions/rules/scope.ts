// Which sessions belong to a property: a webhook brings those of the whole Stripe account.
import type { CheckoutSession } from './checkout-session.ts';
import type { SessionEntry } from './entry.ts';
import { isHostAllowed } from './hostnames.ts';
import type { Property } from './property.ts';

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
 * Whether the checkout began when its like were the property's already. What was sold before is another's to tell of, such as
 * that of the property from which a payment link was taken; this one cannot know whether that did.
 */
export function wasInScope(
  { createdAtMs, scopeGrewAtMs = createdAtMs }: Pick<Property, 'createdAtMs' | 'scopeGrewAtMs'>,
  { createdSeconds }: Pick<CheckoutSession, 'createdSeconds'>,
): boolean {
  // Stripe tells whole seconds, cut off.
  return (createdSeconds + 1) * 1000 > Math.max(createdAtMs, scopeGrewAtMs);
}

/** The property after a change at `nowMs`, with that moment noted where its scope now takes in what it did not before. */
export function noteGrowth(before: Property, after: Property, nowMs: number): Property {
  return grows(before, after) ? { ...after, scopeGrewAtMs: nowMs } : after;
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
