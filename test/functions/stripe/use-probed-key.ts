// A restricted key at a stand-in for Stripe, for each test anew, with the rights that the test gives it.
import { afterEach, beforeEach } from 'vitest';
import type { KeyErrand } from '../../../functions/stripe/ask-with-key.ts';
import { type StripeStandIn, startStripeStandIn } from '../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';

const apiKey = 'rk_test_probeKey0123456789';

type Errand = Record<keyof KeyErrand, string>;

export interface ProbedKey {
  /** The stand-in of the running test. */
  readonly stripe: StripeStandIn;
  /** Asks with the key, whether Stripe knows it or not. */
  errand(): Errand;
  /** The same once Stripe knows it with these rights alone. */
  permit(permissions: string[]): Errand;
}

/** To be called where a file's tests are described. */
export function useProbedKey(): ProbedKey {
  let stripe: StripeStandIn;
  beforeEach(async () => {
    stripe = await startStripeStandIn();
  });
  afterEach(() => stripe.close());
  const errand = (): Errand => ({ apiKey, apiBase: stripe.url });
  return {
    get stripe() {
      return stripe;
    },
    errand,
    permit(permissions) {
      stripe.addAccount({ id: 'acct_1', keys: [{ key: apiKey, permissions }] });
      return errand();
    },
  };
}
