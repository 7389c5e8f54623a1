// Removing an account's webhook endpoints through the real SDK, at the stand-in.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listWebhookEndpoints } from '../../../functions/stripe/list-webhook-endpoints.ts';
import { removeWebhookEndpoints } from '../../../functions/stripe/remove-webhook-endpoints.ts';
import { type StripeStandIn, startStripeStandIn } from '../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';

const apiKey = 'rk_test_endpointKey0123456789';
let stripe: StripeStandIn;
let accountId: string;

beforeEach(async () => {
  stripe = await startStripeStandIn();
  accountId = stripe.addAccount({ keys: [{ key: apiKey, permissions: ['rak_webhook_write'] }] }).id;
});

afterEach(() => stripe.close());

const errand = () => ({ apiKey, apiBase: stripe.url });
const isOurs = (url: string): boolean => url.endsWith('/tt_ours');

function put(name: string): void {
  stripe.addWebhookEndpoint(accountId, { url: `https://tags.example.com/${name}`, enabledEvents: ['*'] });
}

describe('removeWebhookEndpoints', () => {
  it('removes ours, and leaves the others', async () => {
    put('tt_ours');
    put('tt_other');
    expect(await removeWebhookEndpoints(errand(), isOurs)).toEqual({ kind: 'removed', count: 1 });
    const left = await listWebhookEndpoints(errand());
    expect(left.kind === 'listed' && left.endpoints.map(({ url }) => url)).toEqual([
      'https://tags.example.com/tt_other',
    ]);
  });

  it('finds ours behind more than a page of others', async () => {
    put('tt_ours');
    for (let count = 0; count < 120; count += 1) put(`other${count}`);
    put('tt_ours');
    expect(await removeWebhookEndpoints(errand(), isOurs)).toEqual({ kind: 'removed', count: 2 });
  });

  it('counts none where there is none', async () => {
    expect(await removeWebhookEndpoints(errand(), isOurs)).toEqual({ kind: 'removed', count: 0 });
  });
});
