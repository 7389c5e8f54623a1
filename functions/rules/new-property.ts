// A property as it begins: what every setting says until somebody changes it.
import type { Property } from './property.ts';

/** A property without a name, hostname, key or destination, made at `nowMs`. */
export function newProperty(id: string, nowMs: number): Property {
  return {
    id,
    version: 1,
    accountId: null,
    name: '',
    hostnames: [],
    valueBasis: 'total',
    emailPolicy: 'plain',
    sender: 'browser',
    personalDataMinutes: 60,
    maxSessionAgeHours: 48,
    clickDays: 90,
    readsPromotionCodes: { live: false, test: false },
    stripeKeys: { live: null, test: null },
    containerSecretHash: null,
    webhookSecrets: { live: [], test: [] },
    scope: { kind: 'account' },
    destinations: [],
    graceMinutes: 15,
    unknownConsent: 'denied',
    deniedAnalytics: 'suppress',
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
}
