// Which rights a key lacks for what comes after the thank-you page.
import { describe, expect, it } from 'vitest';
import { laterRights, probeRights } from '../../../functions/stripe/probe-rights.ts';
import { useProbedKey } from './use-probed-key.ts';

const probed = useProbedKey();
const probe = (permissions: string[]) => probeRights(probed.permit(permissions));

describe('probeRights', () => {
  it('finds nothing missing where all rights are there, and changes nothing', async () => {
    expect(await probe(Object.keys(laterRights))).toEqual({ kind: 'found', missing: [] });
    expect(probed.stripe.requests.map(({ status }) => status)).toEqual(probed.stripe.requests.map(() => 404));
  });

  it.each(Object.keys(laterRights))('finds %s missing where it alone is', async (right) => {
    const others = Object.keys(laterRights).filter((name) => name !== right);
    expect(await probe(others)).toEqual({ kind: 'found', missing: [right] });
  });

  it('says when the key is revoked, or Stripe is in trouble', async () => {
    expect(await probeRights(probed.errand())).toEqual({ kind: 'rejected' });
    probed.stripe.setFaults({ status: 500 });
    expect(await probe([])).toEqual({ kind: 'unavailable', reason: 'server_error' });
  });
});
