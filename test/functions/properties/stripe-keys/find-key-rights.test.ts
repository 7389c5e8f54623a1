// Which rights a key lacks for the life of a payment after the thank-you page.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findKeyRights } from '../../../../functions/properties/stripe-keys/find-key-rights.ts';
import { neededRights } from '../../../../functions/properties/stripe-keys/needed-rights.ts';
import { type StripeStandIn, startStripeStandIn } from '../../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';

const opened = { kind: 'key', apiKey: 'rk_test_probeKey0123456789' } as const;
let stripe: StripeStandIn;

beforeEach(async () => {
  stripe = await startStripeStandIn();
});

afterEach(() => stripe.close());

function permit(...permissions: string[]): void {
  stripe.addAccount({ id: 'acct_1', keys: [{ key: opened.apiKey, permissions }] });
}

describe('findKeyRights', () => {
  test('finds nothing missing where all needed rights are there, and asks for no right to make webhooks', async () => {
    permit(...neededRights);
    expect(await findKeyRights(opened, stripe.url)).toEqual({ kind: 'found', missing: [] });
  });

  test.each(neededRights)('finds %s missing where it alone is', async (right) => {
    permit(...neededRights.filter((other) => other !== right));
    expect(await findKeyRights(opened, stripe.url)).toEqual({ kind: 'found', missing: [right] });
  });

  test('asks nobody without a key', async () => {
    expect(await findKeyRights({ kind: 'none' }, stripe.url)).toEqual({ kind: 'no_key' });
    const closed = { kind: 'closed', fault: 'It is sealed.' } as const;
    expect(await findKeyRights(closed, stripe.url)).toEqual({ kind: 'unknown', reason: 'It is sealed.' });
    expect(stripe.requests).toEqual([]);
  });

  test('says in a sentence why it could not be found out', async () => {
    expect(await findKeyRights(opened, stripe.url)).toMatchObject({ reason: expect.stringContaining('revoked') });
    stripe.setFaults({ status: 500 });
    expect(await findKeyRights(opened, stripe.url)).toEqual({
      kind: 'unknown',
      reason: 'Stripe could not be asked (server_error).',
    });
  });
});
