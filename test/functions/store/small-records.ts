// Plain buyers, watermarks, tallies and roll-ups, for tests that care about one field only.
import { randomBytes } from 'node:crypto';
import type { DailyRollup } from '../../../functions/rules/daily-rollup.ts';
import type { BuyerRecord, Tally, Watermark } from '../../../functions/rules/stored-records.ts';
import { rollupId, tallyId, watermarkId } from '../../../functions/store/store.ts';
import { shopId } from './records.ts';

/** The buyer of an entry, kept for 72 hours. */
export function newBuyer(entry: { id: string; propertyId: string }, changes: Partial<BuyerRecord> = {}): BuyerRecord {
  return {
    id: entry.id,
    propertyId: entry.propertyId,
    expiresAtMs: 1_700_000_000_000 + 72 * 3_600_000,
    email: 'buyer@example.com',
    phone: '+4930123456',
    name: 'Ada Lovelace',
    address: { line1: 'Main Street 1', line2: null, city: 'Berlin', state: null, postalCode: '10115', country: 'DE' },
    customerId: 'cus_ada',
    ...changes,
  };
}

/** How far Stripe was asked for the live events of a property of its own. */
export function newWatermark(changes: Partial<Watermark> = {}): Watermark {
  return {
    id: watermarkId(`tt_${randomBytes(10).toString('hex')}`, 'live'),
    version: 1,
    checkedUntilSeconds: 1_700_000_000,
    askedAtMs: 1_700_000_000_000,
    ...changes,
  };
}

/** What an instance of its own counted on one day, kept for 30 days. */
export function newTally(changes: Partial<Tally> = {}): Tally {
  const propertyId = changes.propertyId ?? shopId;
  const day = changes.day ?? '2023-11-14';
  return {
    id: tallyId(propertyId, day, randomBytes(6).toString('hex')),
    propertyId,
    day,
    counts: { accepted: 3, out_of_scope: 1 },
    expiresAtMs: 1_700_000_000_000 + 30 * 86_400_000,
    ...changes,
  };
}

/** What one day brought a shop: two purchases, of which one was told to a destination. */
export function newRollup(changes: Partial<DailyRollup> = {}): DailyRollup {
  const propertyId = changes.propertyId ?? shopId;
  const mode = changes.mode ?? 'live';
  const day = changes.day ?? '2023-11-14';
  const money = [{ currency: 'eur', count: 2, grossMinor: 9_900, refundedMinor: 4_950 }];
  return {
    id: rollupId(propertyId, mode, day),
    propertyId,
    mode,
    day,
    computedAtMs: 1_700_000_000_000,
    clicks: 7,
    checkouts: 3,
    purchases: 2,
    pending: 1,
    money,
    renewals: { count: 0, money: [] },
    campaigns: [
      { touch: 'last', source: 'news letter', medium: null, campaign: null, conversions: 2, money },
      { touch: 'first', source: null, medium: null, campaign: null, conversions: 2, money },
    ],
    destinations: [{ destinationId: 'dest_1', sent: 1, unsent: { consent: 1 } }],
    stripe: { askedAtMs: 1_700_000_000_000, paidSessions: 3, unrecorded: { out_of_scope: 1 } },
    ...changes,
  };
}
