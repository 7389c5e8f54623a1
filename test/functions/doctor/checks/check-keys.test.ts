// Keys that are missing or closed, without a question to Stripe.
import { describe, expect, test } from 'vitest';
import { checkKeys } from '../../../../functions/doctor/checks/check-keys.ts';
import type { Property } from '../../../../functions/rules/property.ts';
import { seal } from '../../../../functions/store/sealing.ts';
import { stripeKeyPlace } from '../../../../functions/store/stripe-key-place.ts';
import { keyRing, otherKeyRing } from '../../properties/use-properties.ts';
import { newProperty } from '../../store/records.ts';

const blank = newProperty();
const live = seal(keyRing, 'rk_live_1', stripeKeyPlace(blank.id, 'live'));
const testKey = seal(keyRing, 'rk_test_1', stripeKeyPlace(blank.id, 'test'));
const check = (changes: Partial<Property>, ring = keyRing) => checkKeys({ ...blank, ...changes }, ring);

describe('checkKeys', () => {
  test('finds nothing wrong where the live key opens', () => {
    expect(check({ stripeKeys: { live, test: null } })).toEqual([]);
    expect(check({ stripeKeys: { live, test: testKey } })).toEqual([]);
  });

  test('no key at all is red, a test key alone yellow', () => {
    expect(check({ stripeKeys: { live: null, test: null } })).toMatchObject([{ code: 'key_none', verdict: 'red' }]);
    expect(check({ stripeKeys: { live: null, test: testKey } })).toMatchObject([
      { code: 'key_only_test', verdict: 'yellow' },
    ]);
  });

  test('a webhook of a mode without a key is red, and said once', () => {
    const changes = { stripeKeys: { live: null, test: testKey }, webhookSecrets: { live: ['x'], test: [] } };
    expect(check(changes)).toEqual([
      { code: 'key_missing', verdict: 'red', about: 'stripe_key:live', data: { mode: 'live' } },
    ]);
  });

  test('a key that the ring does not open is red, with the cure', () => {
    expect(check({ stripeKeys: { live, test: null } }, otherKeyRing)).toMatchObject([
      { code: 'key_closed', verdict: 'red', data: { mode: 'live', fault: expect.stringContaining('TILLTAG_KEYS') } },
    ]);
  });
});
