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

/** What the account's trail says was done. */
async function readTrail(): Promise<string> {
  const { body } = await setup.world.app.get(`/accounts/${setup.world.app.accountId}/audit`);
  return /<tbody[\s\S]*<\/tbody>/.exec(body)?.[0] ?? 'No table.';
}

describe('the last step', () => {
  test('names the steps that are open while nothing came', async () => {
    const id = await makeConnected();
    const body = await show(id);
    expect(body).toContain('These steps are open');
    expect(body).toContain(`<li><a href="/console/properties/${id}/setup/downloads">`);
    expect(body).not.toContain(`<li><a href="/console/properties/${id}/setup/keys">`);
  });

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
    expect(body).not.toContain('/setup/test/skip');
    expect(await readStates(id)).toMatchObject({ test: 'done' });
  });

  test('stays proven when twenty later payments all close the tab, and says when the whole one was seen', async () => {
    const id = await makeConnected();
    const trail = await readTrail();
    await setup.world.reportFrom(site, id, await setup.world.buy());
    await show(id);
    for (let count = 0; count < 20; count += 1) {
      setup.world.app.clock.nowMs += 60_000;
      const { session } = setup.world.stripe.createSession(setup.world.stripeAccountId);
      setup.world.stripe.completeSession(session.id, 'card');
      await setup.world.lookFrom(site, id, session.id);
    }
    const body = await show(id);
    expect(body).toContain('An earlier payment came through whole, so the set-up is proven. It was seen here <time');
    expect(body).not.toContain('data-refresh-seconds');
    expect(await readStates(id)).toMatchObject({ test: 'done' });
    expect(await readTrail()).toBe(trail);
  }, 60_000);

  test('is proven by a payment that came whole while nobody looked, though twenty later ones did not', async () => {
    const id = await makeConnected();
    await setup.world.reportFrom(site, id, await setup.world.buy());
    for (let count = 0; count < 20; count += 1) {
      setup.world.app.clock.nowMs += 60_000;
      const { session } = setup.world.stripe.createSession(setup.world.stripeAccountId);
      setup.world.stripe.completeSession(session.id, 'card');
      await setup.world.lookFrom(site, id, session.id);
    }
    expect(await show(id)).toContain('An earlier payment came through whole, so the set-up is proven.');
    expect(Object.keys((await setup.stored(id)).ticked ?? {})).toEqual(['test']);
  }, 60_000);

  test('lets the owner of a plain script leave its report out, says so everywhere, and takes it back', async () => {
    const id = await makeConnected();
    await setup.world.lookFrom(site, id, await setup.world.buy());
    expect(await show(id)).toContain('I use a plain script: this is all that comes');
    await setup.world.app.post(`/properties/${id}/setup/test/skip`, {});
    const left = await show(id);
    expect(left).toContain('The report of the thank-you page was left out by you, on 2026-05-12.');
    expect(left).not.toContain('data-refresh-seconds');
    expect(left).toContain('Wait for the report of the page after all');
    expect(await readStates(id)).toMatchObject({ test: 'left_out' });
    for (const page of ['', '/setup']) {
      const { body } = await setup.world.app.get(`/properties/${id}${page}`);
      expect(body, page).toContain('The report of the thank-you page was left out by you');
    }
    await setup.world.app.post(`/properties/${id}/setup/test/wait`, {});
    expect(await readStates(id)).toMatchObject({ test: 'look' });
    expect(await show(id)).toContain('I use a plain script: this is all that comes');
  });

  test('takes the first report as the end of having left it out, for good', async () => {
    const id = await makeConnected();
    const sessionId = await setup.world.buy();
    await setup.world.app.post(`/properties/${id}/setup/test/skip`, {});
    expect(await readStates(id)).toMatchObject({ test: 'left_out' });
    await setup.world.reportFrom(site, id, sessionId);
    expect(await readStates(id)).toMatchObject({ test: 'done' });
    expect(Object.keys((await setup.stored(id)).ticked ?? {})).toEqual(['test']);
  });

  test('leaves the choice to owners', async () => {
    const id = await makeConnected();
    await setup.world.buy();
    for (const to of ['skip', 'wait']) {
      const { status } = await setup.world.app.post(`/properties/${id}/setup/test/${to}`, {}, 'viewer');
      expect(status).toBe(403);
    }
    expect((await setup.stored(id)).ticked).toBeUndefined();
  });

  test('looks for half an hour, then asks to be pressed, and a press begins anew', async () => {
    const id = await makeConnected();
    const again = async (): Promise<string> => {
      const [, address = ''] = /data-refresh-to="([^"]+)"/.exec(await show(id)) ?? [];
      return address.replace(/^.*(?=\/properties)/, '');
    };
    const address = await again();
    setup.world.app.clock.nowMs += 29 * 60_000;
    const late = (await setup.world.app.get(address)).body;
    expect(late).toContain('data-refresh-seconds="5"');
    expect(late).toContain(address);
    setup.world.app.clock.nowMs += 60_000;
    const over = (await setup.world.app.get(address)).body;
    expect(over).toContain('stopped. Once you have paid, press “Look again”.');
    expect(over).not.toContain('data-refresh-seconds');
    expect(over).not.toContain('http-equiv="refresh"');
    expect(over).toContain(`/properties/${id}/setup/test">Look again`);
    expect(await show(id)).toContain('data-refresh-seconds="5"');
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
