// The demo's accounts at the stand-in for Stripe: that of its shop, and another one for a property of one's own.
import { webhookEventTypes } from '../../../functions/stripe/webhook-event-types.ts';
import { embeds } from '../shop/catalog.ts';
import { ownLink } from '../shop/own/own-product.ts';
import type { StripeStandIn } from '../stripe/start-stripe-stand-in.ts';

/** Of the account that the demo's shop sells with. */
export const shopAccountId = 'acct_1PaperAndPineDemo';

/** Reads what the shop's property needs; only the stand-in knows it, and it opens nothing else. */
export const shopStripeKey = 'rk_test_paperAndPineDemoShop';

/** Of the account that is there to be connected by whoever tries the demo. */
const ownAccountId = 'acct_1YourOwnShopDemo';

/** May also make webhooks and payment links, in an account of which the demo's shop hears nothing. */
export const ownStripeKey = 'rk_test_yourOwnShopInTheDemo';

const read = [
  'rak_checkout_session_read',
  'rak_promotion_code_read',
  'rak_event_read',
  'rak_charge_read',
  'rak_payment_intent_read',
  'rak_invoice_read',
  'rak_subscription_read',
  'rak_dispute_read',
];

const setUp = ['rak_webhook_write', 'rak_payment_links_read', 'rak_payment_links_write'];

/** Both accounts with their keys, and what the second one sells; what became of that in earlier runs stays. */
export function addDemoAccounts(stripe: StripeStandIn): void {
  stripe.addAccount({
    id: shopAccountId,
    keys: [{ key: shopStripeKey, permissions: read }],
    publishableKeys: [embeds.publishableKey],
  });
  stripe.addAccount({ id: ownAccountId, keys: [{ key: ownStripeKey, permissions: [...read, ...setUp] }] });
  // The redirect that somebody gave it in the console is theirs.
  if (stripe.findPaymentLink(ownLink.slug) === undefined) stripe.putPaymentLink(ownAccountId, ownLink);
}

/** The secret of the endpoint of the demo's shop, whose events go to `url` from now on. */
export function putShopEndpoint(stripe: StripeStandIn, url: string): string {
  const enabledEvents = [...webhookEventTypes];
  const { secrets } = stripe.putWebhookEndpoint(shopAccountId, { description: 'The demo', url, enabledEvents });
  const [secret] = secrets;
  if (secret === undefined) {
    throw new Error('The endpoint of the demo has no secret.');
  }
  return secret;
}
