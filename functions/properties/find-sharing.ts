// Finds the properties that may report the same payments: those of one Stripe account whose choices overlap.
import { stripeModes } from '../rules/own-mode.ts';
import type { Property, StripeMode } from '../rules/property.ts';
import { mayShareSessions } from '../rules/scope-overlap.ts';
import type { KeyRing } from '../store/key-ring.ts';
import { openStripeKey } from './stripe-keys/open-stripe-key.ts';

type SharingFields = Pick<Property, 'id' | 'stripeKeys' | 'scope' | 'hostnames'>;

/**
 * Those of `others` that surely have the same Stripe account and may get some of the property's payments. Stripe tells a
 * restricted key nothing of its account, so only what proves it counts: the same key, or a payment link in both.
 */
export function findSharing<Other extends SharingFields>(
  property: SharingFields,
  others: readonly Other[],
  keyRing: KeyRing,
): Other[] {
  const own = openKeys(property, keyRing);
  return others.filter(
    (other) =>
      other.id !== property.id &&
      mayShareSessions(property, other) &&
      (haveCommonLink(property, other) || haveCommonKey(own, openKeys(other, keyRing))),
  );
}

type OpenKeys = Record<StripeMode, string | undefined>;

function openKeys(property: SharingFields, keyRing: KeyRing): OpenKeys {
  const open = (mode: StripeMode): string | undefined => {
    const key = openStripeKey(property, mode, keyRing);
    return key.kind === 'key' ? key.apiKey : undefined;
  };
  return { live: open('live'), test: open('test') };
}

function haveCommonKey(one: OpenKeys, other: OpenKeys): boolean {
  return stripeModes.some((mode) => one[mode] !== undefined && one[mode] === other[mode]);
}

function haveCommonLink({ scope: one }: SharingFields, { scope: other }: SharingFields): boolean {
  if (one.kind !== 'payment_links' || other.kind !== 'payment_links') return false;
  return one.ids.some((id) => other.ids.includes(id));
}
