// Entries in SQLite as they are listed: by when they happened, by what they go back to, by when they changed.
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Page } from '../collect-sound.ts';
import { toIdRange } from '../id-range.ts';
import type { StoredRecord } from '../parse-record.ts';
import type { ChangedEntry, ChangedQuery, EntryPosition, EntryQuery } from '../store.ts';
import { toStoredRecord } from './table.ts';

const listQueries = {
  byOccurrence: `SELECT * FROM entries WHERE property_id = ? AND occurred_at_ms >= ? AND (occurred_at_ms, id) < (?, ?)
    ORDER BY occurred_at_ms DESC, id DESC LIMIT ?`,
  byOrigin: 'SELECT * FROM entries WHERE origin_session_id = ? AND id >= ? AND id < ? ORDER BY id',
  // Answered by the index alone, without a look at the entries.
  byChange: `SELECT id, property_id, occurred_at_ms, changed_at_ms FROM entries
    WHERE (changed_at_ms, id) > (?, ?) ORDER BY changed_at_ms, id LIMIT ?`,
} as const;

/** The lists of entries in an open database. */
export class EntryLists {
  readonly #byOccurrence: StatementSync;
  readonly #byOrigin: StatementSync;
  readonly #byChange: StatementSync;

  constructor(database: DatabaseSync) {
    this.#byOccurrence = database.prepare(listQueries.byOccurrence);
    this.#byOrigin = database.prepare(listQueries.byOrigin);
    this.#byChange = database.prepare(listQueries.byChange);
  }

  /** By when they happened, newest first. */
  list({ propertyId, fromMs = 0, untilMs = Number.POSITIVE_INFINITY, after, limit }: EntryQuery): Page<EntryPosition> {
    // No id comes before the empty one, so that everything of that moment is left out.
    const end = after !== undefined && after.occurredAtMs < untilMs ? after : { occurredAtMs: untilMs, id: '' };
    const rows = this.#byOccurrence.all(propertyId, fromMs, end.occurredAtMs, end.id, limit);
    const last = rows.at(-1);
    return {
      stored: rows.map(toStoredRecord),
      end: last && { occurredAtMs: Number(last['occurred_at_ms']), id: String(last['id']) },
    };
  }

  /** What goes back to a session, by id. */
  listLater(propertyId: string, sessionId: string): StoredRecord[] {
    const { from, until } = toIdRange(propertyId);
    return this.#byOrigin.all(sessionId, from, until).map(toStoredRecord);
  }

  /** By when they changed, oldest first. */
  listChanged({ sinceMs, after, limit }: ChangedQuery): ChangedEntry[] {
    const begin = after !== undefined && after.changedAtMs >= sinceMs ? after : { changedAtMs: sinceMs, id: '' };
    return this.#byChange.all(begin.changedAtMs, begin.id, limit).map((row) => ({
      id: String(row['id']),
      propertyId: String(row['property_id']),
      changedAtMs: Number(row['changed_at_ms']),
      occurredAtMs: Number(row['occurred_at_ms']),
    }));
  }
}
