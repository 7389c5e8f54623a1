// Reads an entry that a test knows to be a session's.
import type { SessionEntry } from '../../../functions/rules/entry.ts';
import type { Store } from '../../../functions/store/store.ts';

/** The session's entry of this id; rejects when it is not there or another kind's. */
export async function readSessionEntry(store: Store, id: string): Promise<SessionEntry> {
  const entry = await store.findEntry(id);
  if (entry?.kind !== 'session') throw new Error('There is no such session entry.');
  return entry;
}
