// The step that waits for the first payment.
import { describe, expect, test } from 'vitest';
import { testKey } from './start-setup.ts';
import { useSetup } from './use-setup.ts';

const setup = useSetup();
const { origin, makeProperty, readStates } = setup;
const site = 'https://shop.example.com';

async function makeConnected(): Promise<string> {
  const id = await makeProperty();
  await setup.world.app.post(`/properties/${id}/setup/keys`, { stripe_key_test: testKey });
  await setup.world.app.post(`/properties/${id}/setup/webhook/make`, { mode: 'test', address: origin() });
  return id;
}

const show = async (id: string) => (await setup.world.app.get(`/properties/${id}/setup/test`)).body;

describe('the last step', () => {
  test('turns green once Stripe told and the page said that its event was processed, and goes on asking until then', async () => {
    const id = await makeConnected();
    const sessionId = await setup.world.buy();
    await setup.world.lookFrom(site, id, sessionId);
    const inPart = await show(id);
    expect(inPart).toContain('class="message warning"');
    expect(inPart).toContain('The payment arrived, but not every part of it.');
    expect(inPart).toContain('Not there yet: Thank-you page.');
    expect(inPart).toContain('did not say that its event reached the data layer');
    expect(inPart).toContain('data-refresh-seconds="5"');
    expect(await readStates(id)).toMatchObject({ test: 'look' });
    await setup.world.reportFrom(site, id, sessionId);
    const whole = await show(id);
    expect(whole).toContain('The payment arrived.');
    expect(whole).not.toContain('Not there yet');
    expect(whole).not.toContain('data-refresh-seconds');
    expect(await readStates(id)).toMatchObject({ test: 'done' });
  });

  test('stays yellow on Stripe’s word alone, and says what may keep the page away', async () => {
    const id = await makeConnected();
    await setup.world.buy();
    const body = await show(id);
    expect(body).toContain('It has not asked about the payment.');
    expect(body).toContain('The container is not published');
    expect(body).toContain('http-equiv="refresh"');
    expect(await readStates(id)).toMatchObject({ test: 'look' });
  });

  test('stays yellow while a webhook that is set up does not tell, and names it', async () => {
    const id = await makeConnected();
    const { session } = setup.world.stripe.createSession(setup.world.stripeAccountId);
    setup.world.stripe.completeSession(session.id, 'card');
    await setup.world.reportFrom(site, id, session.id);
    const body = await show(id);
    expect(body).toContain('Not there yet: Webhook.');
    expect(body).toContain('the stored signing secret is that of another endpoint');
    expect(body).toContain(`/properties/${id}/setup/webhook">Go to: Webhook`);
    expect(await readStates(id)).toMatchObject({ test: 'look' });
  });

  test('does not wait for what was left out, and says that it was', async () => {
    const id = await makeProperty();
    await setup.world.app.post(`/properties/${id}/setup/keys`, { stripe_key_test: testKey });
    for (const step of ['webhook', 'destinations'])
      await setup.world.app.post(`/properties/${id}/setup/${step}/skip`, {});
    const { session } = setup.world.stripe.createSession(setup.world.stripeAccountId);
    setup.world.stripe.completeSession(session.id, 'card');
    await setup.world.reportFrom(site, id, session.id);
    const body = await show(id);
    expect(body).toContain('The webhook was left out by you, on 2026-05-12. What you lose:');
    expect(body).not.toContain('data-refresh-seconds');
    expect(await readStates(id)).toMatchObject({ webhook: 'left_out', destinations: 'left_out', test: 'done' });
  });

  test('stays proven by an earlier payment when a later one closes the tab', async () => {
    const id = await makeConnected();
    await setup.world.reportFrom(site, id, await setup.world.buy());
    setup.world.app.clock.nowMs += 60_000;
    await setup.world.buy();
    const body = await show(id);
    expect(body).toContain('An earlier payment came through whole');
    expect(body).not.toContain('data-refresh-seconds');
    expect(await readStates(id)).toMatchObject({ test: 'done' });
  });

  test('does not call a checkout green that was not paid', async () => {
    const id = await makeConnected();
    const { session } = setup.world.stripe.createSession(setup.world.stripeAccountId);
    setup.world.stripe.completeSession(session.id, 'bank_debit');
    for (const event of setup.world.stripe.listEvents()) await setup.world.stripe.deliver(event.id);
    const body = await show(id);
    expect(body).toContain('A checkout arrived.');
    expect(body).toContain('settles later');
    expect(await readStates(id)).toMatchObject({ test: 'look' });
  });
});
