// Erases what the ledger keeps of a buyer: the record, the click, and whatever in the entries tells who it was.
import type { Click } from '../rules/click.ts';
import type { SessionEntry } from '../rules/entry.ts';
import { createTombstone, isErased, toErasedEntry, toErasedLater } from '../rules/erased-session.ts';
import type { Property } from '../rules/property.ts';
import { CorruptRecordError, StoreUnavailableError } from '../store/errors.ts';
import { entryId, type Store } from '../store/store.ts';
import { changeStoredEntry, toSessionEntry } from './change-entry.ts';
import type { Recording } from './recording.ts';

/** `repeated`: it was done before, and what was left of it is done now. `unknown`: the ledger held nothing of this session. */
export type ErasureOutcome = 'erased' | 'repeated' | 'unknown';

/** The sessions that came to each end. */
export type ErasedSessions = Record<ErasureOutcome, string[]>;

type ErasingProperty = Pick<Property, 'id' | 'unknownConsent'>;

const maxAttempts = 10;
const idsAtOnce = 100;

/**
 * Erases the buyer of one session. The entry stays as a tombstone, so that nothing is counted or sent twice, and what still waits
 * goes out without user data; one is left of a session that nothing was told of yet as well, so that nothing is kept of whatever
 * is told later. Doing it again does what is missing. Rejects with StoreUnavailableError, and with
 * CorruptRecordError where the entry cannot be read.
 */
export async function eraseSession(
  store: Store,
  property: ErasingProperty,
  sessionId: string,
  recording: Recording,
): Promise<ErasureOutcome> {
  const id = entryId(property.id, sessionId);
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    const found = await store.findEntry(id);
    if (found === undefined) {
      const change = { atMs: recording.nowMs, source: recording.source, what: 'erased' };
      const tombstone = createTombstone(id, property.id, sessionId, change);
      if ((await store.createEntry(tombstone)) === 'created') return 'unknown';
      continue;
    }
    const entry = toSessionEntry(found);
    const outcome = isErased(entry) ? 'repeated' : 'erased';
    if (await eraseEntry(store, property, entry, recording)) {
      await eraseLater(store, property.id, sessionId);
      return outcome;
    }
  }
  throw new StoreUnavailableError('Too many writers want the same entry.');
}

/**
 * Erases every buyer kept under this address, however it is cased, and those of `sessionIds`, which somebody else found for it.
 * Each session is named once. Rejects as `eraseSession` does.
 */
export async function eraseByEmail(
  store: Store,
  property: ErasingProperty,
  { email, sessionIds }: { email: string; sessionIds: readonly string[] },
  recording: Recording,
): Promise<ErasedSessions> {
  const sessions: ErasedSessions = { erased: [], repeated: [], unknown: [] };
  const done = new Set<string>();
  const eraseOnce = async (sessionId: string): Promise<void> => {
    if (done.has(sessionId)) return;
    done.add(sessionId);
    sessions[await eraseSession(store, property, sessionId, recording)].push(sessionId);
  };
  for (let limit = idsAtOnce; ; limit += idsAtOnce) {
    const kept = await store.findEntryIdsByEmail({ propertyId: property.id, email, limit });
    for (const id of kept) await eraseOnce(id.slice(property.id.length + 1));
    // Whoever was erased is found no more, so that a short list is the last one.
    if (kept.length < limit) break;
  }
  for (const sessionId of sessionIds) await eraseOnce(sessionId);
  return sessions;
}

/** Whether it could be written; somebody else may have changed the entry meanwhile. */
async function eraseEntry(
  store: Store,
  property: ErasingProperty,
  entry: SessionEntry,
  { nowMs, source }: Recording,
): Promise<boolean> {
  const click = await findClick(store, entry, nowMs);
  // The record first: once the entry names it no more, nobody would find it again.
  if (entry.clickId !== null) await store.deleteClick(property.id, entry.clickId);
  if (isErased(entry) && (await store.findBuyer(entry.id, nowMs)) === undefined) return true;
  const erased = toErasedEntry(entry, { property, click, change: { atMs: nowMs, source, what: 'erased' } });
  const outcome = await store.eraseBuyer(erased);
  return outcome === 'changed';
}

/** The record; `undefined` where it is damaged, which is no reason to keep it. */
async function findClick(store: Store, entry: SessionEntry, nowMs: number): Promise<Click | undefined> {
  try {
    return entry.clickId === null ? undefined : await store.findClick(entry.propertyId, entry.clickId, nowMs);
  } catch (error) {
    if (error instanceof CorruptRecordError) return undefined;
    throw error;
  }
}

async function eraseLater(store: Store, propertyId: string, sessionId: string): Promise<void> {
  for (const { id } of await store.listLaterEntries(propertyId, sessionId, () => undefined)) {
    await changeStoredEntry(store, id, (stored) => {
      const erased = stored.kind === 'session' ? stored : toErasedLater(stored);
      return erased === stored ? undefined : erased;
    });
  }
}
