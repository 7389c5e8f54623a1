// What every store promises of entries, of whichever kind they are.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyEntry } from './arbitraries.ts';
import {
  newDeliveries,
  newDisputeEntry,
  newEntry,
  newFullEntry,
  newInvoiceEntry,
  newRefundEntry,
  newSubscriptionEntry,
} from './records.ts';
import type { Connections } from './store-under-test.ts';

/** Declares what holds for entries. */
export function describeEntries({ store, other }: Connections): void {
  describe('entries', () => {
    const kinds = [
      { kind: 'a session that only a page told of', make: () => newEntry() },
      { kind: 'a session that Stripe told of', make: () => newFullEntry() },
      { kind: 'a refund', make: () => newRefundEntry() },
      { kind: 'an invoice', make: () => newInvoiceEntry() },
      { kind: 'a dispute', make: () => newDisputeEntry() },
      { kind: 'a subscription', make: () => newSubscriptionEntry() },
    ];
    test.each(kinds)('the created entry of $kind is found on every connection', async ({ make }) => {
      const entry = make();
      expect(await store().createEntry(entry)).toBe('created');
      expect(await store().findEntry(entry.id)).toEqual(entry);
      expect(await other().findEntry(entry.id)).toEqual(entry);
    });

    test('a change is stored under the next version and answers "changed"', async () => {
      const entry = newRefundEntry();
      await store().createEntry(entry);
      const changed = { ...entry, resolution: { state: 'resolved' as const }, deliveries: newDeliveries() };
      expect(await other().changeEntry(changed)).toBe('changed');
      expect(await store().findEntry(entry.id)).toEqual({ ...changed, version: 2 });
    });

    test('a taken id answers "exists" and keeps what is there', async () => {
      const entry = newEntry();
      await store().createEntry(entry);
      expect(await other().createEntry({ ...entry, status: 'pending' })).toBe('exists');
      expect(await store().findEntry(entry.id)).toEqual(entry);
    });

    test('one Stripe id under two properties is two entries', async () => {
      const ours = newRefundEntry({ propertyId: 'tt_first_shop' });
      const theirs = newRefundEntry({ propertyId: 'tt_other_shop', refund: ours.refund, hasFailedLater: true });
      expect(await store().createEntry(ours)).toBe('created');
      expect(await store().createEntry(theirs)).toBe('created');
      expect(await store().findEntry(ours.id)).toEqual(ours);
      expect(await store().findEntry(theirs.id)).toEqual(theirs);
    });

    test('an entry that is not there is undefined and cannot be changed', async () => {
      const entry = newEntry();
      expect(await store().findEntry(entry.id)).toBeUndefined();
      expect(await store().changeEntry(entry)).toBe('missing');
      expect(await store().findEntry(entry.id)).toBeUndefined();
    });

    test('any entry, and any change of one, comes back as it was', async () => {
      await fc.assert(
        fc.asyncProperty(anyEntry, anyEntry, async (entry, { livemode, deliveries, changes, firstSeenAtMs }) => {
          fc.pre((await store().findEntry(entry.id)) === undefined);
          const changed = { ...entry, livemode, deliveries, changes, firstSeenAtMs };
          expect(await store().createEntry(entry)).toBe('created');
          expect(await other().findEntry(entry.id)).toEqual(entry);
          expect(await other().changeEntry(changed)).toBe('changed');
          expect(await store().findEntry(entry.id)).toEqual({ ...changed, version: entry.version + 1 });
        }),
        { numRuns: 100, endOnFailure: true },
      );
    });
  });
}
