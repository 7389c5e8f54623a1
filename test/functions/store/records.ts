// A plain property, a plain entry and a plain click record with fresh ids, for tests that care about one field only.
import { randomBytes } from 'node:crypto';
import type { Click } from '../../../functions/rules/click.ts';
import type { Entry } from '../../../functions/rules/entry.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { clickRecordId, entryId } from '../../../functions/store/store.ts';

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
    clickDays: 90,
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
    clickId: null,
    passport: null,
    ...changes,
  };
}

/** A click from a newsletter with an id of its own, kept for 90 days. */
export function newClick(changes: Partial<Click> = {}): Click {
  const propertyId = changes.propertyId ?? 'tt_shopshopshopshopshop';
  const clickId = changes.clickId ?? randomBytes(16).toString('base64url');
  return {
    id: clickRecordId(propertyId, clickId),
    version: 1,
    propertyId,
    clickId,
    clickedAtSeconds: 1_700_000_000,
    receivedAtMs: 1_700_000_000_000,
    expiresAtMs: 1_700_000_000_000 + 90 * 86_400_000,
    consent: {
      ad_storage: 'granted',
      analytics_storage: 'granted',
      ad_user_data: 'granted',
      ad_personalization: 'granted',
    },
    visit: { at: 1_699_999_000, parameters: { utm_source: 'news letter' } },
    ...changes,
  };
}
