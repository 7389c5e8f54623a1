// Making a property's webhook endpoint through the real SDK, at the stand-in.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectWebhook } from '../../../functions/stripe/connect-webhook.ts';
import { stripeApiVersion } from '../../../functions/stripe/create-client.ts';
import { verifyEvent } from '../../../functions/stripe/verify-event.ts';
import { webhookEventTypes } from '../../../functions/stripe/webhook-event-types.ts';
import { type StripeStandIn, startStripeStandIn } from '../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';

const apiKey = 'rk_test_connectKey0123456789';
const url = 'https://tilltag.example.com/webhooks/stripe/tt_1';
let stripe: StripeStandIn;
let accountId: string;

beforeEach(async () => {
  stripe = await startStripeStandIn();
  accountId = stripe.addAccount({ keys: [{ key: apiKey, permissions: ['rak_webhook_write'] }] }).id;
});

afterEach(() => stripe.close());

function connect(to = url, key = apiKey) {
  return connectWebhook({ apiKey: key, url: to, apiBase: stripe.url });
}

describe('connectWebhook', () => {
  it('makes an endpoint for exactly our events in the pinned version, and tells its secret', async () => {
    const made = await connect();
    expect(made).toEqual({
      kind: 'created',
      endpointId: expect.stringMatching(/^we_/),
      secret: expect.stringMatching(/^whsec_/),
    });
    const { id } = stripe.createSession(accountId).session;
    stripe.completeSession(id, 'card');
    const [event] = stripe.listEvents('checkout.session.completed');
    const endpointId = made.kind === 'created' ? made.endpointId : '';
    const secret = made.kind === 'created' ? made.secret : '';
    const request = stripe.renderRequest(event?.id ?? '', endpointId);
    expect(request.url).toBe(url);
    expect(JSON.parse(request.body)).toMatchObject({ api_version: stripeApiVersion });
    const header = request.headers['stripe-signature'];
    expect(await verifyEvent(Buffer.from(request.body), header, [secret], Date.now())).toMatchObject({
      kind: 'verified',
    });
    const refused = stripe.listEvents().filter(({ type }) => !webhookEventTypes.some((known) => known === type));
    expect(refused.length).toBeGreaterThan(0);
    for (const { id: eventId } of refused) expect(await stripe.deliver(eventId)).toEqual([]);
  });

  it('finds the endpoint that is there, and makes no second one', async () => {
    await connect();
    expect(await connect()).toMatchObject({
      kind: 'exists',
      endpoint: { isEnabled: true, apiVersion: stripeApiVersion, missingEventTypes: [] },
    });
    expect(stripe.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it('says what an endpoint that somebody made by hand does not get', async () => {
    stripe.addWebhookEndpoint(accountId, { url, enabledEvents: ['checkout.session.completed'] });
    expect(await connect()).toMatchObject({
      kind: 'exists',
      endpoint: {
        apiVersion: null,
        missingEventTypes: webhookEventTypes.filter((type) => type !== 'checkout.session.completed'),
      },
    });
    stripe.addWebhookEndpoint(accountId, { url: `${url}0`, enabledEvents: ['*'] });
    expect(await connect(`${url}0`)).toMatchObject({ kind: 'exists', endpoint: { missingEventTypes: [] } });
  });

  it('looks through all pages of endpoints, of its own mode alone', async () => {
    stripe.addWebhookEndpoint(accountId, { url, enabledEvents: ['*'] });
    for (let count = 0; count < 120; count += 1) {
      stripe.addWebhookEndpoint(accountId, { url: `${url}/${count}`, enabledEvents: ['*'] });
    }
    expect(await connect()).toMatchObject({ kind: 'exists' });
    stripe.addWebhookEndpoint(accountId, { url: `${url}-live`, enabledEvents: ['*'], livemode: true });
    expect(await connect(`${url}-live`)).toMatchObject({ kind: 'created' });
  });

  it('makes one endpoint though the first answers were lost', async () => {
    stripe.addWebhookEndpoint(accountId, { url: 'https://other.example.com/', enabledEvents: ['*'] });
    stripe.setFaults({ loseAnswersTo: 'POST', times: 3 });
    const made = await connect();
    expect(made).toMatchObject({ kind: 'created' });
    expect(stripe.requests.filter(({ method }) => method === 'POST').length).toBeGreaterThan(1);
    const { id } = stripe.createSession(accountId).session;
    stripe.expireSession(id);
    const [event] = stripe.listEvents('checkout.session.expired');
    const attempts = await stripe.deliver(event?.id ?? '', { lose: 'request' });
    expect(attempts.filter(({ endpointId }) => made.kind === 'created' && endpointId === made.endpointId)).toHaveLength(
      1,
    );
    expect(attempts).toHaveLength(2);
  });

  it.each([['rak_checkout_session_read'], ['rak_webhook_read']])(
    'names the right that a key with only %s lacks',
    async (right) => {
      const key = 'rk_test_weakKey0123456789';
      stripe.addAccount({ keys: [{ key, permissions: [right] }] });
      expect(await connect(url, key)).toEqual({ kind: 'missing_permission', permission: 'rak_webhook_write' });
    },
  );

  it('says when the key is revoked, or Stripe is not there', async () => {
    expect(await connect(url, 'rk_test_revoked0123456789')).toEqual({ kind: 'rejected' });
    stripe.setFaults({ reset: true });
    expect(await connect()).toEqual({ kind: 'unavailable', reason: 'connection' });
  });

  it('says when Stripe does not take the address', async () => {
    const live = 'rk_live_connectKey0123456789';
    stripe.addAccount({ keys: [{ key: live, permissions: ['rak_webhook_write'] }] });
    expect(await connect('http://tilltag.example.com/', live)).toEqual({
      kind: 'unavailable',
      reason: 'refused_request',
    });
  });
});
