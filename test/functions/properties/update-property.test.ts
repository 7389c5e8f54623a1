// Settings, keys and the container secret of a property, changed in one step.
import { describe, expect, test } from 'vitest';
import { addDestination } from '../../../functions/properties/destinations/add-destination.ts';
import { isContainerSecret } from '../../../functions/properties/destinations/container-secret.ts';
import { openDestinationSecret } from '../../../functions/properties/destinations/destination-secret.ts';
import { openStripeKey } from '../../../functions/properties/stripe-keys/open-stripe-key.ts';
import { updateProperty } from '../../../functions/properties/update-property.ts';
import { faultOf, keyRing, propertyId, useProperties } from './use-properties.ts';

const { tools, read, put } = useProperties();
const url = 'https://sgtm.example.com/checkout';
const liveKey = { mode: 'live' as const, secret: 'rk_live_51SecretOfTheShop', readsPromotionCodes: true };
const testKey = { mode: 'test' as const, secret: 'rk_test_51SecretOfTheShop', readsPromotionCodes: false };

describe('updateProperty', () => {
  test('changes what is named and leaves the rest', async () => {
    const before = await read();
    const { after } = await updateProperty(tools(), propertyId, { toSettings: () => ({ graceMinutes: 5 }) });
    expect(after).toEqual({ ...before, graceMinutes: 5, version: 2, updatedAtMs: after.updatedAtMs });
  });

  test('works settings out from the property as it is stored', async () => {
    const { after } = await updateProperty(tools(), propertyId, {
      toSettings: ({ hostnames }) => ({ hostnames: [...hostnames, 'www.example.com'] }),
    });
    expect(after.hostnames).toEqual(['shop.example.com', 'www.example.com']);
  });

  test('replaces the key of one mode and drops that of the other', async () => {
    await updateProperty(tools(), propertyId, { keys: [testKey] });
    const { after } = await updateProperty(tools(), propertyId, { keys: [liveKey], droppedKey: 'test' });
    expect(after).toMatchObject({ stripeKeys: { test: null }, readsPromotionCodes: { live: true, test: false } });
    expect(openStripeKey(after, 'live', keyRing)).toEqual({ kind: 'key', apiKey: liveKey.secret });
  });

  test('takes back that all redirects are right where a mode gets its first key, and no other tick', async () => {
    const ticked = { redirect: 1, value: 2 };
    await updateProperty(tools(), propertyId, { keys: [testKey] });
    expect(await read()).not.toHaveProperty('ticked');
    await put({ ticked });
    await updateProperty(tools(), propertyId, { keys: [{ ...testKey, secret: 'rk_test_51Another' }] });
    expect((await read()).ticked).toEqual(ticked);
    await updateProperty(tools(), propertyId, { keys: [liveKey] });
    expect((await read()).ticked).toEqual({ value: 2 });
  });

  test('gives function and containers one new secret', async () => {
    await addDestination(tools(), propertyId, { place: { kind: 'server_container', url }, mode: 'test' });
    const { after } = await updateProperty(tools(), propertyId, { containerSecret: 'tts_new' });
    expect(isContainerSecret(after, 'tts_new')).toBe(true);
    expect(after.destinations.map((one) => openDestinationSecret(tools(), propertyId, one))).toEqual([
      { kind: 'secret', secret: 'tts_new' },
    ]);
  });

  test('changes nothing where the server would have nowhere to send live payments', async () => {
    const place = { kind: 'server_container', url } as const;
    await addDestination(tools(), propertyId, { place, mode: 'test' });
    await updateProperty(tools(), propertyId, { toSettings: () => ({ sender: 'server' }) });
    const before = await read();
    const change = updateProperty(tools(), propertyId, { keys: [liveKey], toSettings: () => ({ name: 'x' }) });
    expect(await faultOf(change)).toEqual({
      code: 'sender_loses_payments',
      sender: 'server',
      fault: 'no_live_destination',
    });
    expect(await read()).toEqual(before);
  });
});
