// The optimistic loop: an entry is read, changed by a pure rule and written if nobody else wrote it meanwhile, else again.
import type { Entry, LaterEntry, SessionEntry } from '../rules/entry.ts';
import type { BuyerRecord } from '../rules/stored-records.ts';
import { CorruptRecordError, StoreUnavailableError } from '../store/errors.ts';
import type { Store } from '../store/store.ts';

/** Pages, webhook and senders of one session may race, but not many; more conflicts than this mean a store in trouble. */
const maxLedgerAttempts = 10;

type EntryStore = Pick<Store, 'createEntry' | 'findEntry' | 'changeEntry'>;

/** What is to be written, `undefined` where nothing changes. With a buyer, both are written or neither. */
export interface EntryWrite<E extends Entry> {
  next: E | undefined;
  buyer?: BuyerRecord | undefined;
}

/** What became of a write; the entry as it now stands in the store. */
export type EntryOutcome<E extends Entry> =
  | { kind: 'created' | 'changed' | 'unchanged'; entry: E }
  | { kind: 'missing' };

/** What is known of the stored entry before it is read: as it was lately, that there is probably none, or nothing. */
export type KnownEntry<E extends Entry> = { kind: 'recalled'; entry: E } | { kind: 'absent' } | { kind: 'unread' };

/** How an entry of one kind is written. */
export interface EntryRule<E extends Entry> {
  id: string;
  /** Throws CorruptRecordError where the stored entry is of another kind. */
  narrow: (entry: Entry) => E;
  /** Decides by what is stored; may be called several times. */
  decide: (stored: E | undefined) => EntryWrite<E>;
}

/**
 * Creates or changes an entry. What is known of it beforehand spares a read where it turns out right. `unchanged` is only
 * answered of what was read. Rejects with StoreUnavailableError when the store is down or too many write the same entry.
 */
export async function writeEntry<E extends Entry>(
  store: EntryStore,
  rule: EntryRule<E>,
  known: KnownEntry<E> = { kind: 'unread' },
): Promise<EntryOutcome<E>> {
  if (known.kind === 'recalled') {
    const written = await tryWrite(store, known.entry, rule.decide(known.entry));
    if (written !== undefined) return written;
  } else if (known.kind === 'absent') {
    const written = await tryWrite(store, undefined, rule.decide(undefined));
    if (written !== undefined) return written;
  }
  for (let attempt = 1; attempt <= maxLedgerAttempts; attempt++) {
    const found = await store.findEntry(rule.id);
    const stored = found && rule.narrow(found);
    const write = rule.decide(stored);
    if (write.next === undefined) return stored ? { kind: 'unchanged', entry: stored } : { kind: 'missing' };
    const written = await tryWrite(store, stored, write);
    if (written !== undefined) return written;
  }
  throw new StoreUnavailableError('Too many writers want the same entry.');
}

/** Changes a stored entry of any kind. `change` answers `undefined` where nothing is to change. Rejects as `writeEntry` does. */
export async function changeStoredEntry(
  store: EntryStore,
  id: string,
  change: (entry: Entry) => Entry | undefined,
): Promise<EntryOutcome<Entry>> {
  const decide = (stored: Entry | undefined): EntryWrite<Entry> => ({ next: stored && change(stored) });
  return await writeEntry(store, { id, narrow: (entry) => entry, decide });
}

/** The entry as that of a session. */
export function toSessionEntry(entry: Entry): SessionEntry {
  if (entry.kind === 'session') return entry;
  throw new CorruptRecordError(
    `The stored ${entry.kind} stands where a session was expected. Restore it from a backup.`,
  );
}

/** The entry as one of what came after a session. */
export function toLaterEntry(entry: Entry): LaterEntry {
  if (entry.kind !== 'session') return entry;
  throw new CorruptRecordError('The stored session stands where another entry was expected. Restore it from a backup.');
}

async function tryWrite<E extends Entry>(
  store: EntryStore,
  stored: E | undefined,
  { next, buyer }: EntryWrite<E>,
): Promise<EntryOutcome<E> | undefined> {
  if (next === undefined) return undefined;
  if (stored === undefined) {
    return (await store.createEntry(next, buyer)) === 'created' ? { kind: 'created', entry: next } : undefined;
  }
  if ((await store.changeEntry(next, buyer)) !== 'changed') return undefined;
  return { kind: 'changed', entry: { ...next, version: next.version + 1 } };
}
