// The set-up over HTTP, from an empty account to the first payment that arrived.
import { describe, expect, test } from 'vitest';
import { liveKey, testKey } from './start-setup.ts';
import { useSetup } from './use-setup.ts';

const setup = useSetup();
const { origin, makeProperty, stored, readStates } = setup;

describe('the set-up', () => {
  test('leads from nothing to the first green payment, each step marked as done on its way', async () => {
    const { app, stripe, google } = setup.world;
    const empty = await app.get(`/accounts/${app.accountId}`);
    expect(empty.body).toContain('No property yet');
    const id = await makeProperty();
    const step = (name: string, fields: Record<string, string>) => app.post(`/properties/${id}/setup/${name}`, fields);

    expect(await readStates(id)).toEqual({
      ...{ name: 'done', keys: 'open', payments: 'open', value: 'open', redirect: 'open' },
      ...{ webhook: 'open', destinations: 'open', downloads: 'open', checklist: 'open', test: 'open' },
    });
    expect((await step('keys', { stripe_key_test: testKey, stripe_key_live: liveKey })).status).toBe(303);
    expect((await step('payments', { scope: 'account' })).location).toContain('/setup/value?');
    expect((await step('value', { value_basis: 'excluding_tax' })).location).toContain('/setup/redirect?');
    expect((await step('redirect', {})).location).toContain('/setup/webhook?');
    for (const mode of ['test', 'live']) {
      // Stripe takes no address without https in live mode; nobody asks the DNS about one without a name.
      const address = mode === 'test' ? origin() : 'https://93.184.216.34';
      expect((await step('webhook/make', { mode, address })).status).toBe(303);
    }
    const ga4 = { measurement_id: 'g-shop1234', api_secret: 'SecretOfTheStream', region: 'eu', ga4_mode: 'test' };
    expect((await step('destinations/ga4', ga4)).status).toBe(200);
    expect(await readStates(id)).toMatchObject({ destinations: 'look' });
    const destination = (await stored(id)).destinations[0]?.id ?? '';
    const sent = (await step('destinations/send-test', { destination })).body;
    expect(sent).toContain('The test event was sent.');
    expect(sent).toContain('Then press “I saw it in Realtime”.');
    expect(sent).not.toContain('GA4 takes whatever is sent');
    expect(google.serverHits).toMatchObject([{ faults: [], body: { events: [{ name: 'tilltag_test' }] } }]);
    await step('destinations/confirm', { destination });
    const readDownloads = async () => (await app.get(`/properties/${id}/setup/downloads`)).body;
    expect(await readDownloads()).toContain('I have imported and published the container');
    await step('downloads', {});
    expect(await readDownloads()).not.toContain('I have imported and published the container');
    const boxes = [
      ...(await app.get(`/properties/${id}/setup/checklist`)).body.matchAll(/type="checkbox" id="(\w+)"/g),
    ];
    await step('checklist', Object.fromEntries(boxes.map(([, box = '']) => [box, 'on'])));

    const waiting = await app.get(`/properties/${id}/setup/test`);
    expect(waiting.body).toContain('Waiting for your first test payment');
    expect(waiting.body).toContain('http-equiv="refresh" content="5;url=');
    expect(await readStates(id)).toMatchObject({ webhook: 'look', test: 'open' });

    const sessionId = await setup.world.buy({ lines: [{ name: 'Tea', unitAmountMinor: 5000, taxMinor: 950 }] });
    expect(await setup.world.lookFrom('https://shop.example.com', id, sessionId)).toBe(200);
    expect((await app.get(`/properties/${id}/setup/test`)).body).toContain('http-equiv="refresh"');
    expect(await readStates(id)).toMatchObject({ test: 'look' });
    expect(await setup.world.reportFrom('https://shop.example.com', id, sessionId)).toBe(204);
    const green = await app.get(`/properties/${id}/setup/test`);
    expect(green.body).toContain('The payment arrived.');
    expect(green.body).toContain('50.00 EUR');
    expect(green.body).toContain('Stripe told of the payment.');
    expect(green.body).toContain('its event reached the data layer');
    expect(green.body).toContain('The page told of the payment as a test, so the server sends nothing');
    expect(green.body).toContain(`/properties/${id}/conversions/${sessionId}`);
    expect(green.body).toContain('Every step of the set-up is done.');
    expect(green.body).not.toContain('http-equiv="refresh"');
    expect(new Set(Object.values(await readStates(id)))).toEqual(new Set(['done']));
    expect(stripe.requests.every(({ status }) => status !== 403)).toBe(true);

    const overview = await app.get(`/properties/${id}`);
    expect(overview.body).toContain('Every step of the set-up is done.');
    expect(overview.body).toContain('50.00 EUR');
    expect(overview.body).toContain('Put this right first');
    const list = await app.get(`/accounts/${app.accountId}`);
    expect(list.body).toContain('shop.example.com');
    expect(list.body).toContain('Purchase, 50.00 EUR');
    const events = await app.store.console.listAuditEvents({ accountId: app.accountId, limit: 20 });
    expect(events.map(({ what, about }) => `${what} ${about}`).toSorted()).toEqual([
      'destination_added GA4 G-SHOP1234',
      'destination_confirmed GA4 G-SHOP1234',
      'property_created null',
      ...[
        'settings_changed What counts as the value of a payment: Everything the buyer paid → Without tax',
        'stripe_key_replaced live',
        'stripe_key_replaced test',
      ],
      ...['webhook_connected live', 'webhook_connected test'],
    ]);
  });

  test('is resumed where it was left, by whoever opens it, because nothing of it lives in the browser', async () => {
    const id = await makeProperty();
    await setup.world.app.post(`/properties/${id}/setup/keys`, { stripe_key_test: testKey });
    await setup.world.app.post(`/properties/${id}/setup/value`, { value_basis: 'total' });
    const { body } = await setup.world.app.get(`/properties/${id}/setup`, 'viewer');
    expect(body).toContain('Go on: Whose payments');
    expect(await readStates(id)).toMatchObject({ name: 'done', keys: 'look', payments: 'open', value: 'done' });
    expect((await setup.world.app.get(`/properties/${id}`)).body).toContain('2 of 10 steps are done.');
    const left = await setup.world.app.get(`/accounts/${setup.world.app.accountId}`);
    expect(left.body).toContain('2 of 10 steps done');
  });

  test('a property without a name or a hostname is not made, and says what is missing at its field', async () => {
    const refused = await setup.world.app.post(`/accounts/${setup.world.app.accountId}/properties`, {
      name: '',
      hostnames: 'shop',
    });
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('id="name-error"');
    expect(refused.body).toContain('The hostname “shop” has no dot');
    expect(await setup.world.app.store.listProperties()).toEqual([]);
  });

  test('a viewer sees every step with its fields closed, and changes none', async () => {
    const id = await makeProperty();
    for (const step of ['name', 'keys', 'payments', 'value', 'redirect', 'webhook', 'destinations', 'checklist']) {
      const { status, body } = await setup.world.app.get(`/properties/${id}/setup/${step}`, 'viewer');
      expect(status).toBe(200);
      expect(body).toContain('<fieldset class="plain" disabled><form method="post"');
    }
    const refused = await setup.world.app.post(`/properties/${id}/setup/value`, { value_basis: 'total' }, 'viewer');
    expect(refused.status).toBe(403);
  });
});
