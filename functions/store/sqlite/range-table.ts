// Records in SQLite whose ids say where they stand, so that a range of ids is a list.
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { IdRange } from '../id-range.ts';
import type { StoredRecord } from '../parse-record.ts';
import { type Columns, Table, toStoredRecord } from './table.ts';

export class RangeTable<T extends { id: string }> extends Table<T> {
  readonly #list: StatementSync;
  readonly #remove: StatementSync;

  constructor(database: DatabaseSync, name: string, columns: Columns<T> = {}) {
    super(database, name, columns);
    this.#list = database.prepare(`SELECT * FROM ${name} WHERE id >= ? AND id < ? ORDER BY id LIMIT ?`);
    this.#remove = database.prepare(
      `DELETE FROM ${name} WHERE id IN (SELECT id FROM ${name} WHERE id >= ? AND id < ? ORDER BY id LIMIT ?)`,
    );
  }

  /** Those of the range by id, at most `limit`; without one, all. */
  list({ from, until }: IdRange, limit = -1): StoredRecord[] {
    return this.#list.all(from, until, limit).map(toStoredRecord);
  }

  /** Removes those of the range, at most `limit`; how many it were. */
  deleteRange({ from, until }: IdRange, limit: number): number {
    return Number(this.#remove.run(from, until, limit).changes);
  }
}
