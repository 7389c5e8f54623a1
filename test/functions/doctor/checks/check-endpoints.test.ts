// Whether the account's webhook endpoints serve a property, and whether Stripe could deliver.
import { describe, expect, test } from 'vitest';
import { checkEndpoints, checkUndelivered } from '../../../../functions/doctor/checks/check-endpoints.ts';
import { stripeApiVersion } from '../../../../functions/stripe/create-client.ts';
import { webhookEventTypes } from '../../../../functions/stripe/webhook-event-types.ts';
import { accountId, useStripe } from '../use-stripe.ts';

const { stripe, keyWith } = useStripe();
const property = { id: 'tt_shopshopshop', webhookSecrets: { live: [], test: ['sealed1.main.AAAA'] } };
const endpoint = 'https://tags.example.com/base';
const url = `${endpoint}/webhooks/stripe/${property.id}`;
const right = 'rak_webhook_read';

function add(changes: { url?: string; apiVersion?: string | null; enabledEvents?: string[] } = {}) {
  const draft = { url, enabledEvents: [...webhookEventTypes], apiVersion: stripeApiVersion, ...changes };
  return stripe().addWebhookEndpoint(accountId, draft).object;
}

const check = (rules = { property, endpoint: endpoint as string | undefined }) => checkEndpoints(keyWith(right), rules);

describe('checkEndpoints', () => {
  test('is content with an endpoint that is enabled, whole, of our version and at the right host', async () => {
    add();
    expect(await check()).toMatchObject([
      { code: 'endpoint_good', verdict: 'green', about: 'webhook:test', data: { host: 'tags.example.com' } },
    ]);
  });

  test('finds none where only those of other properties are', async () => {
    add({ url: `${endpoint}/webhooks/stripe/tt_otherotherother` });
    expect(await check()).toMatchObject([{ code: 'endpoint_missing', verdict: 'red' }]);
  });

  test('of several the best counts', async () => {
    add({ enabledEvents: ['invoice.paid'] });
    add();
    add({ apiVersion: null });
    expect(await check()).toMatchObject([{ code: 'endpoint_good' }]);
  });

  test('names each fault of the only one', async () => {
    add({
      url: `https://old.example.com/webhooks/stripe/${property.id}/`,
      apiVersion: null,
      enabledEvents: ['invoice.paid'],
    });
    expect(await check()).toMatchObject([
      { code: 'endpoint_elsewhere', data: { host: 'old.example.com', expected: 'tags.example.com' } },
      { code: 'endpoint_lacks_events', verdict: 'red' },
      { code: 'endpoint_version', data: { version: null, expected: stripeApiVersion } },
    ]);
  });

  test('judges no host where nobody knows the address of the functions', async () => {
    add({ url: `https://anywhere.example.com/webhooks/stripe/${property.id}` });
    expect(await check({ property, endpoint: undefined })).toMatchObject([{ code: 'endpoint_good' }]);
  });

  test('a disabled one is red', async () => {
    add().status = 'disabled';
    expect(await check()).toMatchObject([{ code: 'endpoint_disabled', verdict: 'red' }]);
  });

  test('asks nobody where no secret of the mode is stored, and is in doubt without the right', async () => {
    const none = { ...property, webhookSecrets: { live: [], test: [] } };
    expect(await check({ property: none, endpoint })).toEqual([]);
    expect(stripe().requests).toEqual([]);
    const blind = await checkEndpoints(keyWith('rak_event_read'), { property, endpoint });
    expect(blind).toMatchObject([{ code: 'endpoint_unseen', data: { reason: 'missing_permission' } }]);
  });
});

describe('checkUndelivered', () => {
  const check = (nowMs: number, ...rights: string[]) =>
    checkUndelivered(keyWith(...rights), { property, endpoint }, nowMs);

  test('counts what Stripe could not deliver, but for what it is about to', async () => {
    add({ enabledEvents: ['*'] });
    stripe().expireSession(stripe().createSession(accountId).session.id);
    expect(await check(Date.now(), 'rak_event_read')).toMatchObject([{ code: 'events_delivered', verdict: 'green' }]);
    expect(await check(Date.now() + 3_600_000, 'rak_event_read')).toMatchObject([
      { code: 'events_undelivered', verdict: 'yellow', data: { count: 1, hasMore: false } },
    ]);
  });

  test('says nothing without the right, which is named elsewhere', async () => {
    expect(await check(Date.now(), right)).toEqual([]);
  });
});
