// The whole sweep over real HTTP: the real SDK, the real destinations, the sealed secrets, and receivers that misbehave.
//
// What it proves: that a request to the sweep brings a payment from Stripe to both kinds of destination. Stripe, Google and the
// container are stand-ins, whose own first lines say what only the real ones can prove.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDestinations } from '../../../functions/destinations/destinations.ts';
import { createLog } from '../../../functions/http/log.ts';
import { type RunningServer, startServer } from '../../../functions/http/start-server.ts';
import { openSweepFunction } from '../../../functions/open-sweep-function.ts';
import { createSendRequest } from '../../../functions/outbound/create-send-request.ts';
import { destinationSecretPlace } from '../../../functions/properties/destination-secret-place.ts';
import type { DestinationSettings } from '../../../functions/rules/destination.ts';
import { readSettings } from '../../../functions/settings.ts';
import { openStore } from '../../../functions/store/open-store.ts';
import { seal } from '../../../functions/store/sealing.ts';
import { entryId, type Store } from '../../../functions/store/store.ts';
import { stripeKeyPlace } from '../../../functions/store/stripe-key-place.ts';
import {
  type ContainerStandIn,
  startContainerStandIn,
} from '../../../scripts/stand-ins/container/start-container-stand-in.ts';
import { type GoogleStandIn, startGoogleStandIn } from '../../../scripts/stand-ins/google/start-google-stand-in.ts';
import { type StripeStandIn, startStripeStandIn } from '../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';
import { newProperty } from '../store/records.ts';

const apiKey = 'rk_test_sweepKey0123456789';
const containerSecret = 'secret-of-the-container';
const sweepToken = 'sweep'.repeat(8);
const rights = ['checkout_session', 'event', 'charge', 'payment_intent', 'invoice', 'subscription', 'promotion_code'];

let folder: string;
let clock: { nowMs: number };
let stripe: StripeStandIn;
let google: GoogleStandIn;
let container: ContainerStandIn;
let store: Store;
let server: RunningServer;
let logs: Record<string, unknown>[];
let accountId: string;
let propertyId: string;
let closeFunction: () => Promise<void>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tilltag-sweep-'));
  clock = { nowMs: Date.UTC(2026, 10, 21, 12) };
  logs = [];
  const now = () => clock.nowMs;
  stripe = await startStripeStandIn({ now });
  google = await startGoogleStandIn({ now });
  container = await startContainerStandIn({ secret: containerSecret, now });
  accountId = stripe.addAccount({ keys: [{ key: apiKey, permissions: rights.map((name) => `rak_${name}_read`) }] }).id;
  const settings = readSettings({
    TILLTAG_STORE: `sqlite:${join(folder, 'test.db')}`,
    TILLTAG_KEYS: `main:${Buffer.alloc(32, 7).toString('base64')}`,
    STRIPE_API_BASE: stripe.url,
    GOOGLE_ANALYTICS_BASE: google.url,
    TILLTAG_ALLOW_LOCAL: '1',
    TILLTAG_SWEEP_TOKEN: sweepToken,
  });
  store = await openStore(settings.store, settings);
  const draft = newProperty({ sender: 'server', unknownConsent: 'granted' });
  propertyId = draft.id;
  const { findDestination } = createDestinations({ request: createSendRequest(), now });
  const sealed = <Settings extends DestinationSettings>(destination: Settings, secret: string): Settings => ({
    ...destination,
    secret: seal(settings.keyRing, secret, destinationSecretPlace(findDestination, draft.id, destination)),
  });
  await store.createProperty({
    ...draft,
    stripeKeys: { live: null, test: seal(settings.keyRing, apiKey, stripeKeyPlace(draft.id, 'test')) },
    destinations: [
      sealed(
        { kind: 'server_container', id: 'dst_1', mode: 'test', url: container.clientUrl, secret: '' },
        containerSecret,
      ),
      sealed(
        { kind: 'ga4', id: 'dst_2', mode: 'test', measurementId: 'G-TEST12345', region: 'global', secret: '' },
        'api-secret',
      ),
    ],
  });
  const log = createLog((line) => logs.push(JSON.parse(line)), now);
  const sweep = await openSweepFunction({ settings, log, now, store });
  closeFunction = sweep.close;
  const { handle, noteRefused } = sweep;
  server = await startServer({ handle, onRefused: noteRefused, host: '127.0.0.1', port: 0, maxBodyBytes: 16_384 });
});

afterEach(async () => {
  await server.close();
  await closeFunction();
  await Promise.all([stripe.close(), google.close(), container.close()]);
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

function buy(): string {
  const { id } = stripe.createSession(accountId, {}).session;
  stripe.completeSession(id, 'card', { email: 'ada@example.com', name: 'Ada Lovelace' });
  return id;
}

async function sweep(): Promise<Record<string, number>> {
  const headers = { authorization: `Bearer ${sweepToken}` };
  const response = await fetch(`${server.url}/sweep`, { method: 'POST', headers });
  expect(response.status).toBe(200);
  const { counts }: { counts: Record<string, number> } = JSON.parse(await response.text());
  return counts;
}

async function sweepFor(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute++) {
    clock.nowMs += 60_000;
    await sweep();
  }
}

function sentToGoogle(): unknown[] {
  return google.serverHits.flatMap(({ body }) => JSON.parse(JSON.stringify(body)).events).map(({ name }) => name);
}

describe('A sweep over the wire', () => {
  it('brings in what no webhook told of, and sends it to both kinds of destination', async () => {
    const id = buy();
    clock.nowMs += 1_000;
    expect(await sweep()).toMatchObject({ asked: 1, applied: 1 });
    await sweepFor(3);
    expect(container.refused).toEqual([]);
    expect(container.taken.map(({ event }) => event.event_id)).toEqual([`purchase:${id}`]);
    expect(container.taken[0]?.event.ecommerce?.items).not.toEqual([]);
    expect(sentToGoogle()).toEqual(['purchase']);
    expect(google.serverHits[0]).toMatchObject({ measurementId: 'G-TEST12345', apiSecret: 'api-secret', faults: [] });
  });

  it('follows a refund that came first to its session', async () => {
    const id = buy();
    const refund = stripe.refund(id);
    clock.nowMs += 1_000;
    await sweep();
    await sweepFor(3);
    const sent = container.taken.map(({ event }) => event.event_id).sort();
    expect(sent).toEqual([`purchase:${id}`, `refund:${refund.id}`]);
  });

  it.each([
    ['answers 503 for an hour', () => ({ status: 503, untilMs: clock.nowMs + 3_600_000 }), 90],
    ['answers 500 twice', () => ({ status: 500, times: 2 }), 10],
    ['resets connections', () => ({ reset: true, times: 2 }), 10],
    ['accepts and then fails', () => ({ status: 500, takesFirst: true, times: 1 }), 10],
    ['hangs once', () => ({ hang: true, times: 1 }), 5],
    ['answers slowly', () => ({ latencyMs: 300, times: 1 }), 5],
  ])('reaches a container that %s, under one event id', async (_name, faults, minutes) => {
    container.setFaults(faults());
    const id = buy();
    clock.nowMs += 1_000;
    await sweep();
    await sweepFor(minutes);
    expect(new Set(container.taken.map(({ event }) => event.event_id))).toEqual(new Set([`purchase:${id}`]));
    const entry = await store.findEntry(entryId(propertyId, id));
    expect(entry?.deliveries['purchase:dst_1']).toMatchObject({ state: 'sent' });
  });

  it('writes no address, key, secret or session id into its log', async () => {
    container.setFaults({ status: 410 });
    const id = buy();
    clock.nowMs += 1_000;
    await sweep();
    await sweepFor(3);
    const text = JSON.stringify(logs);
    expect(logs.some(({ event }) => event === 'delivery_dead')).toBe(true);
    for (const secret of [id, apiKey, containerSecret, sweepToken, 'api-secret', 'ada@example.com']) {
      expect(text).not.toContain(secret);
    }
  });
});
