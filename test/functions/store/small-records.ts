// Plain buyers, watermarks and tallies, for tests that care about one field only.
import { randomBytes } from 'node:crypto';
import type { BuyerRecord, Tally, Watermark } from '../../../functions/rules/stored-records.ts';
import { tallyId, watermarkId } from '../../../functions/store/store.ts';
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
