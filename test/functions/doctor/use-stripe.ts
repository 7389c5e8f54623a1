// A Stripe stand-in with one account and a key of chosen rights, anew for each test.
import { afterEach, beforeEach } from 'vitest';
import type { AskedKey } from '../../../functions/doctor/checks/check-stripe-key.ts';
import { type StripeStandIn, startStripeStandIn } from '../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';

export const accountId = 'acct_doctor';
const apiKey = 'rk_test_doctorKey0123456789';

export interface DoctorStripe {
  stripe: () => StripeStandIn;
  /** The key, which may do this and nothing else from now on. */
  keyWith: (...permissions: string[]) => AskedKey;
}

/** Sets the surroundings up for the tests of a file. */
export function useStripe(): DoctorStripe {
  let standIn: StripeStandIn;
  beforeEach(async () => {
    standIn = await startStripeStandIn();
    standIn.addAccount({ id: accountId, keys: [] });
  });
  afterEach(() => standIn.close());
  return {
    stripe: () => standIn,
    keyWith: (...permissions) => {
      standIn.addAccount({ id: accountId, keys: [{ key: apiKey, permissions }] });
      return { mode: 'test', apiKey, apiBase: standIn.url };
    },
  };
}
