// Making a property from settings and keys that were checked.
import { describe, expect, test } from 'vitest';
import { createProperty } from '../../../functions/properties/create-property.ts';
import { openStripeKey } from '../../../functions/properties/stripe-keys/open-stripe-key.ts';
import { newProperty } from '../../../functions/rules/new-property.ts';
import { faultOf, keyRing, nowMs, useProperties } from './use-properties.ts';

const { tools } = useProperties();
const settings = { name: 'My shop', hostnames: ['my.example.com'] };

describe('createProperty', () => {
  test('stores a property under a new id, with its keys sealed and all else as usual', async () => {
    const keys = [{ mode: 'test' as const, secret: 'rk_test_51SecretOfTheShop', readsPromotionCodes: true }];
    const property = await createProperty(tools(), { settings, keys, accountId: 'acc_1' });
    expect(property).toEqual({
      ...newProperty(property.id, nowMs),
      ...settings,
      accountId: 'acc_1',
      stripeKeys: { live: null, test: expect.stringMatching(/^sealed1\./) },
      readsPromotionCodes: { live: false, test: true },
    });
    expect(property.id).toMatch(/^tt_[a-z0-9]{20}$/);
    expect(openStripeKey(property, 'test', keyRing)).toEqual({ kind: 'key', apiKey: 'rk_test_51SecretOfTheShop' });
    expect(await tools().store.findProperty(property.id)).toEqual(property);
  });

  test('makes one without a key, of the deployment itself, and with further settings', async () => {
    const property = await createProperty(tools(), { settings: { ...settings, clickDays: 7 } });
    expect(property).toMatchObject({ accountId: null, stripeKeys: { live: null, test: null }, clickDays: 7 });
  });

  test('stores nothing under a sender that would have nowhere to send to', async () => {
    const { store } = tools();
    const input = { settings: { ...settings, sender: 'server' as const } };
    expect(await faultOf(createProperty(tools(), input))).toMatchObject({ code: 'sender_loses_payments' });
    expect(await store.listProperties()).toHaveLength(1);
  });

  test('says so where the id is taken', async () => {
    const same = { ...tools(), randomBytes: (count: number) => Buffer.alloc(count) };
    await createProperty(same, { settings });
    expect(await faultOf(createProperty(same, { settings }))).toEqual({ code: 'property_id_taken' });
  });
});
