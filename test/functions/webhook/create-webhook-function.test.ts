// What Stripe gets for its events, what stays in the store, and what a person can read of it afterwards.
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { webhookSecretPlace } from '../../../functions/properties/webhook-secret-place.ts';
import { parseKeyRing } from '../../../functions/store/key-ring.ts';
import { seal } from '../../../functions/store/sealing.ts';
import { entryId } from '../../../functions/store/store.ts';
import { buildEvent, dispute, invoice, refund, session, subscription } from '../stripe/events.ts';
import {
  nowSeconds,
  type SendOptions,
  secrets,
  sign,
  startWebhook,
  type Webhook,
  type WebhookOptions,
} from './start-webhook.ts';

const running: Webhook[] = [];

afterEach(async () => {
  for (const webhook of running.splice(0).reverse()) await webhook.close();
});

async function start(options?: WebhookOptions): Promise<Webhook> {
  const webhook = await startWebhook(options);
  running.push(webhook);
  return webhook;
}

const completed = buildEvent('checkout.session.completed', session);
const liveSession = { ...session, id: 'cs_live_a1PaidShirt0000000000', livemode: true };
const liveCompleted = buildEvent('checkout.session.completed', liveSession, { livemode: true });

describe('POST /webhooks/stripe/{property_id}', () => {
  it('records a paid session and answers only that it was received', async () => {
    const webhook = await start();
    const answer = await webhook.send(completed);
    expect([answer.status, answer.text]).toEqual([200, '{"received":true}']);
    expect(await webhook.store.findEntry(entryId(webhook.property.id, session.id))).toMatchObject({
      kind: 'session',
      status: 'paid',
      changes: [expect.objectContaining({ source: 'webhook', about: 'evt_1' })],
    });
    expect(await webhook.counts()).toEqual({ accepted: 1 });
  });

  it.each([
    { name: 'a refund', event: buildEvent('refund.created', refund), id: 're_1' },
    { name: 'a renewal', event: buildEvent('invoice.paid', invoice), id: 'in_1' },
    { name: 'a dispute', event: buildEvent('charge.dispute.created', dispute), id: 'dp_1' },
    { name: 'a cancellation', event: buildEvent('customer.subscription.deleted', subscription), id: 'sub_1' },
  ])('records $name whose session is not known yet', async ({ event, id }) => {
    const webhook = await start();
    expect(await webhook.send(event)).toMatchObject({ status: 200, text: '{"received":true}' });
    expect(await webhook.store.findEntry(entryId(webhook.property.id, id))).toMatchObject({
      resolution: { state: 'orphan' },
    });
  });

  it('answers a repeat as it answered the first, changes nothing and counts it', async () => {
    const webhook = await start();
    await webhook.send(completed);
    const entry = await webhook.store.findEntry(entryId(webhook.property.id, session.id));
    expect(await webhook.send(completed)).toMatchObject({ status: 200, text: '{"received":true}' });
    expect(await webhook.store.findEntry(entryId(webhook.property.id, session.id))).toEqual(entry);
    expect(await webhook.counts()).toEqual({ accepted: 1, repeated: 1 });
    expect(webhook.logs.map(({ event }) => event)).toEqual(['event_recorded', 'event_repeated']);
  });

  it('takes events of both modes at one address, and any of several secrets', async () => {
    const webhook = await start();
    for (const secret of secrets.live) {
      expect(await webhook.send(liveCompleted, { secret })).toMatchObject({ status: 200, text: '{"received":true}' });
    }
    expect(await webhook.send(completed)).toMatchObject({ status: 200, text: '{"received":true}' });
  });

  it('takes an event of 1 MB, and one beyond ASCII', async () => {
    const webhook = await start();
    const event = buildEvent('checkout.session.completed', { ...session, metadata: { note: 'Grüße 🌲' } });
    const bytes = Buffer.byteLength(JSON.stringify(event, null, 2));
    const large = { ...event, padding: 'x'.repeat(1_048_576 - bytes - 18) };
    expect(await webhook.send(large)).toMatchObject({ status: 200, text: '{"received":true}' });
  });

  it('keeps the buyer apart from the entry', async () => {
    const webhook = await start();
    await webhook.send(completed);
    const id = entryId(webhook.property.id, session.id);
    expect(JSON.stringify(await webhook.store.findEntry(id))).not.toContain('ada');
    expect(await webhook.store.findBuyer(id, webhook.clock.nowMs)).toMatchObject({ email: 'ada@example.com' });
  });

  it('lies below the base path', async () => {
    const webhook = await start({ env: { TILLTAG_BASE_PATH: '/base' } });
    expect((await webhook.send(completed)).status).toBe(200);
    expect((await fetch(`${webhook.url}/webhooks/stripe/${webhook.property.id}`, { method: 'POST' })).status).toBe(404);
  });

  it('answers 405 to other methods, 404 beside its path, and its health', async () => {
    const webhook = await start();
    const answer = await webhook.ask(`/webhooks/stripe/${webhook.property.id}`);
    expect([answer.status, answer.code, answer.headers.get('allow')]).toEqual([405, 'method_not_allowed', 'POST']);
    expect(await webhook.ask('/checkout/sessions.json')).toMatchObject({ status: 404, code: 'not_found' });
    expect(await webhook.ask('/health')).toMatchObject({ status: 200, text: '{"status":"ok"}' });
    expect(await webhook.ask('/health', { method: 'POST' })).toMatchObject({ status: 405 });
  });
});

const thin = {
  id: 'evt_thin_1',
  object: 'v2.core.event',
  type: 'v1.checkout.session.completed',
  livemode: false,
  created: '2026-09-21T14:13:20.000Z',
  related_object: { id: session.id, type: 'checkout.session', url: `/v1/checkout/sessions/${session.id}` },
};
const text = JSON.stringify(completed);

interface BadInput {
  name: string;
  event?: object | string | Buffer;
  options?: SendOptions;
  status: number;
  code: string;
}

const badInput: BadInput[] = [
  { name: 'no signature', options: { signature: null }, status: 400, code: 'missing_signature' },
  { name: 'a signature that is none', options: { signature: 'abc' }, status: 400, code: 'malformed_signature' },
  { name: 'a forged one', options: { secret: 'whsec_forged' }, status: 400, code: 'invalid_signature' },
  {
    name: 'an old one',
    options: { timestamp: nowSeconds - 301 },
    status: 400,
    code: 'signature_too_old',
  },
  {
    name: 'one from the future',
    options: { timestamp: nowSeconds + 301 },
    status: 400,
    code: 'signature_in_the_future',
  },
  {
    name: 'a truncated body',
    event: text.slice(0, -10),
    options: { signature: sign(Buffer.from(text)) },
    status: 400,
    code: 'invalid_signature',
  },
  {
    name: 'a changed body',
    event: text.replace('4950', '9950'),
    options: { signature: sign(Buffer.from(text)) },
    status: 400,
    code: 'invalid_signature',
  },
  {
    name: 'a compressed body',
    event: gzipSync(text),
    options: { signature: sign(Buffer.from(text)), headers: { 'content-encoding': 'gzip' } },
    status: 400,
    code: 'invalid_signature',
  },
  { name: 'an empty body', event: '', status: 400, code: 'malformed_event' },
  { name: 'signed text that is no JSON', event: text.slice(0, -10), status: 400, code: 'malformed_event' },
  { name: 'signed JSON that is no event', event: [1, 2], status: 400, code: 'malformed_event' },
  {
    name: 'an event whose object is not whole',
    event: buildEvent('refund.created', { object: 'refund', id: 're_1' }),
    status: 400,
    code: 'malformed_event',
  },
  { name: 'a thin event', event: thin, status: 400, code: 'thin_event' },
  { name: 'more than 1 MB', event: 'x'.repeat(1_048_577), status: 413, code: 'body_too_large' },
];

describe('bad input', () => {
  it.each(badInput)('$name is refused with $status $code, logged and counted', async (input) => {
    const { event = text, options, status, code } = input;
    const webhook = await start();
    const answer = await webhook.send(event, options);
    expect([answer.status, answer.code]).toEqual([status, code]);
    expect(webhook.logs).toMatchObject([{ event: code, property_id: webhook.property.id }]);
    expect(await webhook.counts()).toEqual({ [code]: 1 });
    expect(await webhook.store.findEntry(entryId(webhook.property.id, session.id))).toBeUndefined();
  });

  it('an event of another property’s endpoint is refused', async () => {
    const webhook = await start();
    const other = { ...webhook.property, id: 'tt_othershop', webhookSecrets: { live: [], test: [] } };
    const sealed = seal(keyRing, 'whsec_other', webhookSecretPlace(other.id, 'test'));
    await webhook.store.createProperty({ ...other, webhookSecrets: { live: [], test: [sealed] } });
    expect(await webhook.send(completed, { propertyId: other.id })).toMatchObject({
      status: 400,
      code: 'invalid_signature',
    });
    expect(await webhook.send(completed, { propertyId: other.id, secret: 'whsec_other' })).toMatchObject({
      status: 200,
    });
  });

  it('an unknown property is answered 404, logged with its id and not counted', async () => {
    const webhook = await start();
    const answer = await webhook.send(completed, { propertyId: 'tt_nosuchshop' });
    expect([answer.status, answer.code]).toEqual([404, 'unknown_property']);
    expect(webhook.logs).toMatchObject([
      { severity: 'WARNING', event: 'unknown_property', property_id: 'tt_nosuchshop' },
    ]);
    expect(await webhook.store.listTallies('tt_nosuchshop', webhook.clock.nowMs)).toEqual([]);
  });

  it('what cannot be a property’s id is answered 404 and not repeated in the log', async () => {
    const webhook = await start();
    const answer = await webhook.send(completed, { propertyId: 'ada%40example.com' });
    expect([answer.status, answer.code]).toEqual([404, 'unknown_property']);
    expect(JSON.stringify(webhook.logs)).not.toContain('ada');
  });

  it('a property without a webhook secret is told to store one', async () => {
    const webhook = await start({ property: { webhookSecrets: { live: [], test: [] } } });
    const answer = await webhook.send(completed);
    expect([answer.status, answer.code]).toEqual([409, 'webhook_secret_missing']);
    expect(answer.text).toContain('npm run tilltag -- property connect');
    expect(await webhook.counts()).toEqual({ webhook_secret_missing: 1 });
  });
});

describe('events that are none of ours', () => {
  it.each([
    {
      name: 'an unknown type',
      event: buildEvent('customer.created', { id: 'cus_1', object: 'customer' }),
      reason: 'unknown_type',
    },
    {
      name: 'a connected account',
      event: buildEvent('checkout.session.completed', session, { account: 'acct_1' }),
      reason: 'connected_account',
    },
    {
      name: 'a payment link out of scope',
      event: completed,
      property: { scope: { kind: 'payment_links' as const, ids: ['plink_other'] } },
      reason: 'out_of_scope',
    },
    { name: 'a live event with the secret of the test endpoint', event: liveCompleted, reason: 'wrong_mode' },
    {
      name: 'a test event with the secret of the live endpoint',
      event: completed,
      secret: secrets.live[1],
      reason: 'wrong_mode',
    },
  ])('$name is answered 200 with the reason, logged and counted', async ({ event, property, secret, reason }) => {
    const webhook = await start(property && { property });
    const answer = await webhook.send(event, secret === undefined ? {} : { secret });
    expect([answer.status, answer.json]).toEqual([200, { received: true, ignored: reason }]);
    expect(webhook.logs).toMatchObject([{ event: 'event_ignored', reason, stripe_event: 'evt_1' }]);
    expect(await webhook.counts()).toEqual({ [reason]: 1 });
    for (const id of [session.id, liveSession.id]) {
      expect(await webhook.store.findEntry(entryId(webhook.property.id, id))).toBeUndefined();
    }
  });

  it('the end of a subscription that is out of scope by now is counted as that; what takes its payment back is taken', async () => {
    const webhook = await start();
    const ids = { id: 'cs_test_b2Subscription000000', payment_intent: null, subscription: 'sub_1' };
    await webhook.send(completed);
    await webhook.send(buildEvent('checkout.session.completed', { ...session, ...ids, mode: 'subscription' }));
    await webhook.store.changeProperty({ ...webhook.property, scope: { kind: 'payment_links', ids: ['plink_other'] } });
    const second = await webhook.startSecondInstance();
    const end = await second.send(buildEvent('customer.subscription.deleted', subscription));
    const back = [
      await second.send(buildEvent('refund.created', refund)),
      await second.send(buildEvent('charge.dispute.created', dispute)),
    ];
    await second.close();
    expect(end.json).toEqual({ received: true, ignored: 'out_of_scope' });
    expect(back.map(({ json }) => json)).toEqual([{ received: true }, { received: true }]);
    expect(await webhook.counts()).toEqual({ accepted: 4, out_of_scope: 1 });
    for (const id of ['re_1', 'dp_1']) {
      const entry = await webhook.store.findEntry(entryId(webhook.property.id, id));
      // Pages alone send, and none told of it.
      expect(entry).toMatchObject({ resolution: { state: 'resolved' } });
      expect(entry?.deliveries).toEqual({});
    }
  });

  it('takes both modes where one secret was stored under both', async () => {
    const webhook = await start();
    const both = (mode: 'live' | 'test') => seal(keyRing, 'whsec_both', webhookSecretPlace('tt_bothmodes', mode));
    const webhookSecrets = { live: [both('live')], test: [both('test')] };
    await webhook.store.createProperty({ ...webhook.property, id: 'tt_bothmodes', webhookSecrets });
    for (const event of [completed, liveCompleted]) {
      const answer = await webhook.send(event, { propertyId: 'tt_bothmodes', secret: 'whsec_both' });
      expect(answer.text).toBe('{"received":true}');
    }
  });
});

const keyRing = parseKeyRing(`main:${Buffer.alloc(32, 7).toString('base64')}`);

describe('secrets that cannot be opened', () => {
  const damaged = seal(keyRing, 'whsec_x', webhookSecretPlace('tt_elsewhere', 'live'));

  it('do not keep those of the other mode from counting', async () => {
    const webhook = await start();
    const { test } = webhook.property.webhookSecrets;
    const changed = { ...webhook.property, webhookSecrets: { live: [damaged], test } };
    await webhook.store.changeProperty(changed);
    expect(await webhook.send(completed)).toMatchObject({ status: 200 });
  });

  it('are answered 500, so that Stripe sends the event again, and the log says why', async () => {
    const webhook = await start({ property: { webhookSecrets: { live: [damaged], test: [] } } });
    expect(await webhook.send(liveCompleted, { secret: secrets.live[0] })).toMatchObject({
      status: 500,
      code: 'internal',
    });
    expect(webhook.logs).toMatchObject([{ severity: 'ERROR', event: 'internal', cause: 'UnsealError' }]);
  });

  it('are answered 500 rather than called a wrong signature where one of them may have been the right one', async () => {
    const webhook = await start();
    const { test } = webhook.property.webhookSecrets;
    await webhook.store.changeProperty({ ...webhook.property, webhookSecrets: { live: [damaged], test } });
    expect(await webhook.send(liveCompleted, { secret: secrets.live[0] })).toMatchObject({ status: 500 });
  });
});
