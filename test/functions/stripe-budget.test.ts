// However many pages, sweeps and webhooks come at once, one process asks Stripe with one key no more often than Stripe allows.
import { channel } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { ClientRequest, Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunningServer } from '../../functions/http/start-server.ts';
import { readSettings } from '../../functions/settings.ts';
import { startFunctions } from '../../functions/start-functions.ts';
import type { LoadPlan } from '../bench/load/load-plan.ts';
import { toRequest } from '../bench/load/to-request.ts';
import { addProperties } from '../bench/servers/add-properties.ts';
import { createFastStripe } from '../bench/servers/create-fast-stripe.ts';
import { createRequestCount } from '../bench/servers/request-count.ts';
import { shopCount, toShop } from '../bench/shops.ts';
import { startReceiver } from '../bench/sweep/start-receiver.ts';

const sweepToken = '0123456789abcdef0123456789abcdef';
const rounds = 15;
const pagesAtOnce = 8;
const allowedPerSecond = 25;

let folder: string;
let stripe: Server;
let functions: RunningServer;
let ends: (() => Promise<void> | void)[];
/** Requests as they leave, because a busy machine may deliver two that left apart at the same time. */
let left: ReturnType<typeof createRequestCount>;
let leftByKey: Map<string, number>;

function noteLeaving(message: unknown): void {
  // What Node tells subscribers: https://nodejs.org/api/diagnostics_channel.html#http
  const { request } = message as { request: ClientRequest };
  const authorization = request.getHeader('authorization');
  if (typeof authorization !== 'string' || !authorization.startsWith('Bearer rk_live_')) return;
  left.add(authorization, performance.now());
  leftByKey.set(authorization, (leftByKey.get(authorization) ?? 0) + 1);
}

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'tilltag-budget-'));
  ends = [];
  left = createRequestCount();
  leftByKey = new Map();
  stripe = createFastStripe({ latencyMs: 20 }).listen(0, '127.0.0.1');
  await once(stripe, 'listening');
  const address = stripe.address();
  if (address === null || typeof address === 'string') throw new Error('Stripe has no port.');
  const keys = `bench:${Buffer.alloc(32, 1).toString('base64')}`;
  const location = `sqlite:${path.join(folder, 'budget.db')}`;
  await addProperties(location, keys, { kind: 'server' });
  const settings = readSettings({
    TILLTAG_STORE: location,
    TILLTAG_KEYS: keys,
    TILLTAG_SWEEP_TOKEN: sweepToken,
    TILLTAG_ALLOW_LOCAL: '1',
    STRIPE_API_BASE: `http://127.0.0.1:${address.port}`,
    GOOGLE_ANALYTICS_BASE: await startReceiver({ onEnd: (end) => ends.push(end) }),
    TRUSTED_HOPS: '1',
    PORT: '0',
  });
  functions = await startFunctions({ settings, log: () => undefined, sweepEveryMs: 0 });
  channel('http.client.request.created').subscribe(noteLeaving);
});

afterEach(async () => {
  channel('http.client.request.created').unsubscribe(noteLeaving);
  await functions.close();
  stripe.closeAllConnections();
  stripe.close();
  for (const end of ends) await end();
  rmSync(folder, { recursive: true, force: true });
});

/** Session `number`, which belongs to the shop of its last two digits, as a page asks for it or Stripe tells of it. */
async function send(request: LoadPlan['request'], number: number): Promise<number> {
  const plan = { origin: functions.url, run: 'budget', first: number, sessions: 1, requests: 1, concurrency: 1 };
  const { method, path: target, headers, body } = toRequest({ ...plan, request }, 0);
  const answer = await fetch(functions.url + target, { method, headers, ...(body !== undefined && { body }) });
  await answer.arrayBuffer();
  return answer.status;
}

async function sweep(): Promise<void> {
  const headers = { authorization: `Bearer ${sweepToken}` };
  const answer = await fetch(`${functions.url}/sweep`, { method: 'POST', headers });
  expect(answer.status).toBe(200);
}

/** Many at once again and again, so that a slow machine tries as hard as a quick one; each shop has as many. */
async function hammer(shops: readonly number[]): Promise<{ statuses: number[] }> {
  const pages: Promise<number>[] = [];
  const rest: Promise<unknown>[] = [];
  let next = 0;
  const take = (shop: number): number => shopCount * next++ + shop;
  for (let round = 0; round < rounds; round += 1) {
    for (const shop of shops) {
      for (let page = 0; page < pagesAtOnce; page += 1) pages.push(send('lookup', take(shop)));
      rest.push(send('event', take(shop)));
    }
    rest.push(sweep());
    await sleep(150);
  }
  await Promise.all(rest);
  return { statuses: await Promise.all(pages) };
}

// What is left over is done in turn, which takes its time.
describe('the read budget of a Stripe key', { timeout: 90_000 }, () => {
  it('is kept by pages, webhooks and sweeps together', async () => {
    const { statuses } = await hammer([0]);
    expect(left.read().mostInSecond).toBeLessThanOrEqual(allowedPerSecond);
    // As much as that was asked, or nothing would have been tried.
    expect(left.read().total).toBeGreaterThan(allowedPerSecond);
    expect(statuses.every((status) => status === 200 || status === 429)).toBe(true);
    // How many is for the sweeps to say, with which they share.
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(pagesAtOnce);
  });

  it('is that of each key, however many keys are asked with at once', async () => {
    await hammer([1, 2, 3]);
    expect(left.read().mostInSecond).toBeLessThanOrEqual(allowedPerSecond);
    for (const number of [1, 2, 3]) {
      expect(leftByKey.get(`Bearer ${toShop(number).stripeKey}`)).toBeGreaterThan(allowedPerSecond);
    }
  });
});
