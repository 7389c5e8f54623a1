// The step that has Stripe tell of payments: made for the person, or by hand.
import { describe, expect, test } from 'vitest';
import { stripeApiVersion } from '../../../../functions/stripe/create-client.ts';
import { webhookEventTypes } from '../../../../functions/stripe/webhook-event-types.ts';
import { startConsole } from '../start-console.ts';
import { neededRights, setUpRights, testKey } from './start-setup.ts';
import { useSetup } from './use-setup.ts';

// No part of a name may be as long, so that nobody is asked about it.
const nowhere = `https://${'a'.repeat(64)}.example.com`;

const setup = useSetup();
const { origin, makeProperty, stored, readStates } = setup;

describe('the step about the webhook', () => {
  test('has Stripe make the endpoint and stores its secret, after which events are accepted', async () => {
    const id = await makeProperty();
    await setup.world.app.post(`/properties/${id}/setup/keys`, { stripe_key_test: testKey });
    const made = await setup.world.app.post(`/properties/${id}/setup/webhook/make`, {
      mode: 'test',
      address: origin(),
    });
    expect(made.status).toBe(303);
    expect((await setup.world.app.get(`/properties/${id}/setup/webhook`)).body).toContain(
      'Connected, but no event has arrived yet.',
    );
    await setup.world.buy();
    const { body } = await setup.world.app.get(`/properties/${id}/setup/webhook`);
    expect(body).toContain('the last day with one was 2026-05-12');
    expect(await readStates(id)).toMatchObject({ webhook: 'done' });
  });

  test('refuses an address whose name leads nowhere at its field, before Stripe makes anything', async () => {
    const id = await makeProperty();
    await setup.world.app.post(`/properties/${id}/setup/keys`, { stripe_key_test: testKey });
    const refused = await setup.world.app.post(`/properties/${id}/setup/webhook/make`, {
      mode: 'test',
      address: nowhere,
    });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatch(/id="address-error"[^>]*>The name a{64}\.example\.com is not known in the DNS/);
    expect((await stored(id)).webhookSecrets.test).toEqual([]);
    expect(setup.world.stripe.requests.filter(({ path }) => path.includes('webhook_endpoints'))).toEqual([]);
  });

  test('shows where the webhook leads once it is connected, and makes it anew for another address', async () => {
    const id = await makeProperty();
    await setup.world.app.post(`/properties/${id}/setup/keys`, { stripe_key_test: testKey });
    await setup.world.app.post(`/properties/${id}/setup/webhook/make`, { mode: 'test', address: `${origin()}/wrong` });
    const before = (await setup.world.app.get(`/properties/${id}/setup/webhook`)).body;
    expect(before).toContain(`Stripe sends its events to <code>${origin()}/wrong/webhooks/stripe/${id}</code>.`);
    expect(before).toMatch(new RegExp(`name="address"[^>]* value="${origin()}/wrong"`));
    expect(before).toContain('Make the test webhook anew for this address');
    const remake = (address: string) =>
      setup.world.app.post(`/properties/${id}/setup/webhook/remake`, { mode: 'test', address });
    expect((await remake(nowhere)).status).toBe(422);
    expect((await remake(origin())).status).toBe(303);
    expect((await setup.world.app.get(`/properties/${id}/setup/webhook`)).body).toContain(
      `Stripe sends its events to <code>${origin()}/webhooks/stripe/${id}</code>.`,
    );
    await setup.world.buy();
    expect(await readStates(id)).toMatchObject({ webhook: 'done' });
  });

  test('explains step by step what to make by hand, with the address and every event', async () => {
    const id = await makeProperty();
    const { body } = await setup.world.app.get(
      `/properties/${id}/setup/webhook?address=https://tags.example.com/base/`,
    );
    expect(body).toContain(`<code>https://tags.example.com/base/webhooks/stripe/${id}</code>`);
    expect(body).toContain('<code>checkout.session.completed</code>');
    expect(body).toContain('<code>charge.dispute.closed</code>');
    expect(body).toContain('https://dashboard.stripe.com/test/webhooks/create?events=');
    expect(body).toContain('“Add destination”');
    expect(body).toContain(`API version: ${stripeApiVersion}. Payload style, if Stripe asks: “Snapshot”, not “Thin”`);
    expect(body.match(/<li><code>[a-z_.]+<\/code><\/li>/g)).toHaveLength(webhookEventTypes.length);
    expect(body).toContain(`The ${webhookEventTypes.length} events to tick`);
    expect(body).not.toContain('Add endpoint');
  });

  test('an address without https is refused at its field with the address as it should be', async () => {
    const id = await makeProperty();
    const { body } = await setup.world.app.get(`/properties/${id}/setup/webhook?address=tags.example.com`);
    expect(body).toContain('id="address-error"');
    expect(body).toContain('Write https://tags.example.com instead.');
  });

  test('on this machine it shows how Stripe’s command line brings the events, and blames nobody for an address that nobody typed', async () => {
    const local = await startConsole();
    try {
      const { id } = await local.addProperty();
      const { body } = await local.get(`/properties/${id}/setup/webhook`);
      const address = `${new URL(local.url).origin}/webhooks/stripe/${id}`;
      expect(body).toContain(`stripe listen --events ${webhookEventTypes.join(',')} --forward-to ${address}</code>`);
      expect(body).not.toContain('id="address-error"');
      const typed = await local.get(`/properties/${id}/setup/webhook?address=http://127.0.0.1:8787`);
      expect(typed.body).toContain('id="address-error"');
    } finally {
      await local.close();
    }
    const played = await setup.world.app.get(`/properties/${await makeProperty()}/setup/webhook`);
    expect(played.body).not.toContain('stripe listen');
  });

  test('says why Stripe made none, and what to do by hand', async () => {
    const id = await makeProperty();
    const make = { mode: 'test', address: origin() };
    const early = await setup.world.app.post(`/properties/${id}/setup/webhook/make`, make);
    expect(early.body).toContain('There is no key of this mode yet.');
    setup.world.permit(...neededRights);
    await setup.world.app.post(`/properties/${id}/setup/keys`, { stripe_key_test: testKey });
    const refused = await setup.world.app.post(`/properties/${id}/setup/webhook/make`, make);
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('tick “Webhook Endpoints: Write”');
    setup.world.permit(...neededRights, ...setUpRights);
    const url = `${origin()}/webhooks/stripe/${id}`;
    setup.world.stripe.addWebhookEndpoint(setup.world.stripeAccountId, { url, enabledEvents: ['refund.created'] });
    const known = await setup.world.app.post(`/properties/${id}/setup/webhook/make`, make);
    expect(known.body).toContain('Stripe has a webhook for this address already.');
    expect(known.body).toContain('Add these to it: checkout.session.completed,');
  });

  test('takes a signing secret, refuses what is none, and shows neither', async () => {
    const id = await makeProperty();
    const wrong = await setup.world.app.post(`/properties/${id}/setup/webhook/secret`, {
      webhook_secret_test: testKey,
    });
    expect(wrong.status).toBe(422);
    expect(wrong.body).toContain('This is a Stripe key, not the signing secret');
    expect(wrong.body).not.toContain(testKey);
    const secret = 'whsec_0123456789abcdef0123456789abcdef';
    const saved = await setup.world.app.post(`/properties/${id}/setup/webhook/secret`, { webhook_secret_test: secret });
    expect(saved.location).toContain('/setup/destinations?');
    expect((await stored(id)).webhookSecrets.test).toHaveLength(1);
    expect(setup.world.app.dump()).not.toContain(secret);
  });

  test('can be left out, and says what is lost then', async () => {
    const id = await makeProperty();
    const loss =
      'What you lose: closed tabs, bank debits that settle later, refunds and renewals are learned of once an hour at best, and without a destination not at all.';
    expect((await setup.world.app.get(`/properties/${id}/setup/webhook`)).body).toContain(loss);
    expect((await setup.world.app.post(`/properties/${id}/setup/webhook/skip`, {})).status).toBe(303);
    expect(await readStates(id)).toMatchObject({ webhook: 'left_out' });
    const sentence = `The webhook was left out by you, on 2026-05-12. ${loss}`;
    for (const path of ['', '/setup', '/setup/webhook', '/doctor']) {
      expect(
        (await setup.world.app.get(`/properties/${id}${path}`)).body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' '),
        path,
      ).toMatch(new RegExp(sentence.replace(' What', '.{0,20} What')));
    }
  });

  test('what was left out is no finding of the check-up until it is set up and taken away again', async () => {
    const id = await makeProperty();
    await setup.world.app.post(`/properties/${id}/setup/keys`, { stripe_key_test: testKey });
    const check = async () => (await setup.world.app.get(`/properties/${id}/doctor`)).body;
    expect(await check()).toContain('class="finding warning" data-code="webhook_unconnected"');
    await setup.world.app.post(`/properties/${id}/setup/webhook/skip`, {});
    expect(await check()).toContain('class="finding quiet" data-code="webhook_left_out"');
    expect(await check()).not.toContain('webhook_unconnected');
    expect((await setup.world.app.get(`/properties/${id}/setup/webhook`)).body).not.toContain(
      'Go on without the webhook',
    );
    const secret = 'whsec_0123456789abcdef0123456789abcdef';
    await setup.world.app.post(`/properties/${id}/setup/webhook/secret`, { webhook_secret_test: secret });
    const property = await stored(id);
    await setup.world.app.store.changeProperty({ ...property, webhookSecrets: { live: [], test: [] } });
    expect(await check()).toContain('data-code="webhook_unconnected"');
  });
});
