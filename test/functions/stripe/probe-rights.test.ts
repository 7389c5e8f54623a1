// Which rights a key lacks for what comes after the thank-you page.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { laterRights, probeRights } from '../../../functions/stripe/probe-rights.ts';
import { type StripeStandIn, startStripeStandIn } from '../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';

const apiKey = 'rk_test_probeKey0123456789';
let stripe: StripeStandIn;

beforeEach(async () => {
  stripe = await startStripeStandIn();
});

afterEach(() => stripe.close());

function probe(permissions: string[]) {
  stripe.addAccount({ id: 'acct_1', keys: [{ key: apiKey, permissions }] });
  return probeRights({ apiKey, apiBase: stripe.url });
}

describe('probeRights', () => {
  it('finds nothing missing where all rights are there, and changes nothing', async () => {
    expect(await probe(Object.keys(laterRights))).toEqual({ kind: 'found', missing: [] });
    expect(stripe.requests.map(({ status }) => status)).toEqual(stripe.requests.map(() => 404));
  });

  it.each(Object.keys(laterRights))('finds %s missing where it alone is', async (right) => {
    const others = Object.keys(laterRights).filter((name) => name !== right);
    expect(await probe(others)).toEqual({ kind: 'found', missing: [right] });
  });

  it('says when the key is revoked, or Stripe is in trouble', async () => {
    expect(await probeRights({ apiKey, apiBase: stripe.url })).toEqual({ kind: 'rejected' });
    stripe.setFaults({ status: 500 });
    expect(await probe([])).toEqual({ kind: 'unavailable', reason: 'server_error' });
  });
});
