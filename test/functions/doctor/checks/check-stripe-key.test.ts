// What Stripe says a key is good for: too little, too much, or nothing any more.
import { describe, expect, test } from 'vitest';
import {
  checkExcessRights,
  checkMissingRights,
  checkStripeKey,
} from '../../../../functions/doctor/checks/check-stripe-key.ts';
import { neededRights } from '../../../../functions/properties/stripe-keys/needed-rights.ts';
import { useStripe } from '../use-stripe.ts';

const { stripe, keyWith } = useStripe();

describe('checkStripeKey', () => {
  test('a key that reads sessions is good', async () => {
    expect(await checkStripeKey(keyWith('rak_checkout_session_read'))).toMatchObject({
      ...{ code: 'key_valid', verdict: 'green', about: 'stripe_key:test' },
    });
  });

  test('one that may not, and one that was revoked, are red', async () => {
    const key = keyWith('rak_event_read');
    expect(await checkStripeKey(key)).toMatchObject({
      ...{ code: 'key_blind', verdict: 'red', data: { right: 'rak_checkout_session_read' } },
    });
    expect(await checkStripeKey({ ...key, apiKey: 'rk_test_revoked0123456789' })).toMatchObject({
      ...{ code: 'key_rejected', verdict: 'red' },
    });
  });

  test('nobody knows while Stripe is away', async () => {
    const key = keyWith('rak_checkout_session_read');
    stripe().setFaults({ status: 500 });
    for (const check of [checkStripeKey, checkMissingRights, checkExcessRights]) {
      expect(await check(key)).toMatchObject({ code: 'key_unasked', verdict: 'yellow' });
    }
  });
});

describe('checkMissingRights', () => {
  test('tells those that are needed and lacking', async () => {
    expect(await checkMissingRights(keyWith(...neededRights))).toMatchObject({
      code: 'rights_complete',
      verdict: 'green',
    });
    expect(await checkMissingRights(keyWith(...neededRights.slice(1)))).toMatchObject({
      ...{ code: 'rights_missing', verdict: 'yellow', data: { rights: [neededRights[0]] } },
    });
  });
});

describe('checkExcessRights', () => {
  test('what moves money is red, what only reads or changes people’s data yellow', async () => {
    expect(await checkExcessRights(keyWith(...neededRights))).toMatchObject({
      code: 'rights_modest',
      verdict: 'green',
    });
    expect(await checkExcessRights(keyWith('rak_customer_read'))).toMatchObject({
      code: 'rights_excess',
      verdict: 'yellow',
    });
    expect(await checkExcessRights(keyWith('rak_customer_read', 'rak_charge_write'))).toMatchObject({
      ...{ code: 'rights_excess', verdict: 'red', data: { rights: ['rak_charge_write', 'rak_customer_read'] } },
    });
  });
});
