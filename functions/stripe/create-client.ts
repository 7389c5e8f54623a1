// One SDK client per key: pinned API version, short time-out, no retries and no telemetry of the SDK's own.
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type Stripe from 'stripe';
import { createHttpClient } from './create-http-client.ts';
import { loadSdk } from './load-sdk.ts';

/** The version every answer is shaped by, whatever the account's default is. */
export const stripeApiVersion = '2026-10-28.endive';

/** The longest that one request to Stripe may take. */
export const stripeRequestTimeoutMs = 3_000;

/** Where Stripe's API answers, and the connections to it that all keys share. */
export interface StripeConnection {
  readonly base: URL;
  readonly agent: HttpAgent | HttpsAgent;
}

/** A connection pool to `apiBase`, Stripe's own address unless given. Throws a TypeError when it is no URL. */
export function openStripeConnection(apiBase = 'https://api.stripe.com'): StripeConnection {
  const base = new URL(apiBase);
  const Agent = base.protocol === 'http:' ? HttpAgent : HttpsAgent;
  return { base, agent: new Agent({ keepAlive: true, maxSockets: 256, scheduling: 'lifo' }) };
}

/** A client for one key. */
export async function createClient(
  apiKey: string,
  { base, agent }: StripeConnection,
  timeoutMs = stripeRequestTimeoutMs,
): Promise<Stripe> {
  const Sdk = await loadSdk();
  const isHttp = base.protocol === 'http:';
  return new Sdk(apiKey, {
    apiVersion: stripeApiVersion,
    host: base.hostname,
    port: base.port === '' ? (isHttp ? 80 : 443) : Number(base.port),
    protocol: isHttp ? 'http' : 'https',
    httpClient: createHttpClient(Sdk, agent),
    timeout: timeoutMs,
    // The SDK leaves 429 alone and waits at least half a second on 5xx; both are decided by our own retry.
    maxNetworkRetries: 0,
    // Telemetry writes a file into the home directory on the first request.
    telemetry: false,
    appInfo: { name: 'Tilltag' },
  });
}
