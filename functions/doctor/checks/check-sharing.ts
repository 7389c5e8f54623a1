// Warns where another property of the deployment counts the same payments.
import { openStripeKey } from '../../properties/stripe-keys/open-stripe-key.ts';
import { stripeModes } from '../../rules/own-mode.ts';
import type { Property } from '../../rules/property.ts';
import type { KeyRing } from '../../store/key-ring.ts';
import { findSharing } from '../find-sharing.ts';
import type { Finding } from '../finding.ts';

/** What is compared. */
export interface SharingContext {
  /** Every property of the deployment. */
  all: readonly Property[];
  keyRing: KeyRing;
  /** Whether whoever asks may know that property by name; others are only counted. */
  mayName: (property: Property) => boolean;
}

/** One finding for each mode in which payments are shared; one that says so where none are. */
export function checkSharing(property: Property, { all, keyRing, mayName }: SharingContext): Finding[] {
  const about = 'scope';
  const shared = findSharing(property, all, (one, mode) => {
    const key = openStripeKey(one, mode, keyRing);
    return key.kind === 'key' ? key.apiKey : undefined;
  });
  if (shared.length === 0) return [{ code: 'payments_own', verdict: 'green', about, data: {} }];
  return stripeModes.flatMap((mode): Finding[] => {
    const found = shared.filter((one) => one.mode === mode);
    if (found.length === 0) return [];
    const named = found.filter(({ other }) => mayName(other));
    const isSameDestination = found.some((one) => one.isSameDestination);
    const data = {
      mode,
      names: named.map(({ other }) => other.name || other.id),
      hidden: found.length - named.length,
      isSameDestination,
      isCertain: found.some(({ isCertain }) => isCertain),
    };
    const verdict = isSameDestination && mode === 'live' ? 'red' : 'yellow';
    return [{ code: 'payments_shared', verdict, about: `scope:${mode}`, data }];
  });
}
