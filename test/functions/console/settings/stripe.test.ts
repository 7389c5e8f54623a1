// The settings page about Stripe over HTTP: keys and webhook secrets are written, replaced and removed, and never shown.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStripeKey } from '../../../../functions/properties/stripe-keys/open-stripe-key.ts';
import { webhookSecretPlace } from '../../../../functions/properties/webhook-secret-place.ts';
import type { Property } from '../../../../functions/rules/property.ts';
import { parseKeyRing } from '../../../../functions/store/key-ring.ts';
import { findKeyName, seal, unseal } from '../../../../functions/store/sealing.ts';
import { stripeKeyPlace } from '../../../../functions/store/stripe-key-place.ts';
import { type StripeStandIn, startStripeStandIn } from '../../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';
import { type RunningConsole, startConsole } from '../start-console.ts';
import { readSeen, toText } from './read-page.ts';

const oldKey = `old:${Buffer.alloc(32, 1).toString('base64')}`;
const newKey = `new:${Buffer.alloc(32, 2).toString('base64')}`;
const keyRing = parseKeyRing(`${newKey},${oldKey}`);
const liveKey = 'rk_live_settingsKey012345678';
const testKey = 'rk_test_settingsKey012345678';
const otherKey = 'rk_test_settingsKey012349999';
const firstSecret = 'whsec_0123456789abcdefAAAA';
const secondSecret = 'whsec_0123456789abcdefBBBB';

let stripe: StripeStandIn;
let running: RunningConsole;
let property: Property;
beforeEach(async () => {
  stripe = await startStripeStandIn();
  const permissions = ['rak_checkout_session_read', 'rak_promotion_code_read'];
  stripe.addAccount({ keys: [liveKey, testKey, otherKey].map((key) => ({ key, permissions })) });
  running = await startConsole({ STRIPE_API_BASE: stripe.url, TILLTAG_KEYS: `${newKey},${oldKey}` });
  property = await running.addProperty();
});
afterEach(async () => {
  await running.close();
  await stripe.close();
});

const path = (rest = '') => `/properties/${property.id}/settings/stripe${rest}`;
const stored = async (): Promise<Property> => {
  const found = await running.store.findProperty(property.id);
  return found ?? expect.fail('The property is gone.');
};
const seenKeys = async () => readSeen((await running.get(path())).body, path('/keys'));
const storeKey = async (fields: Record<string, string>) =>
  await running.post(path('/keys'), { seen: await seenKeys(), ...fields });
const addSecret = async (secret: string, more: Record<string, string> = {}) =>
  await running.post(path('/webhook'), { mode: 'test', webhook_secret_test: secret, ...more });
const openSecrets = async () =>
  (await stored()).webhookSecrets.test.map((sealed) =>
    unseal(keyRing, sealed, webhookSecretPlace(property.id, 'test')),
  );

describe('restricted keys', () => {
  test('are checked with Stripe, stored sealed, and shown by their last four characters', async () => {
    const answer = await storeKey({ stripe_key_live: liveKey, stripe_key_test: testKey });
    expect(answer).toMatchObject({ status: 303, location: `/console${path()}?notice=saved` });
    expect(openStripeKey(await stored(), 'live', keyRing)).toEqual({ kind: 'key', apiKey: liveKey });
    const { body } = await running.get(path());
    expect(toText(body)).toContain('stored, ends in 5678');
    expect(body).not.toContain(liveKey);
    expect(running.dump()).not.toContain(liveKey);
  });

  test('are replaced one mode at a time', async () => {
    await storeKey({ stripe_key_live: liveKey, stripe_key_test: testKey });
    await storeKey({ stripe_key_live: '', stripe_key_test: otherKey });
    expect(openStripeKey(await stored(), 'live', keyRing)).toMatchObject({ apiKey: liveKey });
    expect(openStripeKey(await stored(), 'test', keyRing)).toMatchObject({ apiKey: otherKey });
  });

  test('are refused at their field with the reason, and what was entered is not shown', async () => {
    const answer = await storeKey({ stripe_key_test: 'sk_test_neverHere0123456789' });
    expect(answer.status).toBe(422);
    expect(answer.body).toContain('id="stripe_key_test-error"');
    expect(answer.body).not.toContain('neverHere');
    expect((await storeKey({})).status).toBe(422);
  });

  test('are removed one mode at a time', async () => {
    await storeKey({ stripe_key_live: liveKey, stripe_key_test: testKey });
    const answer = await running.post(path('/remove-key'), { seen: await seenKeys(), mode: 'live' });
    expect(answer.status).toBe(303);
    expect((await stored()).stripeKeys).toMatchObject({ live: null, test: expect.any(String) });
    expect((await running.post(path('/remove-key'), { seen: await seenKeys(), mode: 'both' })).status).toBe(422);
  });

  test('that somebody else stored meanwhile are not replaced unseen', async () => {
    const seen = await seenKeys();
    await storeKey({ stripe_key_test: testKey });
    const late = await running.post(path('/keys'), { seen, stripe_key_test: otherKey });
    expect(late.status).toBe(422);
    expect(toText(late.body)).toContain('Somebody else changed the stored keys');
    expect(openStripeKey(await stored(), 'test', keyRing)).toMatchObject({ apiKey: testKey });
  });

  test('a viewer learns that one is stored, not how it ends, and finds no form', async () => {
    await storeKey({ stripe_key_test: testKey });
    const { status, body } = await running.get(path(), 'viewer');
    expect(status).toBe(200);
    expect(toText(body)).toContain('Restricted key for test payments stored Coupons');
    expect(body).not.toContain('5678');
    expect(body).not.toContain('name="stripe_key_test"');
    expect(body).not.toContain('method="post" action="/console/properties');
  });
});

describe('signing secrets of the webhook', () => {
  test('are added as the newest and shown by their last four characters', async () => {
    expect((await addSecret(firstSecret)).status).toBe(303);
    expect((await addSecret(` ${secondSecret} `)).status).toBe(303);
    expect(await openSecrets()).toEqual([secondSecret, firstSecret]);
    const { body } = await running.get(path());
    expect(toText(body)).toContain('stored, ends in BBBB (newest) stored, ends in AAAA');
    expect(body).not.toContain(firstSecret);
  });

  test('take the place of the others with the box ticked', async () => {
    await addSecret(firstSecret);
    await addSecret(secondSecret, { forget_old_test: 'on' });
    expect(await openSecrets()).toEqual([secondSecret]);
  });

  test('are forgotten but for the newest', async () => {
    await addSecret(firstSecret);
    await addSecret(secondSecret);
    expect((await running.post(path('/forget-webhook'), { mode: 'test' })).status).toBe(303);
    expect(await openSecrets()).toEqual([secondSecret]);
    await running.post(path('/forget-webhook'), { mode: 'test' });
    const events = await running.store.console.listAuditEvents({ accountId: running.accountId, limit: 10 });
    expect(events.filter(({ what }) => what === 'webhook_secrets_forgotten')).toHaveLength(1);
  });

  test('are refused at their field where they are none', async () => {
    const answer = await addSecret(testKey);
    expect(answer.status).toBe(422);
    expect(answer.body).toContain('id="webhook_secret_test-error"');
    expect(answer.body).not.toContain(testKey);
    expect((await running.post(path('/webhook'), { webhook_secret_test: firstSecret })).status).toBe(422);
    expect((await running.post(path('/forget-webhook'), {})).status).toBe(422);
  });
});

describe('encryption', () => {
  const sealWith = async (ring: string) => {
    const sealed = seal(parseKeyRing(ring), testKey, stripeKeyPlace(property.id, 'test'));
    await running.store.changeProperty({ ...(await stored()), stripeKeys: { live: null, test: sealed } });
  };

  test('secrets under an older key of the ring are counted and encrypted anew', async () => {
    await sealWith(oldKey);
    expect(toText((await running.get(path())).body)).toContain('1 of 1 secrets are encrypted with an older key.');
    expect((await running.post(path('/reseal'), {})).status).toBe(303);
    expect(findKeyName((await stored()).stripeKeys.test ?? '')).toBe('new');
    expect(openStripeKey(await stored(), 'test', keyRing)).toMatchObject({ apiKey: testKey });
    expect(toText((await running.get(path())).body)).toContain('The one secret is encrypted with the newest key.');
  });

  test('a secret that no key of the ring opens is named', async () => {
    await sealWith(`lost:${Buffer.alloc(32, 9).toString('base64')}`);
    const answer = await running.post(path('/reseal'), {});
    expect(answer.status).toBe(422);
    expect(toText(answer.body)).toContain('stayed as they are: stripe_key:test');
  });
});
