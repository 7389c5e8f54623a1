// The step that waits for the first payment.
import { describe, expect, test } from 'vitest';
import { testKey } from './start-setup.ts';
import { useSetup } from './use-setup.ts';

const setup = useSetup();
const { origin, makeProperty, readStates } = setup;

describe('the last step', () => {
  test('turns green on Stripe’s word alone, and says that the page has not asked', async () => {
    const id = await makeProperty();
    await setup.world.app.post(`/properties/${id}/setup/keys`, { stripe_key_test: testKey });
    await setup.world.app.post(`/properties/${id}/setup/webhook/make`, { mode: 'test', address: origin() });
    await setup.world.buy();
    const { body } = await setup.world.app.get(`/properties/${id}/setup/test`);
    expect(body).toContain('The payment arrived.');
    expect(body).toContain('Check the redirect, whether the container is published');
    expect(body).toContain('http-equiv="refresh"');
  });

  test('does not call a checkout green that was not paid', async () => {
    const id = await makeProperty();
    await setup.world.app.post(`/properties/${id}/setup/keys`, { stripe_key_test: testKey });
    await setup.world.app.post(`/properties/${id}/setup/webhook/make`, { mode: 'test', address: origin() });
    const { session } = setup.world.stripe.createSession(setup.world.stripeAccountId);
    setup.world.stripe.completeSession(session.id, 'bank_debit');
    for (const event of setup.world.stripe.listEvents()) await setup.world.stripe.deliver(event.id);
    const { body } = await setup.world.app.get(`/properties/${id}/setup/test`);
    expect(body).toContain('A checkout arrived.');
    expect(body).toContain('settles later');
    expect(await readStates(id)).toMatchObject({ test: 'look' });
  });
});
