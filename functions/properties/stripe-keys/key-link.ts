// The address of Stripe's form for a new restricted key, with the boxes ticked that it needs and no others.
import type { StripeMode } from '../../rules/property.ts';
import { linkReadPermission } from '../../stripe/list-payment-links.ts';
import { type NeededRight, neededRights } from './needed-rights.ts';
import type { SetUpRight } from './set-up-rights.ts';

/** What every key needs: to read sessions, and of their coupons the codes that buyers typed. */
const rightsOfEvery = ['rak_checkout_session_read', 'rak_promotion_code_read'] as const;

/** What every key should have, and works without: to look where payment links lead buyers. */
export const recommendedRight = linkReadPermission;

/**
 * Opens Stripe's form for a new restricted key with the boxes ticked that every key needs or should have, and those of these
 * rights. Without a mode, Stripe shows the form in the mode that its dashboard was last in.
 */
export function toKeyLink(rights: readonly (NeededRight | SetUpRight)[], mode?: StripeMode): string {
  const boxes = [...new Set([...rightsOfEvery, recommendedRight, ...rights])].map((right) => `permissions[]=${right}`);
  return `https://dashboard.stripe.com/${mode === 'test' ? 'test/' : ''}apikeys/create?name=Tilltag&${boxes.join('&')}`;
}

/** Opens the form for a key that can do what the thank-you page takes. */
export const restrictedKeyLink = toKeyLink([]);

/** Opens the form for a key that may also read what refunds, renewals, disputes and missed events take. */
export const fullKeyLink = toKeyLink(neededRights);
