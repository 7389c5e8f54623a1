// What the probe finds out about keys.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { probeKey } from '../../../functions/stripe/probe-key.ts';
import { type StripeStandIn, startStripeStandIn } from '../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';

const apiKey = 'rk_test_probeKey0123456789';
let stripe: StripeStandIn;

beforeEach(async () => {
  stripe = await startStripeStandIn();
});

afterEach(async () => {
  await stripe.close();
});

function probe(permissions: string[], key = apiKey) {
  stripe.addAccount({ keys: [{ key, permissions }] });
  return probeKey({ apiKey: key, apiBase: stripe.url });
}

describe('probeKey', () => {
  it('finds a key good that may read sessions, and says whether it reads promotion codes', async () => {
    expect(await probe(['rak_checkout_session_read', 'rak_promotion_code_read'])).toEqual({
      kind: 'good',
      readsPromotionCodes: true,
    });
    expect(await probe(['rak_checkout_session_read'], 'rk_test_otherKey0123456789')).toEqual({
      kind: 'good',
      readsPromotionCodes: false,
    });
  });

  it('asks a live key for a live session', async () => {
    expect(await probe(['rak_checkout_session_read'], 'rk_live_probeKey0123456789')).toMatchObject({ kind: 'good' });
    expect(stripe.requests[0]?.path).toContain('/cs_live_');
  });

  it('names the missing permission and nothing of the account', async () => {
    const found = await probe(['rak_charge_read']);
    expect(found).toEqual({ kind: 'missing_permission', permission: 'rak_checkout_session_read' });
  });

  it('finds a key rejected that Stripe does not know', async () => {
    expect(await probeKey({ apiKey: 'rk_test_revoked0123456789', apiBase: stripe.url })).toEqual({ kind: 'rejected' });
  });

  it('says when Stripe is not there', async () => {
    const { url } = stripe;
    await stripe.close();
    expect(await probeKey({ apiKey, apiBase: url })).toEqual({ kind: 'unavailable', reason: 'connection' });
    stripe = await startStripeStandIn();
  });

  it('says when Stripe is in trouble, after trying again', async () => {
    stripe.setFaults({ status: 500 });
    expect(await probe(['rak_checkout_session_read'])).toEqual({ kind: 'unavailable', reason: 'server_error' });
    expect(stripe.requests).toHaveLength(3);
  });
});
