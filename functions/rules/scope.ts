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
