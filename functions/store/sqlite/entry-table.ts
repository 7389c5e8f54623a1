// Entries in SQLite, and what they are found by: what is due, what needs a person, and what a payment belongs to.
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Entry } from '../../rules/entry.ts';
import {
  findChangedAtMs,
  findDueAtMs,
  findJoinReference,
  findOccurredAtMs,
  findOriginSessionId,
  isTroubled,
} from '../../rules/entry-index.ts';
import type { Page } from '../collect-sound.ts';
import type { StoredRecord } from '../parse-record.ts';
import type { DuePosition } from '../store.ts';
import { toStoredRecord, VersionedTable } from './table.ts';

/** Which page of what is due. */
interface DuePageQuery {
  untilMs: number;
  count: number;
  propertyId: string | undefined;
  after: DuePosition | undefined;
}

const dueAfter = 'due_at_ms <= ? AND (due_at_ms, id) > (?, ?) ORDER BY due_at_ms, id LIMIT ?';

// Each is answered by a partial index, which holds only such entries, in order. That of what is due names the property too, so
// that no entry of another one is read. Each names its index: without a count of the rows, SQLite takes the list of all entries of
// a property to be as short.
const entryQueries = {
  due: `SELECT * FROM entries INDEXED BY entries_due WHERE ${dueAfter}`,
  dueOfProperty: `SELECT * FROM entries INDEXED BY entries_due WHERE property_id = ? AND ${dueAfter}`,
  troubled: `SELECT * FROM entries INDEXED BY entries_troubled
    WHERE property_id = ? AND is_troubled = 1 ORDER BY id LIMIT ?`,
  joined: `SELECT * FROM entries INDEXED BY entries_joined
    WHERE join_key = ? AND property_id = ? ORDER BY id LIMIT 1`,
} as const;

/**
 * SQLite writes anew every index of a column that a statement sets, even to what it was. What an entry is about, when that
 * happened and what it goes back to hardly ever change, and so are compared instead.
 */
const changeInPlace = `UPDATE entries SET body = ?, version = ?, due_at_ms = ?, is_troubled = ?, changed_at_ms = ?
  WHERE id = ? AND version = ? AND occurred_at_ms = ? AND join_key IS ? AND origin_session_id IS ?`;

/** Before everything that is due: no moment of ours is negative. */
const beginning: DuePosition = { dueAtMs: -1, id: '' };

export class EntryTable extends VersionedTable<Entry> {
  readonly #due: StatementSync;
  readonly #dueOfProperty: StatementSync;
  readonly #troubled: StatementSync;
  readonly #joined: StatementSync;
  readonly #changeInPlace: StatementSync;

  constructor(database: DatabaseSync) {
    super(database, 'entries', {
      property_id: ({ propertyId }) => propertyId,
      due_at_ms: findDueAtMs,
      join_key: findJoinReference,
      is_troubled: (entry) => Number(isTroubled(entry)),
      occurred_at_ms: findOccurredAtMs,
      changed_at_ms: findChangedAtMs,
      origin_session_id: findOriginSessionId,
    });
    this.#due = database.prepare(entryQueries.due);
    this.#dueOfProperty = database.prepare(entryQueries.dueOfProperty);
    this.#troubled = database.prepare(entryQueries.troubled);
    this.#joined = database.prepare(entryQueries.joined);
    this.#changeInPlace = database.prepare(changeInPlace);
  }

  override change(entry: Entry): 'changed' | 'conflict' | 'missing' {
    const next = { ...entry, version: entry.version + 1 };
    const changed = [findDueAtMs(next), Number(isTroubled(next)), findChangedAtMs(next)];
    const steady = [findOccurredAtMs(next), findJoinReference(next), findOriginSessionId(next)];
    const values = [JSON.stringify(next), next.version, ...changed, entry.id, entry.version, ...steady];
    return this.#changeInPlace.run(...values).changes === 1 ? 'changed' : super.change(entry);
  }

  findDue({ untilMs, count, propertyId, after = beginning }: DuePageQuery): Page<DuePosition> {
    const page = [untilMs, after.dueAtMs, after.id, count];
    const rows = propertyId === undefined ? this.#due.all(...page) : this.#dueOfProperty.all(propertyId, ...page);
    const last = rows.at(-1);
    const end = last && { dueAtMs: Number(last['due_at_ms']), id: String(last['id']) };
    return { stored: rows.map(toStoredRecord), end };
  }

  findTroubled(propertyId: string, limit: number): StoredRecord[] {
    return this.#troubled.all(propertyId, limit).map(toStoredRecord);
  }

  findJoined(propertyId: string, reference: string): StoredRecord | undefined {
    const row = this.#joined.get(reference, propertyId);
    return row && toStoredRecord(row);
  }
}
