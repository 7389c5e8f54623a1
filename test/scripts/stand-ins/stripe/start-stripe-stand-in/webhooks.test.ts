// How the Stripe stand-in's events travel: signed, and well or badly as it is told.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startStripeStandIn } from '../../../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';
import { accountId, fullKey, liveKey, sdk, standIn } from './stand-in.ts';

interface Received {
  body: string;
  signature: string;
}

let received: Received[];
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let url: string;
let stop: () => void;

beforeEach(async () => {
  received = [];
  answer = (_request, response) => void response.writeHead(200).end();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    received.push({
      body: Buffer.concat(chunks).toString('utf8'),
      signature: String(request.headers['stripe-signature']),
    });
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/hooks`;
  stop = () => {
    server.closeAllConnections();
    server.close();
  };
});

afterEach(() => stop());

function listen(enabledEvents = ['checkout.session.expired']) {
  const { object, secrets } = standIn.addWebhookEndpoint(accountId, { url, enabledEvents });
  return { endpointId: object.id, secret: secrets[0] ?? '' };
}

function expire(): string {
  standIn.expireSession(standIn.createSession(accountId).session.id);
  return standIn.listEvents('checkout.session.expired').at(-1)?.id ?? '';
}

function construct({ body, signature }: Received, secret: string) {
  return Stripe.webhooks.constructEvent(body, signature, secret);
}

describe('deliver', () => {
  it('sends what the SDK takes for an event of Stripe’s', async () => {
    const { secret, endpointId } = listen();
    const eventId = expire();
    expect(await standIn.deliver(eventId)).toEqual([{ endpointId, outcome: { kind: 'answered', status: 200 } }]);
    expect(construct(received[0] ?? { body: '', signature: '' }, secret)).toMatchObject({
      id: eventId,
      type: 'checkout.session.expired',
      pending_webhooks: 1,
    });
    expect(received).toHaveLength(1);
  });

  it('sends to those endpoints that want the type, in its mode', async () => {
    const wanting = listen(['*']);
    listen(['refund.created']);
    standIn.addWebhookEndpoint(accountId, { url, enabledEvents: ['*'], livemode: true });
    const attempts = await standIn.deliver(expire());
    expect(attempts.map(({ endpointId }) => endpointId)).toEqual([wanting.endpointId]);
  });

  it('sends as often as told', async () => {
    listen();
    await standIn.deliver(expire(), { times: 3 });
    expect(new Set(received.map(({ body }) => JSON.parse(body).id)).size).toBe(1);
    expect(received).toHaveLength(3);
  });

  it('signs with both secrets while one is being rolled', async () => {
    const { secret, endpointId } = listen();
    const rolled = standIn.rollWebhookSecret(endpointId);
    await standIn.deliver(expire());
    const [one = { body: '', signature: '' }] = received;
    expect(construct(one, rolled)).toBeDefined();
    expect(construct(one, secret)).toBeDefined();
    expect(() => standIn.rollWebhookSecret('we_unknown')).toThrow(TypeError);
  });

  it('makes signatures of another time, and with another secret', async () => {
    const { secret } = listen();
    const eventId = expire();
    await standIn.deliver(eventId, { signedAtMs: 1_700_000_000_000 });
    expect(received[0]?.signature).toMatch(/^t=1700000000,v1=/);
    expect(() => construct(received[0] ?? { body: '', signature: '' }, secret)).toThrow(/tolerance/);
    await standIn.deliver(eventId, { secret: 'whsec_forged' });
    expect(() => construct(received[1] ?? { body: '', signature: '' }, secret)).toThrow(/No signatures found/);
  });

  it.each(['body', 'signature', 'truncate'] as const)('tampers with the %s after it was signed', async (tamper) => {
    const { secret } = listen();
    const eventId = expire();
    await standIn.deliver(eventId);
    await standIn.deliver(eventId, { tamper, signedAtMs: Date.now() });
    const [whole, tampered = { body: '', signature: '' }] = received;
    expect(() => construct(tampered, secret)).toThrow(/No signatures found/);
    const normalized = (text = '') => text.replace(/"pending_webhooks": \d/, '');
    expect(normalized(tampered.body) === normalized(whole?.body)).toBe(tamper === 'signature');
  });

  it('loses a request before it leaves, or the answer after it arrived', async () => {
    const { endpointId } = listen();
    const eventId = expire();
    const lost = [{ endpointId, outcome: { kind: 'lost' } }];
    expect(await standIn.deliver(eventId, { lose: 'request' })).toEqual(lost);
    expect(received).toHaveLength(0);
    expect(await standIn.deliver(eventId, { lose: 'answer' })).toEqual(lost);
    expect(received).toHaveLength(1);
    const [event] = (await sdk(fullKey).events.list({ delivery_success: false })).data;
    expect(event).toMatchObject({ id: eventId, pending_webhooks: 1 });
  });

  it('counts nothing but an answer from 200 to 299 as taken', async () => {
    const { endpointId } = listen();
    const eventId = expire();
    answer = (_request, response) => void response.writeHead(302, { location: '/elsewhere' }).end();
    expect(await standIn.deliver(eventId)).toEqual([{ endpointId, outcome: { kind: 'answered', status: 302 } }]);
    answer = () => undefined;
    expect(await standIn.deliver(eventId, { timeoutMs: 50 })).toEqual([{ endpointId, outcome: { kind: 'timed_out' } }]);
    answer = (request) => void request.socket.destroy();
    expect(await standIn.deliver(eventId)).toEqual([{ endpointId, outcome: { kind: 'unreachable' } }]);
    expect((await sdk(fullKey).events.retrieve(eventId)).pending_webhooks).toBe(1);
    answer = (_request, response) => void response.writeHead(204).end();
    await standIn.deliver(eventId);
    expect((await sdk(fullKey).events.retrieve(eventId)).pending_webhooks).toBe(0);
  });

  it('knows only events and endpoints that are there', async () => {
    await expect(standIn.deliver('evt_unknown')).rejects.toThrow(TypeError);
    const eventId = expire();
    expect(() => standIn.renderRequest(eventId, 'we_unknown')).toThrow(TypeError);
  });
});

describe('deliverAgainAfterMs', () => {
  it('sends by itself, and again until it is taken', async () => {
    const automatic = await startStripeStandIn({ deliverAgainAfterMs: [1, 1, 1] });
    const { id } = automatic.addAccount({ keys: [] });
    automatic.addWebhookEndpoint(id, { url, enabledEvents: ['checkout.session.expired'] });
    const isTaken = new Promise<void>((resolve) => {
      answer = (_request, response) => {
        const status = received.length < 3 ? 500 : 200;
        response.writeHead(status).end();
        if (status === 200) resolve();
      };
    });
    automatic.expireSession(automatic.createSession(id).session.id);
    await isTaken;
    expect(received).toHaveLength(3);
    await automatic.close();
  });
});

describe('putWebhookEndpoint', () => {
  it('keeps endpoint and secret of a description, and sends to its new address', async () => {
    const moving = { description: 'The demo', enabledEvents: ['checkout.session.expired'] };
    const before = standIn.putWebhookEndpoint(accountId, { ...moving, url: 'http://127.0.0.1:9/' });
    const [secret = ''] = before.secrets;
    const after = standIn.putWebhookEndpoint(accountId, { ...moving, url });
    expect([after.object.id, after.secrets]).toEqual([before.object.id, [secret]]);
    await standIn.deliver(expire());
    expect(construct(received[0] ?? { body: '', signature: '' }, secret).type).toBe('checkout.session.expired');
    const other = standIn.putWebhookEndpoint(accountId, { ...moving, description: 'Another', url });
    expect(other.object.id).not.toBe(before.object.id);
  });
});

describe('webhook endpoints', () => {
  const draft = { url: 'https://shop.example.com/hooks', enabled_events: ['refund.created' as const] };

  it('tell their secret once', async () => {
    const client = sdk(fullKey);
    const made = await client.webhookEndpoints.create({
      ...draft,
      api_version: '2026-10-28.endive',
      description: 'Ours',
    });
    expect(made).toMatchObject({ secret: expect.stringMatching(/^whsec_/), description: 'Ours', status: 'enabled' });
    expect(await client.webhookEndpoints.retrieve(made.id)).not.toHaveProperty('secret');
    expect((await client.webhookEndpoints.list()).data).toHaveLength(1);
  });

  it('can be changed and turned off, and then get nothing', async () => {
    const client = sdk(fullKey);
    const { id } = await client.webhookEndpoints.create(draft);
    const changed = await client.webhookEndpoints.update(id, { enabled_events: ['*'], disabled: true });
    expect(changed).toMatchObject({ enabled_events: ['*'], status: 'disabled' });
    const eventId = expire();
    expect((await client.events.retrieve(eventId)).pending_webhooks).toBe(0);
    expect(await standIn.deliver(eventId)).toEqual([]);
  });

  it('are refused without events, with unknown ones, with a version that is not played, and by http in live mode', async () => {
    const client = sdk(fullKey);
    const { enabled_events } = draft;
    const unknown = JSON.parse('["refunded"]');
    await expect(client.webhookEndpoints.create({ ...draft, enabled_events: [] })).rejects.toMatchObject({
      statusCode: 400,
    });
    await expect(client.webhookEndpoints.create({ ...draft, enabled_events: unknown })).rejects.toThrow(/refunded/);
    await expect(client.webhookEndpoints.create({ ...draft, api_version: '2020-08-27' })).rejects.toThrow(/version/);
    await expect(client.webhookEndpoints.create({ url: 'hooks', enabled_events })).rejects.toThrow(/scheme/);
    standIn.addAccount({ keys: [{ key: `${liveKey}w`, permissions: ['rak_webhook_write'] }] });
    const live = sdk(`${liveKey}w`).webhookEndpoints;
    await expect(live.create({ url: 'http://shop.example.com/', enabled_events })).rejects.toThrow(/HTTPS/);
  });
});
