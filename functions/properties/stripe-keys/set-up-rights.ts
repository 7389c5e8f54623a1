// The rights with which things can be set up in Stripe from here; a key works without them.
import { webhookPermission } from '../../stripe/connect-webhook.ts';
import { linkReadPermission } from '../../stripe/list-payment-links.ts';
import { linkWritePermission } from '../../stripe/redirect-payment-link.ts';
import { isNeededRight, rightBoxes } from './needed-rights.ts';

/** Making the webhook endpoint, and reading, making and changing payment links. */
export const setUpRights = [webhookPermission, linkReadPermission, linkWritePermission] as const;

/** One of them, by Stripe's name. */
export type SetUpRight = (typeof setUpRights)[number];

const otherBoxes: Readonly<Record<string, string>> = {
  rak_checkout_session_read: 'Checkout Sessions: Read',
  rak_promotion_code_read: 'Promotion Codes: Read',
  [webhookPermission]: 'Webhook Endpoints: Write',
  [linkReadPermission]: 'Payment Links: Read',
  [linkWritePermission]: 'Payment Links: Write',
};

/** The box to tick in Stripe's form for a right (`rak_…`); `undefined` for one that is never asked for. */
export function findRightBox(right: string): string | undefined {
  if (isNeededRight(right)) return rightBoxes[right];
  return Object.hasOwn(otherBoxes, right) ? otherBoxes[right] : undefined;
}
