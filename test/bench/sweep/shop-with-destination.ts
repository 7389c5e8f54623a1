// A shop whose server sends every purchase to GA4, and which Stripe is never asked about.
import { createDestinations } from '../../../functions/destinations/destinations.ts';
import { createSendRequest } from '../../../functions/outbound/create-send-request.ts';
import { destinationSecretPlace } from '../../../functions/properties/destination-secret-place.ts';
import type { Ga4Destination } from '../../../functions/rules/destination.ts';
import { newProperty } from '../../../functions/rules/new-property.ts';
import type { Property } from '../../../functions/rules/property.ts';
import type { KeyRing } from '../../../functions/store/key-ring.ts';
import { seal } from '../../../functions/store/sealing.ts';
import type { Shop } from '../shops.ts';

const { findDestination } = createDestinations({ request: createSendRequest(), now: Date.now });

/** A GA4 destination whose secret only that property can open. */
export function toGa4Destination(propertyId: string, keyRing: KeyRing): Ga4Destination {
  const blank: Ga4Destination = {
    kind: 'ga4',
    id: 'dst_bench',
    mode: 'live',
    measurementId: 'G-BENCH',
    region: 'global',
    secret: '',
  };
  return { ...blank, secret: seal(keyRing, 'bench', destinationSecretPlace(findDestination, propertyId, blank)) };
}

/** The shop as a property. */
export function toSendingProperty({ propertyId, hostname }: Shop, keyRing: KeyRing, nowMs: number): Property {
  return {
    ...newProperty(propertyId, nowMs),
    hostnames: [hostname],
    sender: 'server',
    unknownConsent: 'granted',
    destinations: [toGa4Destination(propertyId, keyRing)],
  };
}
