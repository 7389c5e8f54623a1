// Sealing a property's secrets anew: all of them, once, and nothing else of the property.
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { resealProperty } from '../../../functions/properties/reseal-property.ts';
import { listSealedValues } from '../../../functions/properties/sealed-values.ts';
import { newProperty } from '../../../functions/rules/new-property.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { parseKeyRing } from '../../../functions/store/key-ring.ts';
import { findKeyName, seal, unseal } from '../../../functions/store/sealing.ts';

const old = parseKeyRing(`old:${randomBytes(32).toString('base64')}`);
const newest = parseKeyRing(`new:${randomBytes(32).toString('base64')}`);
const both = [newest[0], old[0]] as const;
const findDestination = () => ({ secretPlace: (id: string, { id: own }: { id: string }) => `${id} ${own}` });

/** A property with a secret in each place, all of them sealed with the older key and telling their name. */
function makeProperty(): Property {
  const blank: Property = {
    ...newProperty('tt_shopshopshop', 1),
    stripeKeys: { live: 'sealed1.old.x', test: 'sealed1.old.x' },
    webhookSecrets: { live: ['sealed1.old.x', 'sealed1.old.y'], test: ['sealed1.old.x'] },
    destinations: [
      { kind: 'ga4', id: 'dst_1', mode: 'live', measurementId: 'G-1', region: 'global', secret: 'sealed1.old.x' },
      { kind: 'server_container', id: 'dst_2', mode: 'test', url: 'https://sgtm.example.com', secret: 'sealed1.old.x' },
    ],
  };
  const [liveKey, testKey, first, second, third, ga4, container] = listSealedValues(blank, findDestination).map(
    ({ name, place }) => seal(old, `secret of ${name}`, place),
  );
  const [one, other] = blank.destinations;
  return {
    ...blank,
    stripeKeys: { live: liveKey ?? '', test: testKey ?? '' },
    webhookSecrets: { live: [first ?? '', second ?? ''], test: [third ?? ''] },
    destinations: [one, other].flatMap((destination, index) =>
      destination === undefined ? [] : [{ ...destination, secret: (index === 0 ? ga4 : container) ?? '' }],
    ),
  };
}

function toolsOver(property: Property, keyRing: Parameters<typeof seal>[0] = both) {
  const stored = { property, writes: 0 };
  const store = {
    findProperty: async () => stored.property,
    changeProperty: async (changed: Property) => {
      stored.property = { ...changed, version: changed.version + 1 };
      stored.writes += 1;
      return 'changed' as const;
    },
  };
  return { stored, tools: { store, keyRing, findDestination, now: () => 2 } };
}

describe('resealProperty', () => {
  test('seals every value with the newest key to the place where it was', async () => {
    const before = makeProperty();
    const { stored, tools } = toolsOver(before);
    expect(await resealProperty(tools, before.id)).toEqual({ resealed: 7, kept: 0, closed: [] });
    for (const { name, sealed, place } of listSealedValues(stored.property, findDestination)) {
      expect(findKeyName(sealed)).toBe('new');
      expect(unseal(newest, sealed, place)).toBe(`secret of ${name}`);
    }
  });

  test('changes nothing else, and nothing at all a second time', async () => {
    const before = makeProperty();
    const { stored, tools } = toolsOver(before);
    await resealProperty(tools, before.id);
    const blank = (property: Property) => ({
      ...property,
      ...{ stripeKeys: 0, webhookSecrets: 0, version: 0, updatedAtMs: 0 },
      destinations: property.destinations.map((destination) => ({ ...destination, secret: '' })),
    });
    expect(blank(stored.property)).toEqual(blank(before));
    expect(await resealProperty(tools, before.id)).toEqual({ resealed: 0, kept: 7, closed: [] });
    expect(stored.writes).toBe(1);
  });

  test('leaves what no key of the ring opens, and says why', async () => {
    const before = makeProperty();
    const { stored, tools } = toolsOver(before, newest);
    const { resealed, closed } = await resealProperty(tools, before.id);
    expect({ resealed, count: closed.length }).toEqual({ resealed: 0, count: 7 });
    expect(closed[0]).toEqual({ name: 'stripe_key:live', fault: expect.stringContaining('holds no key named "old"') });
    expect(stored.property).toEqual(before);
  });

  test('has nothing to do where there is no secret', async () => {
    const { stored, tools } = toolsOver(newProperty('tt_shopshopshop', 1));
    expect(await resealProperty(tools, 'tt_shopshopshop')).toEqual({ resealed: 0, kept: 0, closed: [] });
    expect(stored.writes).toBe(0);
  });
});
