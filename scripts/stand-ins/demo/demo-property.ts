// The demo shop as a property of the store, made as the command line makes any other.
import { randomBytes } from 'node:crypto';
import { newProperty } from '../../../functions/rules/new-property.ts';
import type { Property } from '../../../functions/rules/property.ts';
import type { Settings } from '../../../functions/settings.ts';
import { UnsealError } from '../../../functions/store/errors.ts';
import { newPropertyId } from '../../../functions/store/new-property-id.ts';
import { openStore } from '../../../functions/store/open-store.ts';
import { unseal } from '../../../functions/store/sealing.ts';
import type { Store } from '../../../functions/store/store.ts';
import { stripeKeyPlace } from '../../../functions/store/stripe-key-place.ts';
import { checkStripeKeys, sealStripeKeys } from '../../cli/seal-stripe-keys.ts';
import { parseStripeKey } from '../../cli/stripe-key.ts';

const demoName = 'Paper & Pine (demo)';

/**
 * The id of the demo's property: that of an earlier run, or of a new one. Asks Stripe about the key first, as the command
 * line does; rejects with `CommandFailedError` when the key is no good, and with the store's errors.
 */
export async function findOrAddDemoProperty(settings: Settings, stripeKey: string, nowMs: number): Promise<string> {
  const store = await openStore(settings.store, settings);
  try {
    const known = (await store.listProperties()).find(({ name }) => name === demoName);
    if (known !== undefined && holdsKey(known, stripeKey, settings)) {
      return known.id;
    }
    return await putProperty(store, known, settings, stripeKey, nowMs);
  } finally {
    await store.close();
  }
}

function holdsKey({ id, stripeKeys }: Property, stripeKey: string, { keyRing }: Settings): boolean {
  try {
    return stripeKeys.test !== null && unseal(keyRing, stripeKeys.test, stripeKeyPlace(id, 'test')) === stripeKey;
  } catch (error) {
    // The key ring is a new one: what was sealed with the old one is lost, and in the demo easily replaced.
    if (error instanceof UnsealError) {
      return false;
    }
    throw error;
  }
}

async function putProperty(
  store: Store,
  known: Property | undefined,
  settings: Settings,
  stripeKey: string,
  nowMs: number,
): Promise<string> {
  const checked = await checkStripeKeys([parseStripeKey(stripeKey)], settings);
  const property = known ?? newDemoProperty(nowMs);
  const sealed = { ...property, ...sealStripeKeys(property.id, property, checked, settings), updatedAtMs: nowMs };
  if (known === undefined) {
    await store.createProperty(sealed);
  } else {
    await store.changeProperty(sealed);
  }
  return property.id;
}

function newDemoProperty(nowMs: number): Property {
  return { ...newProperty(newPropertyId(randomBytes), nowMs), name: demoName, hostnames: ['127.0.0.1', 'localhost'] };
}
