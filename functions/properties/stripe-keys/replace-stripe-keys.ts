// Turns checked Stripe keys into what a property keeps of them.
import type { Property, StripeMode } from '../../rules/property.ts';
import type { KeyRing } from '../../store/key-ring.ts';
import { seal } from '../../store/sealing.ts';
import { stripeKeyPlace } from '../../store/stripe-key-place.ts';
import type { CheckedKey } from './probe-stripe-key.ts';

/** The key fields of a property, which are all that a result names. */
export type PropertyKeys = Pick<Property, 'stripeKeys' | 'readsPromotionCodes'>;

/** The property's fields with these keys sealed into their places; a mode without a new key keeps what it has. */
export function replaceStripeKeys(
  { id, ...current }: Pick<Property, 'id'> & PropertyKeys,
  keys: readonly CheckedKey[],
  keyRing: KeyRing,
): PropertyKeys {
  const stripeKeys = { ...current.stripeKeys };
  const readsPromotionCodes = { ...current.readsPromotionCodes };
  for (const key of keys) {
    stripeKeys[key.mode] = seal(keyRing, key.secret, stripeKeyPlace(id, key.mode));
    readsPromotionCodes[key.mode] = key.readsPromotionCodes;
  }
  return { stripeKeys, readsPromotionCodes };
}

/** The fields without the key of this mode. */
export function dropStripeKey({ stripeKeys, readsPromotionCodes }: PropertyKeys, mode: StripeMode): PropertyKeys {
  return {
    stripeKeys: { ...stripeKeys, [mode]: null },
    readsPromotionCodes: { ...readsPromotionCodes, [mode]: false },
  };
}
