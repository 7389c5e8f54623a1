// Properties as this instance remembers them: read once a minute at most, however many pages ask.
import { LRUCache } from 'lru-cache';
import type { DestinationSettings } from '../rules/destination.ts';
import type { Property, StripeMode } from '../rules/property.ts';
import type { KeyRing } from '../store/key-ring.ts';
import { unseal } from '../store/sealing.ts';
import type { Store } from '../store/store.ts';
import { stripeKeyPlace } from '../store/stripe-key-place.ts';
import { destinationSecretPlace, type SecretPlaces } from './destination-secret-place.ts';
import { createOriginCheck, type OriginCheck } from './origin-check.ts';
import { webhookSecretPlace } from './webhook-secret-place.ts';

/** A property with what is worked out from it once. */
export interface PropertyRecord {
  property: Property;
  /** Which origins are on the property's hostnames. */
  origins: OriginCheck;
  /** The Stripe key of a mode, `undefined` where the property has none. Throws UnsealError. */
  openStripeKey: (mode: StripeMode) => string | undefined;
  /** The signing secrets of the webhook endpoints of a mode, newest first, none where it has none. Throws UnsealError. */
  openWebhookSecrets: (mode: StripeMode) => readonly string[];
  /** The secret of one of the property's destinations. Throws UnsealError. */
  openDestinationSecret: (destination: DestinationSettings) => string;
}

export interface PropertyCache {
  /**
   * `undefined` when there is no such property, or somebody began to remove it: what still wrote for it then might stay behind.
   * Rejects as the store does; failures are not remembered.
   */
  find(id: string): Promise<PropertyRecord | undefined>;
  /** What is remembered, without asking the store; `null` for a property known not to exist, or to be on its way out. */
  recall(id: string): PropertyRecord | null | undefined;
}

export interface PropertyCacheOptions {
  store: Pick<Store, 'findProperty'>;
  keyRing: KeyRing;
  now: () => number;
  /** Needed only by whoever opens the secrets of destinations. */
  secretPlaces?: SecretPlaces;
}

const rememberMs = 60_000;
const maxProperties = 2_000;
/** Apart from the known ones, so that made-up ids cannot push these out. */
const maxUnknown = 5_000;

interface Remembered {
  record: PropertyRecord;
  untilMs: number;
}

/** A cache that shares concurrent reads of one property. */
export function createPropertyCache({ store, keyRing, now, secretPlaces }: PropertyCacheOptions): PropertyCache {
  const known = new LRUCache<string, Remembered>({ max: maxProperties });
  const unknownUntilMs = new LRUCache<string, number>({ max: maxUnknown });
  const reading = new Map<string, Promise<PropertyRecord | undefined>>();

  function recall(id: string): PropertyRecord | null | undefined {
    const remembered = known.get(id);
    if (remembered !== undefined && now() < remembered.untilMs) return remembered.record;
    const until = unknownUntilMs.get(id);
    return until !== undefined && now() < until ? null : undefined;
  }

  async function read(id: string): Promise<PropertyRecord | undefined> {
    const property = await store.findProperty(id);
    const untilMs = now() + rememberMs;
    if (property === undefined || property.removalStartedAtMs !== undefined) {
      known.delete(id);
      unknownUntilMs.set(id, untilMs);
      return undefined;
    }
    const record = toRecord(property, keyRing, secretPlaces);
    known.set(id, { record, untilMs });
    return record;
  }

  return {
    recall,
    async find(id) {
      const remembered = recall(id);
      if (remembered !== undefined) return remembered ?? undefined;
      let shared = reading.get(id);
      if (shared === undefined) {
        shared = read(id).finally(() => reading.delete(id));
        reading.set(id, shared);
      }
      return await shared;
    },
  };
}

function toRecord(property: Property, keyRing: KeyRing, secretPlaces: SecretPlaces | undefined): PropertyRecord {
  const { id, stripeKeys, webhookSecrets } = property;
  const keys: Partial<Record<StripeMode, string>> = {};
  const secrets: Partial<Record<StripeMode, readonly string[]>> = {};
  return {
    property,
    origins: createOriginCheck(property.hostnames),
    openStripeKey(mode) {
      const sealed = stripeKeys[mode];
      if (sealed === null) return undefined;
      const apiKey = keys[mode] ?? unseal(keyRing, sealed, stripeKeyPlace(id, mode));
      keys[mode] = apiKey;
      return apiKey;
    },
    openWebhookSecrets(mode) {
      const opened =
        secrets[mode] ?? webhookSecrets[mode].map((sealed) => unseal(keyRing, sealed, webhookSecretPlace(id, mode)));
      secrets[mode] = opened;
      return opened;
    },
    openDestinationSecret(destination) {
      if (secretPlaces === undefined) throw new TypeError('This cache was made without the places of secrets.');
      return unseal(keyRing, destination.secret, destinationSecretPlace(secretPlaces, id, destination));
    },
  };
}
