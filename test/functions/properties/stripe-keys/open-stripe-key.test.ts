// Opening the Stripe key of a property for whoever asks at once.
import { describe, expect, test } from 'vitest';
import { openStripeKey, summarizeStripeKey } from '../../../../functions/properties/stripe-keys/open-stripe-key.ts';
import { replaceStripeKeys } from '../../../../functions/properties/stripe-keys/replace-stripe-keys.ts';
import { newProperty } from '../../../../functions/rules/new-property.ts';
import { keyRing, otherKeyRing, propertyId } from '../use-properties.ts';

const fresh = newProperty(propertyId, 0);
const secret = 'rk_live_51SecretOfTheShop0002';
const property = {
  ...fresh,
  ...replaceStripeKeys(fresh, [{ mode: 'live', secret, readsPromotionCodes: true }], keyRing),
};

describe('openStripeKey', () => {
  test('opens the key of the mode', () => {
    expect(openStripeKey(property, 'live', keyRing)).toEqual({ kind: 'key', apiKey: secret });
  });

  test('says that there is none, and why one stays closed', () => {
    expect(openStripeKey(property, 'test', keyRing)).toEqual({ kind: 'none' });
    expect(openStripeKey(property, 'live', otherKeyRing)).toEqual({
      kind: 'closed',
      fault: expect.stringContaining('no key named "main"'),
    });
  });
});

describe('summarizeStripeKey', () => {
  test('shows the last four characters alone', () => {
    const summary = summarizeStripeKey(property, 'live', keyRing);
    expect(summary).toEqual({ last4: '0002', readsPromotionCodes: true });
  });

  test('shows nothing of none, and why one stays closed', () => {
    expect(summarizeStripeKey(property, 'test', keyRing)).toBeNull();
    expect(summarizeStripeKey(property, 'live', otherKeyRing)).toMatchObject({
      last4: null,
      fault: expect.stringContaining('TILLTAG_KEYS'),
    });
  });
});
