// The step that takes Stripe keys: what is stored, what is refused, and what it says of missing rights.
import { describe, expect, test } from 'vitest';
import { neededRights, setUpRights, testKey } from './start-setup.ts';
import { useSetup } from './use-setup.ts';

const setup = useSetup();
const { makeProperty, stored } = setup;

describe('the step about keys', () => {
  test('links to Stripe’s form of each mode with exactly the needed boxes ticked', async () => {
    const id = await makeProperty();
    const { body } = await setup.world.app.get(`/properties/${id}/setup/keys`);
    const links = [...body.matchAll(/href="(https:\/\/dashboard\.stripe\.com\/[^"]*)"/g)].map(
      ([, link = '']) => new URL(link.replaceAll('&amp;', '&')),
    );
    expect(links.map(({ pathname }) => pathname)).toEqual([
      '/apikeys/create',
      '/test/apikeys/create',
      '/apikeys/create',
      '/test/apikeys/create',
    ]);
    expect(links[0]?.searchParams.getAll('permissions[]').toSorted()).toEqual(
      [...neededRights, 'rak_payment_links_read'].toSorted(),
    );
    expect(links[2]?.searchParams.getAll('permissions[]').toSorted()).toEqual(
      [...neededRights, ...setUpRights].toSorted(),
    );
  });

  test('refuses a secret key with the reason, stores nothing and shows no part of it', async () => {
    const id = await makeProperty();
    const secret = 'sk_live_neverStoredAnywhere012345';
    const refused = await setup.world.app.post(`/properties/${id}/setup/keys`, { stripe_key_live: secret });
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('It can move money and change everything in the account');
    expect(refused.body).not.toContain('neverStored');
    expect(setup.world.app.dump()).not.toContain('neverStored');
    expect((await stored(id)).stripeKeys).toEqual({ live: null, test: null });
  });

  test('says that Stripe does not know a key, and names the box that one lacks', async () => {
    const id = await makeProperty();
    const wrong = await setup.world.app.post(`/properties/${id}/setup/keys`, {
      stripe_key_test: 'rk_test_revoked0123456789',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.body).toContain('Stripe does not know this key');
    setup.world.permit('rak_customer_read');
    const blind = await setup.world.app.post(`/properties/${id}/setup/keys`, { stripe_key_test: testKey });
    expect(blind.body).toContain('“Checkout Sessions: Read”');
    expect((await stored(id)).stripeKeys.test).toBeNull();
  });

  test('says of each key what it may do: the smaller one changes nothing, the other one payment links', async () => {
    const id = await makeProperty();
    expect((await setup.world.app.get(`/properties/${id}/setup/keys`)).body).toContain(
      'A restricted key may do what its boxes say and nothing else.',
    );
    await setup.world.app.post(`/properties/${id}/setup/keys`, { stripe_key_test: testKey });
    const checked = async () => (await setup.world.app.get(`/properties/${id}/setup/keys?check=1`)).body;
    expect(await checked()).toContain('The test key may also change payment links');
    setup.world.permit(...neededRights, 'rak_payment_links_read');
    expect(await checked()).not.toContain('may also change');
  });

  test('stores a key sealed, never shows it, and names the boxes that it lacks for later', async () => {
    const id = await makeProperty();
    setup.world.permit(...neededRights.filter((right) => right !== 'rak_event_read'));
    const saved = await setup.world.app.post(`/properties/${id}/setup/keys`, { stripe_key_test: testKey });
    expect(saved.location).toContain('/setup/keys?check=1');
    const { body } = await setup.world.app.get(`/properties/${id}/setup/keys?check=1`);
    expect(body).toContain('“Events: Read”, so that it can ask Stripe for events that the webhook missed');
    expect(body).not.toContain('Charges and Refunds: Read');
    expect(body).toContain('The test key may not read payment links. That is optional');
    expect(body).toContain('A key is stored');
    expect(body).not.toContain(testKey);
    expect(setup.world.app.dump()).not.toContain(testKey);
  });

  test('asks for at least one key', async () => {
    const id = await makeProperty();
    const nothing = await setup.world.app.post(`/properties/${id}/setup/keys`, { stripe_key_test: ' ' });
    expect(nothing.status).toBe(422);
    expect(nothing.body).toContain('No key was entered');
  });
});
