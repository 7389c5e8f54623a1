// Asks Stripe whether a key that somebody brought may do its work, before anything is stored.
import { probeKey } from '../../stripe/probe-key.ts';
import type { StripeKey } from './parse-stripe-key.ts';

/** A key that Stripe accepted, and what it may read beside sessions. */
export interface CheckedKey extends StripeKey {
  readsPromotionCodes: boolean;
}

/**
 * What Stripe said. `lacks_right`: the key may not read sessions; `right` is Stripe's name of what it lacks (`rak_…`), or
 * `unknown`. `rejected`: Stripe does not know the key. `unavailable`: nobody knows; `reason` is a short stable word.
 */
export type ProbedKey =
  | { kind: 'accepted'; key: CheckedKey }
  | { kind: 'lacks_right'; right: string }
  | { kind: 'rejected' }
  | { kind: 'unavailable'; reason: string };

/** Asks with ids that cannot exist, so that nothing is read. Stripe answers at `apiBase`, or at its own address. Never rejects. */
export async function probeStripeKey(key: StripeKey, apiBase: string | undefined): Promise<ProbedKey> {
  const probe = await probeKey({ apiKey: key.secret, ...(apiBase !== undefined && { apiBase }) });
  switch (probe.kind) {
    case 'good':
      return { kind: 'accepted', key: { ...key, readsPromotionCodes: probe.readsPromotionCodes } };
    case 'missing_permission':
      return { kind: 'lacks_right', right: probe.permission };
    default:
      return probe;
  }
}
