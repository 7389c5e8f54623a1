// What every store promises of entries that are found by a payment, or because they need a person.
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { CorruptRecordError } from '../../../functions/store/errors.ts';
import { newDeliveries, newFullEntry, newRefundEntry, newSessionRecord, newStripeId } from './records.ts';
import { type Connections, times } from './store-under-test.ts';

/** Declares what holds for finding a payment's session, and for entries in trouble. */
export function describeFoundEntries(connections: Connections): void {
  describeJoins(connections);
  describeTroubles(connections);
}

function describeJoins({ store, other, damage }: Connections): void {
  describe('the session of a payment', () => {
    test('is found by its payment intent on every connection', async () => {
      const entry = newFullEntry();
      const reference = entry.session?.paymentIntentId ?? '';
      await store().createEntry(entry);
      expect(await store().findSessionEntry(entry.propertyId, reference)).toEqual(entry);
      expect(await other().findSessionEntry(entry.propertyId, reference)).toEqual(entry);
    });

    test('is found by its subscription', async () => {
      const subscriptionId = newStripeId('sub');
      const session = newSessionRecord({ mode: 'subscription', paymentIntentId: null, subscriptionId });
      const entry = newFullEntry({ session });
      await store().createEntry(entry);
      expect(await store().findSessionEntry(entry.propertyId, subscriptionId)).toEqual(entry);
    });

    test('is found as it was changed last', async () => {
      const entry = newFullEntry();
      await store().createEntry(entry);
      await other().changeEntry({ ...entry, convertedBy: 'in_1' });
      const found = await store().findSessionEntry(entry.propertyId, entry.session?.paymentIntentId ?? '');
      expect(found).toEqual({ ...entry, convertedBy: 'in_1', version: 2 });
    });

    test('is found from the moment that its entry knows the payment', async () => {
      const session = newSessionRecord();
      const entry = newFullEntry({ session });
      const find = () => store().findSessionEntry(entry.propertyId, session.paymentIntentId ?? '');
      await store().createEntry({ ...entry, session: null });
      expect(await find()).toBeUndefined();
      await store().changeEntry(entry);
      expect(await find()).toEqual({ ...entry, version: 2 });
    });

    test('is not found under another property, which may have a session of the same payment', async () => {
      const session = newSessionRecord();
      const ours = newFullEntry({ propertyId: 'tt_first_shop', id: `tt_first_shop:${session.id}`, session });
      const theirs = newFullEntry({ propertyId: 'tt_other_shop', id: `tt_other_shop:${session.id}`, session });
      const reference = session.paymentIntentId ?? '';
      await store().createEntry(ours);
      expect(await store().findSessionEntry('tt_other_shop', reference)).toBeUndefined();
      await store().createEntry(theirs);
      expect(await store().findSessionEntry('tt_first_shop', reference)).toEqual(ours);
      expect(await store().findSessionEntry('tt_other_shop', reference)).toEqual(theirs);
    });

    test('is undefined where only a refund names the payment', async () => {
      const refund = newRefundEntry();
      await store().createEntry(refund);
      const reference = refund.refund.paymentIntentId ?? '';
      expect(await store().findSessionEntry(refund.propertyId, reference)).toBeUndefined();
    });

    test('is corrupt where its entry has become that of another payment', async () => {
      const entry = newFullEntry();
      await store().createEntry(entry);
      const session = { ...newSessionRecord(), id: entry.sessionId };
      await damage('entries', entry.id, JSON.stringify({ ...entry, session }));
      const reading = store().findSessionEntry(entry.propertyId, entry.session?.paymentIntentId ?? '');
      await expect(reading).rejects.toThrow(CorruptRecordError);
      await expect(reading).rejects.toThrow('its payment differs from the one beside it');
    });
  });
}

function describeTroubles({ store, other, damage }: Connections): void {
  const newPropertyId = (): string => `tt_${randomBytes(10).toString('hex')}`;
  const dead = newDeliveries({ state: 'dead', dueAtMs: null, reason: 'http_500' });

  describe('troubled entries', () => {
    test('are those of the property with a delivery that is dead or uncertain, by id', async () => {
      const propertyId = newPropertyId();
      const uncertain = newDeliveries({ state: 'uncertain', dueAtMs: null, reason: 'timeout' });
      const troubled = [
        newRefundEntry({ propertyId, deliveries: dead }),
        newRefundEntry({ propertyId, deliveries: { ...newDeliveries({ event: 'refund' }), ...uncertain } }),
      ];
      const sound = newRefundEntry({ propertyId, deliveries: newDeliveries({ state: 'sent', dueAtMs: null }) });
      const foreign = newRefundEntry({ propertyId: newPropertyId(), deliveries: dead });
      for (const entry of [...troubled, sound, foreign]) await store().createEntry(entry);
      const expected = troubled.toSorted((a, b) => (a.id < b.id ? -1 : 1));
      expect(await store().findTroubledEntries(propertyId, 10)).toEqual(expected);
      expect(await other().findTroubledEntries(propertyId, 1)).toEqual(expected.slice(0, 1));
      expect(await store().findTroubledEntries(newPropertyId(), 10)).toEqual([]);
    });

    test('come and go as entries change', async () => {
      const propertyId = newPropertyId();
      const entry = newRefundEntry({ propertyId });
      await store().createEntry(entry);
      expect(await store().findTroubledEntries(propertyId, 10)).toEqual([]);
      await store().changeEntry({ ...entry, deliveries: dead });
      expect(await other().findTroubledEntries(propertyId, 10)).toEqual([{ ...entry, deliveries: dead, version: 2 }]);
      await store().changeEntry({ ...entry, version: 2 });
      expect(await other().findTroubledEntries(propertyId, 10)).toEqual([]);
    });

    test('that are damaged go to who is told of them, or else the first is thrown', async () => {
      const propertyId = newPropertyId();
      const entries = times(2).map(() => newRefundEntry({ propertyId, deliveries: dead }));
      const [sound, bad] = entries;
      if (!(sound && bad)) throw new Error('There are not two.');
      for (const entry of entries) await store().createEntry(entry);
      await damage('entries', bad.id, 'null');
      await expect(store().findTroubledEntries(propertyId, 10)).rejects.toThrow(CorruptRecordError);
      const told: string[] = [];
      expect(await store().findTroubledEntries(propertyId, 10, (id) => told.push(id))).toEqual([sound]);
      expect(told).toEqual([`${propertyId}:re_…${bad.id.slice(-4)}`]);
    });
  });
}
