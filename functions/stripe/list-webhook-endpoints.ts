// The webhook endpoints of a Stripe account: where its events go, which, and in which version.
import type Stripe from 'stripe';
import { type Ask, askWithKey, type KeyErrand, type StripeRefusal } from './ask-with-key.ts';
import { StripeUnavailableError } from './errors.ts';
import { webhookEventTypes } from './webhook-event-types.ts';

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

const pageSize = 100;
/** Stripe allows 16 endpoints of an account; whoever has more got them by agreement. */
const maxPages = 5;

/** All endpoints of the key's account and mode. Never rejects. */
export async function listWebhookEndpoints(errand: KeyErrand): Promise<WebhookEndpointsRead> {
  return await askWithKey(errand, readPages);
}

async function readPages(client: Stripe, ask: Ask): Promise<WebhookEndpointsRead> {
  const endpoints: WebhookEndpoint[] = [];
  let after: string | undefined;
  for (let pages = 0; pages < maxPages; pages += 1) {
    const params = { limit: pageSize, ...(after !== undefined && { starting_after: after }) };
    const page = await ask(() => client.webhookEndpoints.list(params));
    if (!Array.isArray(page.data)) throw new StripeUnavailableError('malformed_answer');
    endpoints.push(...page.data.map(toWebhookEndpoint));
    after = page.has_more ? page.data.at(-1)?.id : undefined;
    if (after === undefined) break;
  }
  return { kind: 'listed', endpoints };
}

function toWebhookEndpoint({ id, url, status, api_version, enabled_events }: Stripe.WebhookEndpoint): WebhookEndpoint {
  const types: readonly string[] = enabled_events;
  return {
    id,
    url,
    isEnabled: status === 'enabled',
    apiVersion: api_version,
    missingEventTypes: types.includes('*') ? [] : webhookEventTypes.filter((type) => !types.includes(type)),
  };
}
