// A store in memory with one property, and what properties are made and changed with, anew for each test.
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect } from 'vitest';
import { openDestinations } from '../../../functions/properties/destinations/open-destinations.ts';
import { PropertyError, type PropertyFault } from '../../../functions/properties/property-error.ts';
import { newProperty } from '../../../functions/rules/new-property.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { type KeyRing, parseKeyRing } from '../../../functions/store/key-ring.ts';
import { openStore } from '../../../functions/store/open-store.ts';
import type { Store } from '../../../functions/store/store.ts';

/** The id of the property, made at the time 0. */
export const propertyId = 'tt_shopshopshopshopshop';

/** Of the time of every change. */
export const nowMs = 1_700_000_000_000;

/** Seals and opens the secrets of the tests. */
export const keyRing: KeyRing = parseKeyRing(`main:${Buffer.alloc(32, 7).toString('base64')}`);

/** A ring that opens none of them. */
export const otherKeyRing: KeyRing = parseKeyRing(`other:${Buffer.alloc(32, 8).toString('base64')}`);

/** All kinds of destination, of which none is asked. */
export const { findDestination } = openDestinations({ allowLocal: true, analyticsBase: undefined }, () => nowMs);

/** What the tests of a file work with. */
export interface Properties {
  tools: () => {
    store: Store;
    keyRing: KeyRing;
    findDestination: typeof findDestination;
    now: () => number;
    randomBytes: (count: number) => Uint8Array;
  };
  read: () => Promise<Property>;
  /** Gives the stored property these fields. */
  put: (fields: Partial<Property>) => Promise<void>;
}

/** Sets the surroundings up for the tests of a file. */
export function useProperties(): Properties {
  let store: Store;
  beforeEach(async () => {
    store = await openStore('sqlite::memory:');
    await store.createProperty({ ...newProperty(propertyId, 0), name: 'Shop', hostnames: ['shop.example.com'] });
  });
  afterEach(() => store.close());
  const read = async (): Promise<Property> => {
    const property = await store.findProperty(propertyId);
    if (property === undefined) throw new Error('The property is not stored.');
    return property;
  };
  return {
    tools: () => ({ store, keyRing, findDestination, now: () => nowMs, randomBytes }),
    read,
    async put(fields) {
      expect(await store.changeProperty({ ...(await read()), ...fields })).toBe('changed');
    },
  };
}

/** The fault of the `PropertyError` with which `work` rejects. */
export async function faultOf(work: Promise<unknown>): Promise<PropertyFault> {
  const error = await work.then(
    () => expect.fail('Nothing was refused.'),
    (reason: unknown) => reason,
  );
  if (error instanceof PropertyError) return error.fault;
  throw error;
}
