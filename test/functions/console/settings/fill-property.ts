// Gives a property a record of every kind that it can own.
import { expect } from 'vitest';
import { entryId, type Store, tallyId, watermarkId } from '../../../../functions/store/store.ts';
import { newClick, newEntry, newRefundEntry } from '../../store/records.ts';
import { newWatermark } from '../../store/small-records.ts';

/** Two sessions, a refund, a tally, a watermark and a click, none of which expires soon. */
export async function fillProperty(store: Store, propertyId: string, nowMs: number): Promise<void> {
  const expiresAtMs = nowMs + 1e9;
  for (const sessionId of ['cs_test_1', 'cs_test_2']) {
    const entry = newEntry({ id: entryId(propertyId, sessionId), propertyId });
    expect(await store.createEntry(entry)).toBe('created');
  }
  await store.createEntry(newRefundEntry({ id: entryId(propertyId, 're_1'), propertyId }));
  const day = '2026-05-12';
  const counts = { accepted: 1 };
  await store.putTally({ id: tallyId(propertyId, day, 'a'), propertyId, day, counts, expiresAtMs });
  await store.createWatermark(newWatermark({ id: watermarkId(propertyId, 'test') }));
  await store.createClick(newClick({ propertyId, expiresAtMs }));
}
