// Which rights a key has that it does not need, asked at the stand-in.
import { describe, expect, it } from 'vitest';
import { excessRights, probeExcess } from '../../../functions/stripe/probe-excess.ts';
import { useProbedKey } from './use-probed-key.ts';

const probed = useProbedKey();
const probe = (permissions: string[]) => probeExcess(probed.permit(permissions));

describe('probeExcess', () => {
  it('finds nothing in a key that may only read what is needed', async () => {
    const needed = ['rak_checkout_session_read', 'rak_charge_read', 'rak_invoice_read', 'rak_webhook_write'];
    expect(await probe(needed)).toEqual({ kind: 'found', rights: [] });
    expect(probed.stripe.requests.map(({ status }) => status)).toEqual(probed.stripe.requests.map(() => 403));
  });

  it.each(Object.keys(excessRights))('finds %s, and changes nothing with it', async (right) => {
    expect(await probe([right])).toEqual({ kind: 'found', rights: [right] });
    expect(probed.stripe.requests.filter(({ status }) => status === 404)).toHaveLength(1);
    expect(probed.stripe.requests.filter(({ status }) => status === 200)).toEqual([]);
  });

  it('says when the key is revoked, or Stripe is in trouble', async () => {
    expect(await probeExcess(probed.errand())).toEqual({ kind: 'rejected' });
    probed.stripe.setFaults({ status: 500 });
    expect(await probe([])).toEqual({ kind: 'unavailable', reason: 'server_error' });
  });
});
