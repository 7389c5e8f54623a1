// Which rights a key has that it does not need, asked at the stand-in.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { excessRights, probeExcess } from '../../../functions/stripe/probe-excess.ts';
import { type StripeStandIn, startStripeStandIn } from '../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';

const apiKey = 'rk_test_probeKey0123456789';
let stripe: StripeStandIn;

beforeEach(async () => {
  stripe = await startStripeStandIn();
});

afterEach(() => stripe.close());

function probe(permissions: string[]) {
  stripe.addAccount({ id: 'acct_1', keys: [{ key: apiKey, permissions }] });
  return probeExcess({ apiKey, apiBase: stripe.url });
}

describe('probeExcess', () => {
  it('finds nothing in a key that may only read what is needed', async () => {
    const needed = ['rak_checkout_session_read', 'rak_charge_read', 'rak_invoice_read', 'rak_webhook_write'];
    expect(await probe(needed)).toEqual({ kind: 'found', rights: [] });
    expect(stripe.requests.map(({ status }) => status)).toEqual(stripe.requests.map(() => 403));
  });

  it.each(Object.keys(excessRights))('finds %s, and changes nothing with it', async (right) => {
    expect(await probe([right])).toEqual({ kind: 'found', rights: [right] });
    expect(stripe.requests.filter(({ status }) => status === 404)).toHaveLength(1);
    expect(stripe.requests.filter(({ status }) => status === 200)).toEqual([]);
  });

  it('says when the key is revoked, or Stripe is in trouble', async () => {
    expect(await probeExcess({ apiKey, apiBase: stripe.url })).toEqual({ kind: 'rejected' });
    stripe.setFaults({ status: 500 });
    expect(await probe([])).toEqual({ kind: 'unavailable', reason: 'server_error' });
  });
});
