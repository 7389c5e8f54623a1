// What is out of order during one run, so that a thousand entries do not each wait for the same time-out.
import type { Missing } from '../rules/delivery-steps.ts';

/** What a question to Stripe is for; a restricted key may hold the right for one and lack it for another. */
export type StripePurpose = 'session' | 'payment' | 'events';

/** Whom a question to Stripe is asked for. */
export interface StripeParty {
  propertyId: string;
  mode: 'live' | 'test';
  purpose: StripePurpose;
}

export interface Troubles {
  /** Why Stripe need not be asked again in this run; `undefined` where it may. */
  findStripeTrouble(party: StripeParty): Missing | undefined;
  /** `undefined` after an answer. `isLasting`: no other question of this party would be answered. */
  noteStripe(party: StripeParty, trouble: (Missing & { isLasting: boolean }) | undefined): void;
  /** Whether the destination failed so often in a row that it may rest until the next run. */
  isDown(destinationId: string): boolean;
  noteSend(destinationId: string, isThere: boolean): void;
}

const failuresInARow = 3;

/** Troubles of a run that has met none. */
export function createTroubles(): Troubles {
  const stripe = new Map<string, { times: number; missing: Missing }>();
  const destinations = new Map<string, number>();
  const toKey = ({ propertyId, mode, purpose }: StripeParty): string => `${propertyId} ${mode} ${purpose}`;
  return {
    findStripeTrouble(party) {
      const known = stripe.get(toKey(party));
      return known !== undefined && known.times >= failuresInARow ? known.missing : undefined;
    },
    noteStripe(party, trouble) {
      const key = toKey(party);
      if (trouble === undefined) {
        stripe.delete(key);
        return;
      }
      const { isLasting, ...missing } = trouble;
      const times = isLasting ? failuresInARow : (stripe.get(key)?.times ?? 0) + 1;
      stripe.set(key, { times, missing });
    },
    isDown: (destinationId) => (destinations.get(destinationId) ?? 0) >= failuresInARow,
    noteSend(destinationId, isThere) {
      destinations.set(destinationId, isThere ? 0 : (destinations.get(destinationId) ?? 0) + 1);
    },
  };
}
