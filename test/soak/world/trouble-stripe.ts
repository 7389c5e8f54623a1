// Makes Stripe's API fail for one question now and then.
import type { Faults } from '../../../scripts/stand-ins/stripe/faults.ts';
import type { StripeStandIn } from '../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';
import type { Chance } from '../chance.ts';

export interface StripeTrouble {
  /** Chooses what the next question meets; what it answers ends that. */
  begin: () => () => void;
  /** From now on Stripe is well. */
  heal: () => void;
}

const troubles: readonly (readonly [weight: number, faults: Faults])[] = [
  [2, { status: 500, times: 1 }],
  [2, { status: 500, times: 9 }],
  [1, { status: 429, times: 9 }],
  // Rarely: the SDK itself asks again after a reset, and waits half a real second first.
  [0.1, { reset: true, times: 1 }],
  [1, { garbage: true, times: 1 }],
];

/** Trouble in this part of all questions. */
export function troubleStripe(stripe: Pick<StripeStandIn, 'setFaults'>, chance: Chance, share: number): StripeTrouble {
  let isWell = false;
  return {
    begin() {
      const isTroubled = chance.is(share) && !isWell;
      stripe.setFaults(isTroubled ? chance.weigh(troubles) : {});
      return () => stripe.setFaults({});
    },
    heal() {
      isWell = true;
    },
  };
}
