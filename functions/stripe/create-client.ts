// The SDK's client, for one key or for all of them: pinned API version, short time-out, no retries and no telemetry of the SDK's own.
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
  /** The client that all keys share, made with the first call; a request whose options name no `apiKey` carries none, and Stripe refuses it. */
  loadSharedClient(): Promise<Stripe>;
}

/** A connection pool to `apiBase`, Stripe's own address unless given. Throws a TypeError when it is no URL. */
export function openStripeConnection(apiBase = 'https://api.stripe.com'): StripeConnection {
  const base = new URL(apiBase);
  const Agent = base.protocol === 'http:' ? HttpAgent : HttpsAgent;
  const agent = new Agent({ keepAlive: true, maxSockets: 256, scheduling: 'lifo' });
  let sharedClient: Promise<Stripe> | undefined;
  return {
    base,
    agent,
    loadSharedClient() {
      // One client holds some 45 kB, which a thousand keys of an agency would multiply.
      sharedClient ??= openClient('', { base, agent });
      return sharedClient;
    },
  };
}

/** A client for one key, for what is asked now and not again. */
export function createClient(apiKey: string, { base, agent }: StripeConnection): Promise<Stripe> {
  if (apiKey === '') throw new TypeError('A client for one key needs the key.');
  return openClient(apiKey, { base, agent });
}

async function openClient(apiKey: string, { base, agent }: Pick<StripeConnection, 'base' | 'agent'>): Promise<Stripe> {
  const Sdk = await loadSdk();
  const isHttp = base.protocol === 'http:';
  return new Sdk(apiKey, {
    apiVersion: stripeApiVersion,
    host: base.hostname,
    port: base.port === '' ? (isHttp ? 80 : 443) : Number(base.port),
    protocol: isHttp ? 'http' : 'https',
    httpClient: createHttpClient(Sdk, agent),
    timeout: stripeRequestTimeoutMs,
    // The SDK leaves 429 alone and waits at least half a second on 5xx; both are decided by our own retry.
    maxNetworkRetries: 0,
    // Telemetry writes a file into the home directory on the first request.
    telemetry: false,
    appInfo: { name: 'Tilltag' },
    // Not one that throws: the SDK lets it end the process.
    ...(apiKey === '' && { authenticator: async () => {} }),
  });
}
