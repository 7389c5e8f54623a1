// The webhook endpoints of a Stripe account: where its events go, which, and in which version.
import type Stripe from 'stripe';
import { askWithKey, type KeyErrand, type StripeRefusal } from './ask-with-key.ts';
import { StripeUnavailableError } from './errors.ts';
import { readEndpoints } from './read-endpoints.ts';
import { webhookEventTypes } from './webhook-event-types.ts';
import { toWireRecord } from './wire-record.ts';

/** The right that listing takes, by Stripe's name; the right to make endpoints includes it. */
export const endpointReadPermission = 'rak_webhook_read';

/** One endpoint, ours or not. */
export interface WebhookEndpoint {
  /** `we_…` */
  id: string;
  url: string;
  isEnabled: boolean;
  /** `null` where it follows the account's default. */
  apiVersion: string | null;
  /** Of the types that a property needs, those that the endpoint does not get. */
  missingEventTypes: string[];
}

/** The endpoints, newest first, or why they could not be read. */
export type WebhookEndpointsRead = { kind: 'listed'; endpoints: WebhookEndpoint[] } | StripeRefusal;

/** All endpoints of the key's account and mode. Never rejects. */
export async function listWebhookEndpoints(errand: KeyErrand): Promise<WebhookEndpointsRead> {
  return await askWithKey<WebhookEndpointsRead>(errand, async (client, ask) => {
    const endpoints: WebhookEndpoint[] = [];
    for await (const endpoint of readEndpoints(client, ask)) endpoints.push(toWebhookEndpoint(endpoint));
    return { kind: 'listed', endpoints };
  });
}

function toWebhookEndpoint(endpoint: Stripe.WebhookEndpoint): WebhookEndpoint {
  const record = toWireRecord(endpoint);
  const [id, url, events] = [record?.text('id'), record?.text('url'), record?.raw['enabled_events']];
  if (record === undefined || !id || !url || !Array.isArray(events)) {
    throw new StripeUnavailableError('malformed_answer');
  }
  const types: readonly unknown[] = events;
  return {
    id,
    url,
    isEnabled: record.text('status') === 'enabled',
    apiVersion: record.text('api_version'),
    missingEventTypes: types.includes('*') ? [] : webhookEventTypes.filter((type) => !types.includes(type)),
  };
}
