// The step that says whose payments belong to the property.
import { describe, expect, test } from 'vitest';
import { neededRights, testKey } from './start-setup.ts';
import { useSetup } from './use-setup.ts';

const setup = useSetup();
const { makeProperty, stored, readStates } = setup;

describe('the step about whose payments', () => {
  test('lists the links that the key may read, and stores those that are ticked', async () => {
    const id = await makeProperty();
    await setup.world.app.post(`/properties/${id}/setup/keys`, { stripe_key_test: testKey });
    const { link } = setup.world.stripe.putPaymentLink(setup.world.stripeAccountId, {
      slug: 'tea',
      afterCompletion: { confirmation: '' },
    });
    const shown = await setup.world.app.get(`/properties/${id}/setup/payments`);
    expect(shown.body).toContain(link.url);
    await setup.world.app.post(`/properties/${id}/setup/payments`, {
      scope: 'payment_links',
      [`link_${link.id}`]: 'on',
    });
    expect((await stored(id)).scope).toEqual({ kind: 'payment_links', ids: [link.id] });
  });

  test('says why links are not listed', async () => {
    const id = await makeProperty();
    expect((await setup.world.app.get(`/properties/${id}/setup/payments`)).body).toContain(
      'Once a Stripe key is stored',
    );
    setup.world.permit(...neededRights);
    await setup.world.app.post(`/properties/${id}/setup/keys`, { stripe_key_test: testKey });
    const { body } = await setup.world.app.get(`/properties/${id}/setup/payments`);
    expect(body).toContain('tick “Payment Links: Read”');
  });

  test('warns where another property has the same key, by name in the own account only', async () => {
    const id = await makeProperty();
    await setup.world.app.post(`/properties/${id}/setup/keys`, { stripe_key_test: testKey });
    expect((await setup.world.app.get(`/properties/${id}/setup/payments`)).body).not.toContain(
      'may get the same payments',
    );
    const other = await makeProperty();
    await setup.world.app.post(`/properties/${other}/setup/keys`, { stripe_key_test: testKey });
    await setup.world.app.post(`/properties/${other}/setup/name`, { name: 'The twin', hostnames: 'twin.example.com' });
    const twin = await setup.world.app.get(`/properties/${id}/setup/payments`);
    expect(twin.body).toContain('The twin uses the same Stripe account');
    await setup.world.app.post(`/properties/${id}/setup/payments`, { scope: 'account' });
    expect(await readStates(id)).toMatchObject({ payments: 'look' });
    expect((await setup.world.app.get(`/properties/${id}/setup/value`)).body).toContain(
      '3. Whose payments: look at this',
    );
    await setup.world.app.store.changeProperty({ ...(await stored(other)), accountId: setup.world.app.otherAccountId });
    const stranger = await setup.world.app.get(`/properties/${id}/setup/payments`);
    expect(stranger.body).toContain('A property of another account in this deployment');
    expect(stranger.body).not.toContain('The twin');
    const apart = { kind: 'payment_links' as const, ids: ['plink_ofTheTwin01'] };
    for (const [one, ids] of [
      [id, ['plink_ofThisOne01']],
      [other, apart.ids],
    ] as const) {
      await setup.world.app.store.changeProperty({ ...(await stored(one)), scope: { ...apart, ids: [...ids] } });
    }
    expect(await readStates(id)).toMatchObject({ payments: 'done' });
  });

  test('recommends payment links before hostnames', async () => {
    const { body } = await setup.world.app.get(`/properties/${await makeProperty()}/setup/payments`);
    expect(body.indexOf('Recommended where several sites')).toBeLessThan(
      body.indexOf('Only for Checkout that your own server'),
    );
  });
});
