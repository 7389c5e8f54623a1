// Warns where another property of the deployment counts the same payments.
import { openStripeKey } from '../../properties/stripe-keys/open-stripe-key.ts';
import { stripeModes } from '../../rules/own-mode.ts';
import type { Property, StripeMode } from '../../rules/property.ts';
import type { KeyRing } from '../../store/key-ring.ts';
import { findSharedPages, findSharing, type OpenKey, type SharedPayments } from '../find-sharing.ts';
import type { Finding } from '../finding.ts';

/** What is compared. */
export interface SharingContext {
  /** Every property of the deployment. */
  all: readonly Property[];
  keyRing: KeyRing;
  /** Whether whoever asks may know that property by name; others are only counted. */
  mayName: (property: Property) => boolean;
}

/**
 * One finding for each mode in which payments are shared, or one that says that none are; and one for each mode in which refunds
 * may be taken back twice though no payments are shared.
 */
export function checkSharing(property: Property, context: SharingContext): Finding[] {
  const { all, keyRing } = context;
  const openKey: OpenKey = (one, mode) => {
    const key = openStripeKey(one, mode, keyRing);
    return key.kind === 'key' ? key.apiKey : undefined;
  };
  const shared = findSharing(property, all, openKey);
  const beside = findSharedPages(property, all, openKey);
  const payments: Finding[] =
    shared.length === 0
      ? [{ code: 'payments_own', verdict: 'green', about: 'scope', data: {} }]
      : stripeModes.flatMap((mode) => toShared(mode, shared, context));
  return [...payments, ...stripeModes.flatMap((mode) => toBeside(mode, beside, context))];
}

function toShared(mode: StripeMode, shared: readonly SharedPayments[], context: SharingContext): Finding[] {
  const found = shared.filter((one) => one.mode === mode);
  if (found.length === 0) return [];
  const isSameDestination = found.some((one) => one.isSameDestination);
  const data = {
    ...{ mode, ...nameOthers(found, context), isSameDestination },
    isCertain: found.some(({ isCertain }) => isCertain),
  };
  const verdict = isSameDestination && mode === 'live' ? 'red' : 'yellow';
  return [{ code: 'payments_shared', verdict, about: `scope:${mode}`, data }];
}

function toBeside(
  mode: StripeMode,
  beside: readonly Pick<SharedPayments, 'mode' | 'other'>[],
  context: SharingContext,
): Finding[] {
  const found = beside.filter((one) => one.mode === mode);
  if (found.length === 0) return [];
  const data = { mode, ...nameOthers(found, context) };
  return [{ code: 'pages_shared', verdict: 'yellow', about: `scope:${mode}`, data }];
}

function nameOthers(found: readonly Pick<SharedPayments, 'other'>[], { mayName }: SharingContext) {
  const named = found.filter(({ other }) => mayName(other));
  return { names: named.map(({ other }) => other.name || other.id), hidden: found.length - named.length };
}
