// Puts the made-up shops into a store as properties with sealed keys, as the command line would have added them.
import { webhookSecretPlace } from '../../../functions/properties/webhook-secret-place.ts';
import { newProperty } from '../../../functions/rules/new-property.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { StoreUnavailableError } from '../../../functions/store/errors.ts';
import { type KeyRing, parseKeyRing } from '../../../functions/store/key-ring.ts';
import { openStore, type StoreOptions } from '../../../functions/store/open-store.ts';
import { seal } from '../../../functions/store/sealing.ts';
import type { Store } from '../../../functions/store/store.ts';
import { stripeKeyPlace } from '../../../functions/store/stripe-key-place.ts';
import { type Shop, shopCount, toShop, webhookSecret } from '../shops.ts';
import { toGa4Destination } from '../sweep/shop-with-destination.ts';

/**
 * How a shop is set up. `pages`: only its pages send. `webhook`: Stripe tells of its payments, and the server would send what no
 * page did, but nothing is due while a bench runs. `sending`: the server sends what no page reported within a few seconds.
 * `server`: the server sends everything at once.
 */
export type ShopKind = 'pages' | 'webhook' | 'sending' | 'server';

/** Which shops there are to be. */
export interface ShopsWish {
  kind: ShopKind;
  /** How many, `shopCount` unless given. */
  shops?: number;
  /** The account that owns them; none unless given. */
  accountId?: string | null;
}

/** As many share a commit on SQLite, and are few enough for an emulator. */
const propertiesAtOnce = 20;

/** Longer than any page of a load takes to report. */
const graceSeconds = 10;

/** Adds all shops to the store at `location`; those that are there stay as they are. */
export async function addProperties(
  location: string,
  keys: string,
  { kind, shops = shopCount, accountId = null, ...options }: StoreOptions & ShopsWish,
): Promise<void> {
  const keyRing = parseKeyRing(keys);
  const store = await openStore(location, options);
  try {
    for (let added = 0; added < shops; added += propertiesAtOnce) {
      const numbers = Array.from({ length: Math.min(propertiesAtOnce, shops - added) }, (_, index) => added + index);
      await Promise.all(
        numbers.map((number) => {
          const property = toKind(toProperty(toShop(number, shops), keyRing), kind, keyRing);
          return addProperty(store, { ...property, accountId });
        }),
      );
    }
  } finally {
    await store.close();
  }
}

/** An emulator that has only just started may need longer for its first answer than a store waits. */
async function addProperty(store: Store, property: Property, attempts = 5): Promise<void> {
  try {
    await store.createProperty(property);
  } catch (error) {
    if (!(error instanceof StoreUnavailableError) || attempts === 1) throw error;
    await addProperty(store, property, attempts - 1);
  }
}

function toProperty({ propertyId, hostname, stripeKey }: Shop, keyRing: KeyRing): Property {
  return {
    ...newProperty(propertyId, Date.now()),
    name: hostname,
    hostnames: [hostname],
    stripeKeys: { live: seal(keyRing, stripeKey, stripeKeyPlace(propertyId, 'live')), test: null },
  };
}

function toKind(property: Property, kind: ShopKind, keyRing: KeyRing): Property {
  if (kind === 'pages') return property;
  const connected = withWebhook(property, keyRing);
  if (kind === 'webhook') return connected;
  const destinations = [toGa4Destination(property.id, keyRing)];
  if (kind === 'server') return { ...connected, destinations, sender: 'server', unknownConsent: 'granted' };
  return { ...connected, destinations, unknownConsent: 'granted', graceMinutes: graceSeconds / 60 };
}

function withWebhook(property: Property, keyRing: KeyRing): Property {
  return {
    ...property,
    sender: 'browser_first',
    webhookSecrets: { live: [seal(keyRing, webhookSecret, webhookSecretPlace(property.id, 'live'))], test: [] },
    destinations: [
      // Nothing is sent while a bench runs, so nobody opens its secret.
      {
        kind: 'ga4',
        id: 'dst_bench',
        mode: 'live',
        measurementId: 'G-BENCH',
        region: 'global',
        secret: 'sealed1.bench.AAAA',
      },
    ],
  };
}
