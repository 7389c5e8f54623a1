// What Stripe says of a key that somebody brought.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { probeStripeKey } from '../../../../functions/properties/stripe-keys/probe-stripe-key.ts';
import { type StripeStandIn, startStripeStandIn } from '../../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';

const key = { mode: 'test' as const, secret: 'rk_test_probeKey0123456789' };
let stripe: StripeStandIn;

beforeEach(async () => {
  stripe = await startStripeStandIn();
});

afterEach(() => stripe.close());

function permit(...permissions: string[]): void {
  stripe.addAccount({ id: 'acct_1', keys: [{ key: key.secret, permissions }] });
}

describe('probeStripeKey', () => {
  test('accepts a key that reads sessions, and tells whether it reads promotion codes', async () => {
    permit('rak_checkout_session_read', 'rak_promotion_code_read');
    const accepted = { ...key, readsPromotionCodes: true };
    expect(await probeStripeKey(key, stripe.url)).toEqual({ kind: 'accepted', key: accepted });
    permit('rak_checkout_session_read');
    expect(await probeStripeKey(key, stripe.url)).toMatchObject({ key: { readsPromotionCodes: false } });
  });

  test('names the right that the key lacks', async () => {
    permit('rak_promotion_code_read');
    expect(await probeStripeKey(key, stripe.url)).toEqual({ kind: 'lacks_right', right: 'rak_checkout_session_read' });
  });

  test('says that the key is rejected, or that nobody knows', async () => {
    expect(await probeStripeKey(key, stripe.url)).toEqual({ kind: 'rejected' });
    stripe.setFaults({ status: 500 });
    expect(await probeStripeKey(key, stripe.url)).toEqual({ kind: 'unavailable', reason: 'server_error' });
  });
});
