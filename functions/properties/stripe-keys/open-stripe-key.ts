// Opens a property's Stripe key where a person waits for the answer, so that a closed one is said and not thrown.
import type { Property, StripeMode } from '../../rules/property.ts';
import { UnsealError } from '../../store/errors.ts';
import type { KeyRing } from '../../store/key-ring.ts';
import { unseal } from '../../store/sealing.ts';
import { stripeKeyPlace } from '../../store/stripe-key-place.ts';

/** The property's key of a mode, or why there is none to ask with; `fault` is a sentence with the cure. */
export type OpenedKey = { kind: 'key'; apiKey: string } | { kind: 'none' } | { kind: 'closed'; fault: string };

/** What may be shown of a Stripe key: its last four characters, or why it cannot be opened. */
export interface KeySummary {
  last4: string | null;
  readsPromotionCodes: boolean;
  fault?: string;
}

/** Opens the key of a mode. */
export function openStripeKey(
  { id, stripeKeys }: Pick<Property, 'id' | 'stripeKeys'>,
  mode: StripeMode,
  keyRing: KeyRing,
): OpenedKey {
  const sealed = stripeKeys[mode];
  if (sealed === null) return { kind: 'none' };
  try {
    return { kind: 'key', apiKey: unseal(keyRing, sealed, stripeKeyPlace(id, mode)) };
  } catch (error) {
    if (error instanceof UnsealError) return { kind: 'closed', fault: error.message };
    throw error;
  }
}

/** The key of a mode without itself; `null` where the property has none. */
export function summarizeStripeKey(
  property: Pick<Property, 'id' | 'stripeKeys' | 'readsPromotionCodes'>,
  mode: StripeMode,
  keyRing: KeyRing,
): KeySummary | null {
  const opened = openStripeKey(property, mode, keyRing);
  const readsPromotionCodes = property.readsPromotionCodes[mode];
  switch (opened.kind) {
    case 'none':
      return null;
    case 'closed':
      return { last4: null, readsPromotionCodes, fault: opened.fault };
    case 'key':
      return { last4: opened.apiKey.slice(-4), readsPromotionCodes };
  }
}
