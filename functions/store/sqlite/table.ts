// One kind of record in one SQLite table: the whole as JSON in a column, beside it what queries look for.
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { StoredRecord } from '../parse-record.ts';

/** What each column beside `id` and `body` holds of a record. */
export type Columns<T> = Record<string, (record: T) => SQLInputValue>;

/** The steps that all tables share, each one SQL statement, which SQLite makes atomic by itself. */
export class Table<T extends { id: string }> {
  readonly #columns: ((record: T) => SQLInputValue)[];
  readonly #insert: StatementSync;
  readonly #put: StatementSync;
  readonly #select: StatementSync;
  readonly #delete: StatementSync;

  constructor(database: DatabaseSync, name: string, columns: Columns<T>) {
    this.#columns = Object.values(columns);
    const names = ['id', 'body', ...Object.keys(columns)];
    const insert = `INSERT INTO ${name} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
    const replacements = names.slice(1).map((column) => `${column} = excluded.${column}`);
    this.#insert = database.prepare(`${insert} ON CONFLICT (id) DO NOTHING`);
    this.#put = database.prepare(`${insert} ON CONFLICT (id) DO UPDATE SET ${replacements.join(', ')}`);
    this.#select = database.prepare(`SELECT * FROM ${name} WHERE id = ?`);
    this.#delete = database.prepare(`DELETE FROM ${name} WHERE id = ?`);
  }

  create(record: T): 'created' | 'exists' {
    return this.#insert.run(record.id, ...this.valuesOf(record)).changes === 1 ? 'created' : 'exists';
  }

  put(record: T): void {
    this.#put.run(record.id, ...this.valuesOf(record));
  }

  find(id: string): StoredRecord | undefined {
    const row = this.#select.get(id);
    return row && toStoredRecord(row);
  }

  delete(id: string): 'deleted' | 'missing' {
    return this.#delete.run(id).changes === 1 ? 'deleted' : 'missing';
  }

  /** The body and the columns beside it. */
  protected valuesOf(record: T): SQLInputValue[] {
    return [JSON.stringify(record), ...this.#columns.map((read) => read(record))];
  }
}

/** A table of records that change from version to version. */
export class VersionedTable<T extends { id: string; version: number }> extends Table<T> {
  readonly #update: StatementSync;

  constructor(database: DatabaseSync, name: string, columns: Columns<T>) {
    const versioned: Columns<T> = { version: ({ version }) => version, ...columns };
    super(database, name, versioned);
    const replacements = ['body', ...Object.keys(versioned)].map((column) => `${column} = ?`);
    this.#update = database.prepare(`UPDATE ${name} SET ${replacements.join(', ')} WHERE id = ? AND version = ?`);
  }

  /** Writes the next version of the record, if it is still as `record` says. */
  change(record: T): 'changed' | 'conflict' | 'missing' {
    const next = { ...record, version: record.version + 1 };
    if (this.#update.run(...this.valuesOf(next), record.id, record.version).changes === 1) return 'changed';
    return this.find(record.id) ? 'conflict' : 'missing';
  }
}

/** The stored record in a row. */
export function toStoredRecord(row: Record<string, unknown>): StoredRecord {
  return { id: row['id'], version: row['version'], body: row['body'] };
}
