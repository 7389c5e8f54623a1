// What a property keeps of its Stripe keys.
import { describe, expect, test } from 'vitest';
import { openStripeKey } from '../../../../functions/properties/stripe-keys/open-stripe-key.ts';
import { dropStripeKey, replaceStripeKeys } from '../../../../functions/properties/stripe-keys/replace-stripe-keys.ts';
import { newProperty } from '../../../../functions/rules/new-property.ts';
import { keyRing, propertyId } from '../use-properties.ts';

const fresh = newProperty(propertyId, 0);
const liveKey = { mode: 'live' as const, secret: 'rk_live_51SecretOfTheShop', readsPromotionCodes: true };
const testKey = { mode: 'test' as const, secret: 'rk_test_51SecretOfTheShop', readsPromotionCodes: false };

describe('replaceStripeKeys', () => {
  test('seals each key into the place of its mode', () => {
    const keys = replaceStripeKeys(fresh, [liveKey, testKey], keyRing);
    for (const { mode, secret } of [liveKey, testKey]) {
      expect(openStripeKey({ ...fresh, ...keys }, mode, keyRing)).toEqual({ kind: 'key', apiKey: secret });
    }
    expect(keys.readsPromotionCodes).toEqual({ live: true, test: false });
    expect(JSON.stringify(keys)).not.toContain('SecretOfTheShop');
  });

  test('a mode without a new key keeps what it has', () => {
    const before = replaceStripeKeys(fresh, [liveKey], keyRing);
    const after = replaceStripeKeys({ ...fresh, ...before }, [testKey], keyRing);
    expect(after.stripeKeys.live).toBe(before.stripeKeys.live);
    expect(after.readsPromotionCodes.live).toBe(true);
  });

  test('a key moved to another property stays closed', () => {
    const keys = replaceStripeKeys(fresh, [liveKey], keyRing);
    expect(openStripeKey({ ...keys, id: 'tt_another' }, 'live', keyRing)).toMatchObject({ kind: 'closed' });
  });
});

describe('dropStripeKey', () => {
  test('forgets the key of the mode and what it may read', () => {
    const keys = replaceStripeKeys(fresh, [liveKey, testKey], keyRing);
    expect(dropStripeKey(keys, 'live')).toEqual({
      stripeKeys: { live: null, test: keys.stripeKeys.test },
      readsPromotionCodes: { live: false, test: false },
    });
  });
});
