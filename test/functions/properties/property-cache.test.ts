// What an instance remembers of properties, how long, and which of their secrets it opens.
import { describe, expect, it } from 'vitest';
import { createPropertyCache } from '../../../functions/properties/property-cache.ts';
import { webhookSecretPlace } from '../../../functions/properties/webhook-secret-place.ts';
import type { ServerContainerDestination } from '../../../functions/rules/destination.ts';
import { newProperty } from '../../../functions/rules/new-property.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { StoreUnavailableError } from '../../../functions/store/errors.ts';
import { parseKeyRing } from '../../../functions/store/key-ring.ts';
import { seal } from '../../../functions/store/sealing.ts';
import { stripeKeyPlace } from '../../../functions/store/stripe-key-place.ts';

const keyRing = parseKeyRing(`main:${Buffer.alloc(32, 7).toString('base64')}`);
const id = 'tt_shopshopshopshopshop';

/** A cache over a store that holds `properties` and counts the reads. */
function createCache(properties: Property[]) {
  const clock = { nowMs: 1_000 };
  const reads: string[] = [];
  const stored = new Map(properties.map((property) => [property.id, property]));
  const cache = createPropertyCache({
    store: {
      async findProperty(asked) {
        reads.push(asked);
        return stored.get(asked);
      },
    },
    keyRing,
    now: () => clock.nowMs,
    // An address of another origin is another place.
    secretPlaces: () => ({
      secretPlace: (_propertyId, settings) => JSON.stringify({ ...settings, secret: undefined }),
    }),
  });
  return { cache, clock, reads, stored };
}

async function recordOf(property: Property) {
  const record = await createCache([property]).cache.find(property.id);
  if (record === undefined) throw new Error('The property is not there.');
  return record;
}

describe('createPropertyCache', () => {
  it('reads a property once a minute, however often it is asked for', async () => {
    const { cache, clock, reads, stored } = createCache([newProperty(id, 0)]);
    await Promise.all([cache.find(id), cache.find(id)]);
    clock.nowMs += 59_999;
    expect((await cache.find(id))?.property.name).toBe('');
    expect(reads).toHaveLength(1);
    stored.set(id, { ...newProperty(id, 0), name: 'Shop' });
    clock.nowMs += 1;
    expect((await cache.find(id))?.property.name).toBe('Shop');
    expect(reads).toHaveLength(2);
  });

  it('knows no property that is being removed, once it was read anew', async () => {
    const { cache, clock, stored } = createCache([newProperty(id, 0)]);
    expect(await cache.find(id)).toBeDefined();
    stored.set(id, { ...newProperty(id, 0), removalStartedAtMs: 1 });
    clock.nowMs += 60_000;
    expect(await cache.find(id)).toBeUndefined();
    expect(cache.recall(id)).toBeNull();
  });

  it('remembers for a minute that there is no such property', async () => {
    const { cache, clock, reads } = createCache([]);
    expect(cache.recall(id)).toBeUndefined();
    expect(await cache.find(id)).toBeUndefined();
    expect(cache.recall(id)).toBeNull();
    expect(await cache.find(id)).toBeUndefined();
    expect(reads).toHaveLength(1);
    clock.nowMs += 60_000;
    expect(cache.recall(id)).toBeUndefined();
  });

  it('rejects as the store does and asks it again the next time', async () => {
    let isDown = true;
    const cache = createPropertyCache({
      store: {
        async findProperty() {
          if (isDown) throw new StoreUnavailableError('down');
          return newProperty(id, 0);
        },
      },
      keyRing,
      now: () => 0,
    });
    await expect(cache.find(id)).rejects.toThrow(StoreUnavailableError);
    isDown = false;
    expect((await cache.find(id))?.property.id).toBe(id);
  });
});

describe('openStripeKey', () => {
  it('opens the key of its mode and knows none where there is none', async () => {
    const sealed = seal(keyRing, 'rk_live_a', stripeKeyPlace(id, 'live'));
    const record = await recordOf({ ...newProperty(id, 0), stripeKeys: { live: sealed, test: null } });
    expect(record.openStripeKey('live')).toBe('rk_live_a');
    expect(record.openStripeKey('test')).toBeUndefined();
  });
});

describe('openWebhookSecrets', () => {
  const sealFor = (secret: string, mode: 'live' | 'test', property = id) =>
    seal(keyRing, secret, webhookSecretPlace(property, mode));

  it('opens all secrets of a mode in their order, and none of the other', async () => {
    const live = [sealFor('whsec_new', 'live'), sealFor('whsec_old', 'live')];
    const record = await recordOf({
      ...newProperty(id, 0),
      webhookSecrets: { live, test: [sealFor('whsec_t', 'test')] },
    });
    expect(record.openWebhookSecrets('live')).toEqual(['whsec_new', 'whsec_old']);
    expect(record.openWebhookSecrets('test')).toEqual(['whsec_t']);
    expect(record.openWebhookSecrets('live')).toBe(record.openWebhookSecrets('live'));
  });

  it('has none where the property has none', async () => {
    expect((await recordOf(newProperty(id, 0))).openWebhookSecrets('live')).toEqual([]);
  });

  it.each([
    { from: 'the other mode', sealed: sealFor('whsec_x', 'test') },
    { from: 'another property', sealed: sealFor('whsec_x', 'live', 'tt_other') },
  ])('does not open a secret that was moved from $from', async ({ sealed }) => {
    const record = await recordOf({ ...newProperty(id, 0), webhookSecrets: { live: [sealed], test: [] } });
    expect(() => record.openWebhookSecrets('live')).toThrow(expect.objectContaining({ code: 'not_authentic' }));
    expect(record.openWebhookSecrets('test')).toEqual([]);
  });
});

describe('openDestinationSecret', () => {
  const plain = { id: 'd1', mode: 'live', kind: 'server_container', url: 'https://sgtm.example.com/checkout' } as const;
  const sealed = seal(keyRing, 'bearer-secret', { propertyId: id, field: JSON.stringify(plain) });
  const destination: ServerContainerDestination = { ...plain, secret: sealed };

  it('opens the secret of a destination where it was sealed', async () => {
    const record = await recordOf({ ...newProperty(id, 0), destinations: [destination] });
    expect(record.openDestinationSecret(destination)).toBe('bearer-secret');
  });

  it('does not open it for another address', async () => {
    const record = await recordOf(newProperty(id, 0));
    const moved = { ...destination, url: 'https://evil.example.com' };
    expect(() => record.openDestinationSecret(moved)).toThrow(expect.objectContaining({ code: 'not_authentic' }));
  });

  it('says so where nobody told it the places', async () => {
    const cache = createPropertyCache({
      store: { findProperty: async () => newProperty(id, 0) },
      keyRing,
      now: () => 0,
    });
    const record = await cache.find(id);
    expect(() => record?.openDestinationSecret(destination)).toThrow(TypeError);
  });
});
