// Connecting a property with Stripe's webhook, at the stand-in.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  connectPropertyWebhook,
  forgetOldSecrets,
  remakePropertyWebhook,
  storeWebhookSecret,
} from '../../../../functions/properties/webhook/connect-property.ts';
import { summarizeSecrets } from '../../../../functions/properties/webhook/webhook-secrets.ts';
import { StoreUnavailableError } from '../../../../functions/store/errors.ts';
import { listWebhookEndpoints } from '../../../../functions/stripe/list-webhook-endpoints.ts';
import { type StripeStandIn, startStripeStandIn } from '../../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';
import { faultOf, keyRing, nowMs, propertyId, useProperties } from '../use-properties.ts';

const { tools, read } = useProperties();
const url = `https://tags.example.com/webhooks/stripe/${propertyId}`;
const key = { kind: 'key', apiKey: 'rk_test_connectKey0123456789' } as const;
const whose = { propertyId, mode: 'test' } as const;
let stripe: StripeStandIn;
let accountId: string;

beforeEach(async () => {
  stripe = await startStripeStandIn();
  accountId = permit('rak_webhook_write');
});

afterEach(() => stripe.close());

function permit(...permissions: string[]): string {
  return stripe.addAccount({ id: 'acct_1', keys: [{ key: key.apiKey, permissions }] }).id;
}

const connect = (opened: Parameters<typeof connectPropertyWebhook>[2]['key'] = key) =>
  connectPropertyWebhook(tools(), whose, { key: opened, url, apiBase: stripe.url });

describe('connectPropertyWebhook', () => {
  test('has Stripe make the endpoint, and keeps its secret', async () => {
    expect(await connect()).toEqual({ kind: 'created', endpointId: expect.stringMatching(/^we_/) });
    const property = await read();
    expect(summarizeSecrets(property, 'test', keyRing)).toEqual([{ last4: expect.any(String) }]);
    expect(property).toMatchObject({
      webhookSecrets: { live: [] },
      updatedAtMs: nowMs,
      webhooks: { test: { url, sinceMs: nowMs } },
    });
  });

  test('finds the endpoint that is there, and stores nothing', async () => {
    stripe.addWebhookEndpoint(accountId, { url, enabledEvents: ['*'] });
    expect(await connect()).toMatchObject({ kind: 'exists', endpoint: { isEnabled: true, missingEventTypes: [] } });
    expect((await read()).version).toBe(1);
  });

  test('tells of an endpoint whose secret could not be stored', async () => {
    const { store } = tools();
    const away = new StoreUnavailableError('The database is away.');
    const broken = { ...tools(), store: { findProperty: read, changeProperty: () => Promise.reject(away) } };
    const connected = await connectPropertyWebhook(broken, whose, { key, url, apiBase: stripe.url });
    expect(connected).toEqual({ kind: 'not_stored', endpointId: expect.stringMatching(/^we_/), cause: away });
    expect((await store.findProperty(propertyId))?.webhookSecrets.test).toEqual([]);
  });

  test('leaves the endpoint to a person where there is no key to ask with', async () => {
    expect(await connect({ kind: 'none' })).toEqual({ kind: 'by_hand', reason: 'no_key' });
    expect(await connect({ kind: 'closed', fault: 'x' })).toEqual({ kind: 'by_hand', reason: 'key_unreadable' });
    expect(stripe.requests).toEqual([]);
  });

  test('leaves it to a person where Stripe does not let the key, or does not answer', async () => {
    permit();
    expect(await connect()).toEqual({ kind: 'by_hand', reason: 'missing_permission' });
    stripe.addAccount({ id: 'acct_1', keys: [] });
    expect(await connect()).toEqual({ kind: 'by_hand', reason: 'key_rejected' });
    stripe.setFaults({ status: 500 });
    expect(await connect()).toEqual({ kind: 'by_hand', reason: 'stripe_unavailable' });
  });
});

describe('remakePropertyWebhook', () => {
  const remake = () => remakePropertyWebhook(tools(), whose, { key, url, apiBase: stripe.url });
  const readEndpoints = async () => {
    const read = await listWebhookEndpoints({ apiKey: key.apiKey, apiBase: stripe.url });
    return read.kind === 'listed' ? read.endpoints : [];
  };

  test('puts a new endpoint in the place of all of the property’s, wherever they led, and keeps its secret', async () => {
    const put = (to: string) => stripe.addWebhookEndpoint(accountId, { url: to, enabledEvents: ['*'] });
    put(`https://nosuch.shop.invalid/webhooks/stripe/${propertyId}`);
    put(url);
    put('https://tags.example.com/webhooks/stripe/tt_anothershop');
    const made = await remake();
    expect(made).toMatchObject({ kind: 'created' });
    const left = await readEndpoints();
    expect(left.map((one) => one.url)).toEqual([url, 'https://tags.example.com/webhooks/stripe/tt_anothershop']);
    expect(made).toEqual({ kind: 'created', endpointId: left[0]?.id });
    expect((await read()).webhookSecrets.test).toHaveLength(1);
  });

  test('changes nothing at Stripe where the key may not, and says why', async () => {
    stripe.addWebhookEndpoint(accountId, { url, enabledEvents: ['*'] });
    permit('rak_webhook_read');
    expect(await remake()).toEqual({ kind: 'by_hand', reason: 'missing_permission' });
    expect(await readEndpoints()).toHaveLength(1);
    stripe.addAccount({ id: 'acct_1', keys: [] });
    expect(await remake()).toEqual({ kind: 'by_hand', reason: 'key_rejected' });
    expect((await read()).version).toBe(1);
  });
});

describe('storeWebhookSecret', () => {
  test('stores the secret as the newest, and with forgetsOld alone', async () => {
    await storeWebhookSecret(tools(), whose, 'whsec_first0001');
    const { after } = await storeWebhookSecret(tools(), whose, 'whsec_second0002');
    expect(summarizeSecrets(after, 'test', keyRing).map(({ last4 }) => last4)).toEqual(['0002', '0001']);
    const alone = await storeWebhookSecret(tools(), { ...whose, forgetsOld: true }, 'whsec_third0003');
    expect(summarizeSecrets(alone.after, 'test', keyRing)).toEqual([{ last4: '0003' }]);
    expect(alone.after.webhooks).toEqual({ test: { sinceMs: nowMs } });
  });

  test('says that there is no such property', async () => {
    const store = storeWebhookSecret(tools(), { ...whose, propertyId: 'tt_unknown' }, 'whsec_first0001');
    expect(await faultOf(store)).toEqual({ code: 'unknown_property' });
  });
});

describe('forgetOldSecrets', () => {
  test('keeps the newest alone, and writes nothing where there is no other', async () => {
    await storeWebhookSecret(tools(), whose, 'whsec_first0001');
    await storeWebhookSecret(tools(), whose, 'whsec_second0002');
    const { after } = await forgetOldSecrets(tools(), whose);
    expect(summarizeSecrets(after, 'test', keyRing)).toEqual([{ last4: '0002' }]);
    const again = await forgetOldSecrets(tools(), whose);
    expect(again.after.version).toBe(after.version);
  });
});
