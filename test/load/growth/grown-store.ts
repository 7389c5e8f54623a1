// A store file of a chosen size: shops, a year of payments whose purchases were sent long ago, and somebody to look at them.
import type { CheckoutSession } from '../../../functions/rules/checkout-session.ts';
import type { SessionEntry } from '../../../functions/rules/entry.ts';
import { newProperty } from '../../../functions/rules/new-property.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { parseKeyRing } from '../../../functions/store/key-ring.ts';
import { openStore } from '../../../functions/store/open-store.ts';
import type { Store } from '../../../functions/store/store.ts';
import { toSessionId, toShop } from '../../bench/shops.ts';
import { toDueEntry, toSentEntry, toSession } from '../../bench/sweep/ledger-entries.ts';
import { toGa4Destination } from '../../bench/sweep/shop-with-destination.ts';
import { addOwner } from './add-owner.ts';

export interface GrownWish {
  /** As the settings name the store and the key ring. */
  location: string;
  keys: string;
  /** How many shops are there already. */
  shops: number;
  /** How many entries to add. */
  entries: number;
  onProgress: (added: number) => void;
}

/** So many payments the first shop has at every size, so that its list fills a page. */
const fullPage = 200;

const entriesAtOnce = 500;
const yearMs = 365 * 86_400_000;
const dayMs = 86_400_000;

/** Fills the file and answers with the Cookie header of its owner. */
export async function growStore({ location, keys, shops, entries, onProgress }: GrownWish): Promise<string> {
  const store = await openStore(location, {});
  try {
    await addEntries(store, keys, { shops, entries, onProgress });
    await markAllDone(store);
    return (await addOwner(store)).cookie;
  } finally {
    await store.close();
  }
}

async function addEntries(
  store: Store,
  keys: string,
  { shops, entries, onProgress }: Pick<GrownWish, 'shops' | 'entries' | 'onProgress'>,
): Promise<void> {
  const nowMs = Date.now();
  const toEntry = createEntries(keys, shops);
  for (let added = 0; added < entries; added += entriesAtOnce) {
    const numbers = Array.from({ length: Math.min(entriesAtOnce, entries - added) }, (_, index) => added + index);
    await Promise.all(
      numbers.map((number) => {
        // The youngest is a day old, so that nothing of today was there before the measuring.
        const atMs = nowMs - dayMs - Math.floor(((entries - number) / entries) * yearMs);
        return store.createEntry(toEntry(number, atMs));
      }),
    );
    onProgress(added);
  }
}

/** Makes payment `number` as of a moment; what all have in common is worked out once. */
function createEntries(keys: string, shops: number) {
  const keyRing = parseKeyRing(keys);
  const properties = new Map<string, Property>();
  const template: CheckoutSession = toSession(toSessionId('growth', 0), Date.now());
  const findProperty = (propertyId: string): Property => {
    const known = properties.get(propertyId);
    if (known !== undefined) return known;
    const destinations = [toGa4Destination(propertyId, keyRing)];
    const property: Property = { ...newProperty(propertyId, 0), sender: 'server', destinations };
    properties.set(propertyId, property);
    return property;
  };
  return (number: number, atMs: number): SessionEntry => {
    const reference = String(number).padStart(16, '0');
    const session = {
      ...template,
      id: toSessionId('growth', number),
      createdSeconds: Math.floor(atMs / 1000),
      paymentIntentId: `pi_${reference}`,
      customerId: `cus_${reference}`,
    };
    const { propertyId } = toShop(number < fullPage ? 0 : number, shops);
    return toSentEntry(toDueEntry(findProperty(propertyId), session, atMs));
  };
}

/** What was there before counts as rolled up and asked about, as it would where sweeps have run for a year. */
async function markAllDone(store: Store): Promise<void> {
  const nowMs = Date.now();
  for (const id of ['deployment:rollups', 'deployment:stripe_days']) {
    await store.createWatermark({ id, version: 1, checkedUntilSeconds: Math.floor(nowMs / 1000), askedAtMs: nowMs });
  }
}
