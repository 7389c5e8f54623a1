// The step that has Stripe tell of payments: made for the person, or by hand.
import { describe, expect, test } from 'vitest';
import { neededRights, setUpRights, testKey } from './start-setup.ts';
import { useSetup } from './use-setup.ts';

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

  test('explains step by step what to make by hand, with the address and every event', async () => {
    const id = await makeProperty();
    const { body } = await setup.world.app.get(
      `/properties/${id}/setup/webhook?address=https://tags.example.com/base/`,
    );
    expect(body).toContain(`<code>https://tags.example.com/base/webhooks/stripe/${id}</code>`);
    expect(body).toContain('<code>checkout.session.completed</code>');
    expect(body).toContain('<code>charge.dispute.closed</code>');
    expect(body).toContain('https://dashboard.stripe.com/test/webhooks/create?events=');
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
    expect((await setup.world.app.post(`/properties/${id}/setup/webhook/skip`, {})).status).toBe(303);
    expect(await readStates(id)).toMatchObject({ webhook: 'done' });
    expect((await setup.world.app.get(`/properties/${id}/setup`)).body).toContain(
      'the server hears only what thank-you pages tell',
    );
  });
});
