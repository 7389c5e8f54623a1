// The rights that a Stripe key needs for the life of a payment after the thank-you page, by the names of Stripe's own form.
import type { webhookPermission } from '../../stripe/connect-webhook.ts';
import type { LaterRight } from '../../stripe/probe-rights.ts';

/** A right that is good for what comes after the thank-you page; to make a webhook endpoint is not one of them. */
export type NeededRight = Exclude<LaterRight, typeof webhookPermission>;

/** The boxes to tick in Stripe's form, by right. */
export const rightBoxes: Readonly<Record<NeededRight, string>> = {
  rak_event_read: 'Events: Read',
  rak_charge_read: 'Charges and Refunds: Read',
  rak_payment_intent_read: 'PaymentIntents: Read',
  rak_invoice_read: 'Invoices: Read',
  rak_subscription_read: 'Subscriptions: Read',
};

/** All of them. */
export const neededRights: readonly NeededRight[] = Object.keys(rightBoxes).filter(isNeededRight);

/** Whether Stripe's name of a right (`rak_…`) is one of them. */
export function isNeededRight(right: string): right is NeededRight {
  return Object.hasOwn(rightBoxes, right);
}
