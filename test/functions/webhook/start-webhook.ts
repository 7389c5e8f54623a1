// A property with webhook secrets and the webhook function on this machine, over real HTTP and SQLite.
//
// What it proves: what a sender gets for any bytes, signed with the SDK's own signature, from the function's own server or from
// the framework's. That Stripe sends such bytes, only Stripe can prove. Time stands still unless a test moves it.
import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Stripe from 'stripe';
import { limitBodies } from '../../../functions/http/limit-bodies.ts';
import { createLog } from '../../../functions/http/log.ts';
import { webhookPath } from '../../../functions/http/webhook-path.ts';
import { webhookSecretPlace } from '../../../functions/properties/webhook-secret-place.ts';
import { newProperty } from '../../../functions/rules/new-property.ts';
import type { Property, StripeMode } from '../../../functions/rules/property.ts';
import { readSettings } from '../../../functions/settings.ts';
import { openStore } from '../../../functions/store/open-store.ts';
import { seal } from '../../../functions/store/sealing.ts';
import type { Store } from '../../../functions/store/store.ts';
import { createWebhookFunction, type WebhookFunction } from '../../../functions/webhook/create-webhook-function.ts';
import { type Answer, toAnswer } from '../http/answer.ts';
import { listen } from '../http/listen.ts';

export const secrets = {
  live: ['whsec_liveSecretNew0123456789', 'whsec_liveSecretOld0123456789'],
  test: ['whsec_testSecret0123456789'],
} as const satisfies Record<StripeMode, string[]>;

/** When the test events were made, and a little. */
export const nowSeconds = 1_790_000_100;

export interface WebhookOptions {
  property?: Partial<Property>;
  env?: Record<string, string>;
  /** Stands in front of the store, to break it or to count. */
  wrapStore?: (store: Store) => Store;
  /** Another server around the same function, such as the framework's. */
  toServer?: (webhook: WebhookFunction) => Server;
}

export interface SendOptions {
  /** That of the test endpoint unless given. */
  secret?: string;
  timestamp?: number;
  propertyId?: string;
  headers?: Record<string, string>;
  /** `null` leaves the header out. */
  signature?: string | null;
}

export interface Webhook {
  url: string;
  property: Property;
  store: Store;
  /** Parsed log lines, oldest first. */
  logs: Record<string, unknown>[];
  clock: { nowMs: number };
  /** The event as Stripe would send it; text and bytes are sent and signed as they stand. */
  send(event: object | string | Buffer, options?: SendOptions): Promise<Answer>;
  ask(path: string, init?: RequestInit): Promise<Answer>;
  /** What was counted of the property by now, written or not. */
  counts(): Promise<Record<string, number>>;
  /** Another instance over the same store, with a memory of its own. */
  startSecondInstance(): Promise<Webhook>;
  close(): Promise<void>;
}

/** A running function; close it when the test is done. */
export async function startWebhook(options: WebhookOptions = {}): Promise<Webhook> {
  const folder = mkdtempSync(join(tmpdir(), 'tilltag-webhook-'));
  const settings = readSettings({
    TILLTAG_STORE: `sqlite:${join(folder, 'test.db')}`,
    TILLTAG_KEYS: `main:${Buffer.alloc(32, 7).toString('base64')}`,
    ...options.env,
  });
  const store = await openStore(settings.store, settings);
  const id = 'tt_webhookshop000000000';
  const sealAll = (mode: StripeMode) =>
    secrets[mode].map((secret) => seal(settings.keyRing, secret, webhookSecretPlace(id, mode)));
  const webhookSecrets = { live: sealAll('live'), test: sealAll('test') };
  const property: Property = { ...newProperty(id, 0), webhookSecrets, ...options.property };
  await store.createProperty(property);
  const webhook = await startInstance({ options, settings, store, property, clock: { nowMs: nowSeconds * 1000 } });
  return {
    ...webhook,
    async close() {
      await webhook.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Shared {
  options: WebhookOptions;
  settings: ReturnType<typeof readSettings>;
  store: Store;
  property: Property;
  clock: { nowMs: number };
}

let instances = 0;

async function startInstance(shared: Shared): Promise<Webhook> {
  const { options, settings, store, property, clock } = shared;
  const logs: Record<string, unknown>[] = [];
  const now = () => clock.nowMs;
  const webhook = createWebhookFunction({
    settings,
    store: options.wrapStore?.(store) ?? store,
    log: createLog((line) => logs.push(JSON.parse(line)), now),
    now,
    newInstanceId: () => `instance${instances++}`,
  });
  const { url, close } = await listen(webhook, {
    maxBodyBytes: limitBodies(settings.basePath),
    toServer: options.toServer,
  });
  const ask = (path: string, init?: RequestInit) => toAnswer(fetch(`${url}${settings.basePath}${path}`, init));
  return {
    ...{ url, property, store, logs, clock, ask },
    async send(event, { propertyId = property.id, headers, ...signing } = {}) {
      const body = toBody(event);
      const signature = sign(body, { timestamp: Math.floor(now() / 1000), ...signing });
      return await ask(webhookPath(propertyId), {
        method: 'POST',
        // A view of its own bytes, or else fetch would send the whole pool that the buffer was cut from.
        body: new Uint8Array(body),
        headers: {
          'content-type': 'application/json; charset=utf-8',
          ...(signature !== null && { 'stripe-signature': signature }),
          ...headers,
        },
      });
    },
    async counts() {
      await webhook.flush();
      const sums: Record<string, number> = {};
      for (const { counts } of await store.listTallies(property.id, now())) {
        for (const [word, count] of Object.entries(counts)) sums[word] = (sums[word] ?? 0) + count;
      }
      return sums;
    },
    startSecondInstance: () => startInstance(shared),
    async close() {
      await close();
      await webhook.flush();
    },
  };
}

function toBody(event: object | string | Buffer): Buffer {
  if (Buffer.isBuffer(event)) return event;
  return Buffer.from(typeof event === 'string' ? event : JSON.stringify(event, null, 2));
}

/** The header that Stripe would send with this body. */
export function sign(
  body: Buffer,
  { secret = secrets.test[0], timestamp = nowSeconds, signature }: SendOptions = {},
): string | null {
  if (signature !== undefined) return signature;
  return Stripe.webhooks.generateTestHeaderString({ payload: body.toString(), secret, timestamp });
}
