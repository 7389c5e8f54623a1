// Makes the webhook endpoint of a property in the merchant's Stripe account, or finds the one that is there already.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type Stripe from 'stripe';
import type { Ask } from './ask-with-key.ts';
import { createClient, openStripeConnection, stripeApiVersion } from './create-client.ts';
import { StripeKeyRejectedError, StripeUnavailableError } from './errors.ts';
import { readEndpoints } from './read-endpoints.ts';
import { webhookEventTypes } from './webhook-event-types.ts';
import { withRetries } from './with-retries.ts';

/** The right that a key needs to make webhook endpoints; it includes the right to list them. */
export const webhookPermission = 'rak_webhook_write';

/** An endpoint with the URL that was asked for, which somebody made earlier. Stripe shows its secret in the dashboard only. */
export interface KnownEndpoint {
  /** `we_…` */
  id: string;
  isEnabled: boolean;
  /** `null` where it follows the account's default. */
  apiVersion: string | null;
  /** Of the types that a property needs, those that the endpoint does not get. */
  missingEventTypes: string[];
}

/** What came of it. `created` is the only time that Stripe tells the secret (`whsec_…`). */
export type WebhookConnection =
  | { kind: 'created'; endpointId: string; secret: string }
  | { kind: 'exists'; endpoint: KnownEndpoint }
  | { kind: 'missing_permission'; permission: string }
  | { kind: 'rejected' }
  | { kind: 'unavailable'; reason: string };

export interface WebhookRequest {
  apiKey: string;
  /** Where events are to go. */
  url: string;
  /** Stripe's own address unless given. */
  apiBase?: string | undefined;
}

const budgetMs = 10_000;

/** Asks first, so that no URL gets two endpoints. Never rejects, and tells nothing of the account behind the key. */
export async function connectWebhook({ apiKey, url, apiBase }: WebhookRequest): Promise<WebhookConnection> {
  const connection = openStripeConnection(apiBase);
  const deadlineAtMs = Date.now() + budgetMs;
  const ask = <T>(send: () => Promise<T>): Promise<T> =>
    withRetries(
      send,
      { deadlineAtMs, maxAttempts: 3 },
      { now: Date.now, sleep: (ms) => sleep(ms), random: Math.random },
    );
  try {
    const client = await createClient(apiKey, connection);
    const known = await findEndpoint(client, url, ask);
    if (known !== undefined) return { kind: 'exists', endpoint: toKnownEndpoint(known) };
    return await createEndpoint(client, url, ask);
  } catch (error) {
    return toFailure(error);
  } finally {
    connection.agent.destroy();
  }
}

async function findEndpoint(client: Stripe, url: string, ask: Ask): Promise<Stripe.WebhookEndpoint | undefined> {
  for await (const endpoint of readEndpoints(client, ask)) if (endpoint.url === url) return endpoint;
  return undefined;
}

async function createEndpoint(client: Stripe, url: string, ask: Ask): Promise<WebhookConnection> {
  // One key for all attempts: an answer that was lost must not leave a second endpoint behind.
  const idempotencyKey = randomUUID();
  const endpoint = await ask(() =>
    client.webhookEndpoints.create(
      { url, enabled_events: [...webhookEventTypes], api_version: stripeApiVersion, description: 'Tilltag' },
      { idempotencyKey },
    ),
  );
  if (!endpoint.secret?.startsWith('whsec_')) throw new StripeUnavailableError('malformed_answer');
  return { kind: 'created', endpointId: endpoint.id, secret: endpoint.secret };
}

function toKnownEndpoint(endpoint: Stripe.WebhookEndpoint): KnownEndpoint {
  const types: readonly string[] = endpoint.enabled_events;
  const missing = types.includes('*') ? [] : webhookEventTypes.filter((type) => !types.includes(type));
  return {
    id: endpoint.id,
    isEnabled: endpoint.status === 'enabled',
    apiVersion: endpoint.api_version,
    missingEventTypes: missing,
  };
}

function toFailure(error: unknown): WebhookConnection {
  if (error instanceof StripeKeyRejectedError) {
    // Listing asks for the right to read, which is not enough for what comes next.
    return error.permission === undefined
      ? { kind: 'rejected' }
      : { kind: 'missing_permission', permission: webhookPermission };
  }
  if (error instanceof StripeUnavailableError) return { kind: 'unavailable', reason: error.reason };
  throw error;
}
