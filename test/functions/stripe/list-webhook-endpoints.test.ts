// Listing an account's webhook endpoints through the real SDK, at the stand-in.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stripeApiVersion } from '../../../functions/stripe/create-client.ts';
import { endpointReadPermission, listWebhookEndpoints } from '../../../functions/stripe/list-webhook-endpoints.ts';
import { webhookEventTypes } from '../../../functions/stripe/webhook-event-types.ts';
import { type StripeStandIn, startStripeStandIn } from '../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';

const apiKey = 'rk_test_endpointKey0123456789';
let stripe: StripeStandIn;
let accountId: string;

beforeEach(async () => {
  stripe = await startStripeStandIn();
  accountId = stripe.addAccount({ keys: [{ key: apiKey, permissions: [endpointReadPermission] }] }).id;
});

afterEach(() => stripe.close());

const list = (key = apiKey) => listWebhookEndpoints({ apiKey: key, apiBase: stripe.url });

describe('listWebhookEndpoints', () => {
  it('tells of each endpoint of the mode what it gets, and in which version', async () => {
    const url = 'https://tags.example.com/webhooks/stripe/tt_1';
    const draft = { url, enabledEvents: [...webhookEventTypes], apiVersion: stripeApiVersion };
    const whole = stripe.addWebhookEndpoint(accountId, draft).object;
    const other = stripe.addWebhookEndpoint(accountId, { url, enabledEvents: ['invoice.paid'] }).object;
    other.status = 'disabled';
    stripe.addWebhookEndpoint(accountId, { url, enabledEvents: ['*'], livemode: true });
    const missing = webhookEventTypes.filter((type) => type !== 'invoice.paid');
    expect(await list()).toEqual({
      kind: 'listed',
      endpoints: [
        { id: other.id, url, isEnabled: false, apiVersion: null, missingEventTypes: missing },
        { id: whole.id, url, isEnabled: true, apiVersion: stripeApiVersion, missingEventTypes: [] },
      ],
    });
  });

  it('goes through all pages, and misses nothing of an endpoint that gets everything', async () => {
    for (let count = 0; count < 120; count += 1) {
      stripe.addWebhookEndpoint(accountId, { url: `https://tags.example.com/${count}`, enabledEvents: ['*'] });
    }
    const found = await list();
    const endpoints = found.kind === 'listed' ? found.endpoints : [];
    expect(new Set(endpoints.map(({ url }) => url)).size).toBe(120);
    expect(endpoints.flatMap(({ missingEventTypes }) => missingEventTypes)).toEqual([]);
  });

  it('names the missing right', async () => {
    const blind = 'rk_test_blindKey0123456789';
    stripe.addAccount({ keys: [{ key: blind, permissions: ['rak_event_read'] }] });
    expect(await list(blind)).toEqual({ kind: 'missing_permission', permission: endpointReadPermission });
  });
});
