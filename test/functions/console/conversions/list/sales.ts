// Payments of a property in the store of a console, each a minute older than the one before.
import type { SessionEntry } from '../../../../../functions/rules/entry.ts';
import type { Property } from '../../../../../functions/rules/property.ts';
import { entryId, type Store } from '../../../../../functions/store/store.ts';
import { newFullEntry, newSessionRecord } from '../../../store/records.ts';

/** When the newest of them was made. */
export const newestMs = Date.parse('2026-05-12T09:00:00Z');

/** Stores so many paid live sessions, told by the webhook unless `change` says otherwise; answers them, newest first. */
export async function sell(
  store: Store,
  { id: propertyId }: Pick<Property, 'id'>,
  count: number,
  change: (index: number) => Partial<SessionEntry> = () => ({}),
): Promise<SessionEntry[]> {
  const entries: SessionEntry[] = [];
  for (let index = 0; index < count; index++) {
    const entry = newSale(propertyId, newestMs - index * 60_000, change(index));
    await store.createEntry(entry);
    entries.push(entry);
  }
  return entries;
}

/** A paid live session that was made at this moment. */
export function newSale(propertyId: string, atMs: number, changes: Partial<SessionEntry> = {}): SessionEntry {
  const record = newSessionRecord({ livemode: true, createdSeconds: atMs / 1000 });
  const session = { ...record, id: record.id.replace('cs_test_', 'cs_live_'), ...changes.session };
  return newFullEntry({
    propertyId,
    firstSeenAtMs: atMs,
    settledAtMs: atMs,
    livemode: session.livemode,
    changes: [{ atMs, source: 'webhook', what: 'paid' }],
    ...changes,
    id: entryId(propertyId, session.id),
    sessionId: session.id,
    session,
  });
}
