// Makes a property from what was chosen, of which each part was read and checked before.
import { newProperty } from '../rules/new-property.ts';
import type { Property } from '../rules/property.ts';
import type { PropertySettings } from '../rules/property-settings.ts';
import type { KeyRing } from '../store/key-ring.ts';
import { newPropertyId } from '../store/new-property-id.ts';
import type { Store } from '../store/store.ts';
import { ensureSender } from './change-property.ts';
import { PropertyError } from './property-error.ts';
import type { CheckedKey } from './stripe-keys/probe-stripe-key.ts';
import { replaceStripeKeys } from './stripe-keys/replace-stripe-keys.ts';

/** What a property is made with. */
export interface CreationTools {
  store: Pick<Store, 'createProperty'>;
  keyRing: KeyRing;
  /** Milliseconds since 1970. */
  now: () => number;
  randomBytes: (count: number) => Uint8Array;
}

/** What was chosen; every other setting is the usual one. */
export interface PropertyInput {
  settings: Pick<PropertySettings, 'name' | 'hostnames'> & Partial<PropertySettings>;
  /** At most one of each mode; without any, sessions cannot be read yet. */
  keys?: readonly CheckedKey[];
  /** `acc_…` of the console's account; the deployment's own unless given. */
  accountId?: string | null;
}

/**
 * The stored property, under a new random id. Throws `PropertyError`: `sender_loses_payments`, because a new property has no
 * destination yet, and `property_id_taken`.
 */
export async function createProperty(
  { store, keyRing, now, randomBytes }: CreationTools,
  { settings, keys = [], accountId = null }: PropertyInput,
): Promise<Property> {
  const fresh = newProperty(newPropertyId(randomBytes), now());
  const property = ensureSender({ ...fresh, ...settings, ...replaceStripeKeys(fresh, keys, keyRing), accountId });
  if ((await store.createProperty(property)) === 'exists') {
    throw new PropertyError(property.id, { code: 'property_id_taken' });
  }
  return property;
}
