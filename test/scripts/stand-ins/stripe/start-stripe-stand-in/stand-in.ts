// A fresh Stripe stand-in before each test of a file, the keys of its account, and ways to ask it.
import Stripe from 'stripe';
import { afterEach, beforeEach } from 'vitest';
import { renderedApiVersion } from '../../../../../scripts/stand-ins/stripe/api-routes.ts';
import {
  type StripeStandIn,
  startStripeStandIn,
} from '../../../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';

/** The account's keys, by what they may read; both modes see sessions. */
export const readKey = 'rk_test_reads_sessions_51Nabcdef';
export const liveKey = 'rk_live_reads_sessions_51Nabcdef';
export const blindKey = 'rk_test_reads_nothing_51Nabcdef';
export const fullKey = 'rk_test_reads_everything_51Nabcd';

/** The stand-in of the running test. */
export let standIn: StripeStandIn;

/** The account that the keys belong to. */
export let accountId: string;

beforeEach(async () => {
  standIn = await startStripeStandIn();
  accountId = standIn.addAccount({
    keys: [
      { key: readKey, permissions: ['rak_checkout_session_read'] },
      { key: liveKey, permissions: ['rak_checkout_session_read'] },
      { key: blindKey, permissions: ['rak_customer_read'] },
      {
        key: fullKey,
        permissions: [
          'rak_bucket_checkout_read',
          'rak_product_read',
          'rak_coupon_read',
          'rak_promotion_code_read',
          'rak_payment_links_write',
          'rak_event_read',
          'rak_charge_read',
          'rak_payment_intent_read',
          'rak_invoice_read',
          'rak_subscription_read',
          'rak_dispute_read',
          'rak_webhook_write',
        ],
      },
    ],
  }).id;
});

afterEach(() => standIn.close());

/** The real SDK, which asks once and gives up after two seconds. */
export function sdk(key: string): Stripe {
  const { hostname, port } = new URL(standIn.url);
  return new Stripe(key, {
    host: hostname,
    port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
    timeout: 2000,
  });
}

/** A bare request with the key that may read sessions, unless the headers say otherwise. */
export function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(standIn.url + path, {
    headers: { authorization: `Bearer ${readKey}`, 'stripe-version': renderedApiVersion, ...headers },
  });
}

/** A well-formed id of no session. */
export const madeUpId = `cs_test_${'a'.repeat(58)}`;
