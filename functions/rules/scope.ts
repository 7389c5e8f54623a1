// Which sessions belong to a property: a webhook brings those of the whole Stripe account.
import type { CheckoutSession } from './checkout-session.ts';
import { isHostAllowed } from './hostnames.ts';
import type { Property } from './property.ts';

/** Whether the session is one of the property's. */
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
