// A plain property and a plain entry with fresh ids, for tests that care about one field only.
import { randomBytes } from 'node:crypto';
import type { Entry } from '../../../functions/rules/entry.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { entryId } from '../../../functions/store/store.ts';

/** A property at version 1 with an id of its own. */
export function newProperty(changes: Partial<Property> = {}): Property {
  return {
    id: `tt_${randomBytes(10).toString('hex')}`,
    version: 1,
    name: 'Shop',
    hostnames: ['shop.example.test'],
    valueBasis: 'total',
    emailPolicy: 'plain',
    sender: 'browser',
    personalDataMinutes: 60,
    maxSessionAgeHours: 48,
    readsPromotionCodes: { live: false, test: true },
    stripeKeys: { live: null, test: 'sealed1.main.AAAA' },
    containerSecretHash: null,
    createdAtMs: 1_700_000_000_000,
    updatedAtMs: 1_700_000_000_000,
    ...changes,
  };
}

/** A paid entry at version 1 with a session of its own. */
export function newEntry(changes: Partial<Entry> = {}): Entry {
  const propertyId = 'tt_shopshopshopshopshop';
  const sessionId = `cs_test_${randomBytes(29).toString('hex')}`;
  return {
    id: entryId(propertyId, sessionId),
    version: 1,
    propertyId,
    sessionId,
    status: 'paid',
    firstSeenAtMs: 1_700_000_000_000,
    settledAtMs: 1_700_000_000_000,
    events: {},
    ...changes,
  };
}
