// Takes whole payments through the functions, with their store on Firestore's emulator, and counts what each action asks of others.
// It proves how many documents, calls and requests an action takes; what Google and Stripe charge for them is theirs to say.
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { openDelivery } from '../../../../functions/delivery/open-delivery.ts';
import { runSweep } from '../../../../functions/delivery/run-sweep.ts';
import type { OpenFunction } from '../../../../functions/open-function.ts';
import { openPublicFunction } from '../../../../functions/open-public-function.ts';
import { openSweepFunction } from '../../../../functions/open-sweep-function.ts';
import { openWebhookFunction } from '../../../../functions/open-webhook-function.ts';
import { webhookSecretPlace } from '../../../../functions/properties/webhook-secret-place.ts';
import { readSettings } from '../../../../functions/settings.ts';
import { connectToFirestore } from '../../../../functions/store/firestore/connection.ts';
import { FirestoreStore } from '../../../../functions/store/firestore/firestore-store.ts';
import { parseKeyRing } from '../../../../functions/store/key-ring.ts';
import { seal } from '../../../../functions/store/sealing.ts';
import { stripeKeyPlace } from '../../../../functions/store/stripe-key-place.ts';
import type { ActionName, Operations } from '../../../../scripts/deploy/costs/operations.ts';
import { toRequest } from '../../../bench/load/to-request.ts';
import { toStripeSession } from '../../../bench/servers/stripe-session.ts';
import { shopCount, toShop, webhookSecret } from '../../../bench/shops.ts';
import { toSendingProperty } from '../../../bench/sweep/shop-with-destination.ts';
import { type Counted, countCalls } from './count-calls.ts';

/** By action, and the bytes of the entry that a payment leaves. */
export interface CountedPayment {
  operations: Record<ActionName, Operations>;
  entryBytes: number;
}

const startMs = Date.UTC(2026, 10, 10, 12);
const keys = `count:${Buffer.alloc(32, 9).toString('base64')}`;
const minuteMs = 60_000;

/** Counts anew, in a project of its own at the emulator. */
export async function countOperations(emulatorHost: string, projectId: string): Promise<CountedPayment> {
  const counted: Counted = { reads: 0, writes: 0, deletes: 0, calls: 0, stripe: 0, sends: 0, entryBytes: 0 };
  let nowMs = startMs;
  const now = (): number => nowMs;
  const stripe = await listen(answerAsStripe(counted));
  const receiver = await listen((request, response) => {
    counted.sends += 1;
    request.resume().on('end', () => response.writeHead(204).end());
  });
  const location = { database: '(default)', projectId, firestoreEmulatorHost: emulatorHost };
  const connection = await connectToFirestore(location);
  const store = new FirestoreStore({ ...connection, client: countCalls(connection.client, counted) });
  const settings = readSettings({
    ...{ TILLTAG_STORE: 'firestore', TILLTAG_KEYS: keys, STRIPE_API_BASE: stripe.origin },
    ...{ GOOGLE_ANALYTICS_BASE: receiver.origin, TILLTAG_ALLOW_LOCAL: '1', TRUSTED_HOPS: '1' },
  });
  const surroundings = { settings, store, now, log: () => {} };
  const pages = await openPublicFunction(surroundings);
  const webhook = await openWebhookFunction(surroundings);
  const sweep = await openSweepFunction(surroundings);
  const clock = { now, sleep: async () => {}, random: () => 0.5 };
  const delivery = openDelivery({ settings, store, log: () => {}, clock });
  const functions = await listen((request, response) => {
    const chosen: OpenFunction = request.url?.startsWith('/webhooks/') ? webhook : pages;
    void chosen.handle(request, response);
  });

  const count = async (act: () => Promise<unknown>): Promise<Operations> => {
    const before = { ...counted };
    await act();
    const { reads, writes, deletes, calls, stripe: asked, sends } = counted;
    return {
      ...{ reads: reads - before.reads, writes: writes - before.writes, deletes: deletes - before.deletes },
      ...{ calls: calls - before.calls, stripe: asked - before.stripe, sends: sends - before.sends },
    };
  };
  const ask = async (request: 'click' | 'lookup' | 'report' | 'event', payment: number): Promise<void> => {
    const plan = { origin: functions.origin, run: 'counts', first: payment * shopCount, sessions: 1, requests: 1 };
    const { method, path, headers, body, status } = toRequest(
      { ...plan, request, concurrency: 1, hasClicks: true },
      0,
      Math.floor(nowMs / 1000),
    );
    const answer = await fetch(functions.origin + path, { method, headers, body: body ?? null });
    if (answer.status !== status) throw new Error(`A ${request} was answered ${answer.status}: ${await answer.text()}`);
    await answer.arrayBuffer();
  };
  const sendDue = (): Promise<unknown> => runSweep(delivery.context, { maxMs: 50_000, maxEntries: 100 });
  const countDue = async (afterMs: number): Promise<Operations> => {
    nowMs += afterMs;
    const due = await count(sendDue);
    return subtract(due, await count(sendDue));
  };
  const idleHour = async (): Promise<void> => {
    for (let minute = 0; minute < 60; minute += 1) {
      nowMs += minuteMs;
      await sweep.sweep(new AbortController().signal);
    }
  };

  try {
    await store.createProperty(toProperty());
    // A first payment, so that every instance remembers the property.
    for (const request of ['click', 'event', 'lookup', 'report'] as const) await ask(request, 1);
    nowMs += 20 * minuteMs;
    await sendDue();
    nowMs += minuteMs;
    await ask('event', 1);
    const click = await count(() => ask('click', 2));
    const event = await count(() => ask('event', 2));
    const lookup = await count(() => ask('lookup', 2));
    const report = await count(() => ask('report', 2));
    const settle = await countDue(20 * minuteMs);
    const { entryBytes } = counted;
    await ask('click', 3);
    await ask('event', 3);
    const send = await countDue(20 * minuteMs);
    await idleHour();
    const idle = await count(idleHour);
    return { operations: { click, event, lookup, report, settle, send, idleHour: idle }, entryBytes };
  } finally {
    delivery.close();
    for (const one of [pages, webhook, sweep]) await one.close();
    await store.close();
    for (const { server } of [stripe, receiver, functions]) stopListening(server);
  }
}

function toProperty() {
  const shop = toShop(0);
  const keyRing = parseKeyRing(keys);
  const { propertyId, stripeKey } = shop;
  return {
    ...toSendingProperty(shop, keyRing, startMs),
    sender: 'browser_first' as const,
    stripeKeys: { live: seal(keyRing, stripeKey, stripeKeyPlace(propertyId, 'live')), test: null },
    webhookSecrets: { live: [seal(keyRing, webhookSecret, webhookSecretPlace(propertyId, 'live'))], test: [] },
  };
}

function answerAsStripe(counted: Counted): RequestListener {
  return (request, response) => {
    counted.stripe += 1;
    const id = /^\/v1\/checkout\/sessions\/(cs_[^/?]+)/.exec(request.url ?? '')?.[1];
    const nothing = { object: 'list', data: [], has_more: false, url: '/v1/events' };
    const body = id === undefined ? JSON.stringify(nothing) : toStripeSession(id, startMs / 1000 - 60);
    response.writeHead(200, { 'content-type': 'application/json', 'request-id': 'req_1' }).end(body);
  };
}

async function listen(listener: RequestListener): Promise<{ server: Server; origin: string }> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('A server of the count does not listen.');
  return { server, origin: `http://127.0.0.1:${address.port}` };
}

function stopListening(server: Server): void {
  server.close();
  server.closeAllConnections();
}

/** What is left after taking away what a sweep asks for in any case. */
function subtract(all: Operations, always: Operations): Operations {
  const less = (key: keyof Operations): number => Math.max(0, all[key] - always[key]);
  return {
    ...{ reads: less('reads'), writes: less('writes'), deletes: less('deletes') },
    ...{ calls: less('calls'), stripe: less('stripe'), sends: less('sends') },
  };
}
