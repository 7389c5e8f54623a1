// Which payment links of a Stripe account can be a property's, where several properties share one.
import type { Property } from './property.ts';
import type { RedirectVerdict } from './redirect-url.ts';

/**
 * Whether the link with this verdict about its redirect can be the property's. Where hostnames say whose payments these are,
 * links that lead elsewhere are somebody else's.
 */
export function isOwnLink(
  { scope }: Pick<Property, 'scope'>,
  { id, verdict }: { id: string; verdict: RedirectVerdict },
): boolean {
  switch (scope.kind) {
    case 'account':
      return true;
    case 'payment_links':
      return scope.ids.includes(id);
    case 'hostnames':
      return verdict !== 'other_host' && verdict !== 'hosted_confirmation';
  }
}
