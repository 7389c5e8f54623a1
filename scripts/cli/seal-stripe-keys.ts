// Turns checked Stripe keys into what a property keeps of them.
import type { Property } from '../../functions/rules/property.ts';
import type { Settings } from '../../functions/settings.ts';
import { seal } from '../../functions/store/sealing.ts';
import { stripeKeyPlace } from '../../functions/store/stripe-key-place.ts';
import { checkStripeKey, type StripeKey } from './stripe-key.ts';

/** The key fields of a property, which are all that the result names. */
export type PropertyKeys = Pick<Property, 'stripeKeys' | 'readsPromotionCodes'>;

/** A key that Stripe accepted, and what it may read beside sessions. */
export interface CheckedKey extends StripeKey {
  readsPromotionCodes: boolean;
}

/** Asks Stripe about each key; throws `CommandFailedError` at the first that cannot be used. */
export async function checkStripeKeys(keys: readonly StripeKey[], settings: Settings): Promise<CheckedKey[]> {
  const checked: CheckedKey[] = [];
  for (const key of keys) checked.push({ ...key, ...(await checkStripeKey(key, settings.stripeApiBase)) });
  return checked;
}

/** `current` with the keys sealed into their places; a mode without a new key keeps what it has. */
export function sealStripeKeys(
  propertyId: string,
  current: PropertyKeys,
  keys: readonly CheckedKey[],
  { keyRing }: Settings,
): PropertyKeys {
  const stripeKeys = { ...current.stripeKeys };
  const readsPromotionCodes = { ...current.readsPromotionCodes };
  for (const key of keys) {
    stripeKeys[key.mode] = seal(keyRing, key.secret, stripeKeyPlace(propertyId, key.mode));
    readsPromotionCodes[key.mode] = key.readsPromotionCodes;
  }
  return { stripeKeys, readsPromotionCodes };
}
