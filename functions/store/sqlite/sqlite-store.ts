// The store on one machine: what a step writes is one SQL statement, which SQLite makes atomic by itself.
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Click } from '../../rules/click.ts';
import type { Entry } from '../../rules/entry.ts';
import type { Property } from '../../rules/property.ts';
import { parseClick, parseEntry, parseProperties, parseProperty, type StoredRecord } from '../parse-record.ts';
import { clickRecordId, type DamageListener, type Store, toLiveClick } from '../store.ts';
import { type Patience, retryWhileBusy } from './retry-while-busy.ts';

/** So many expired clicks are removed when one is written: more than come in, few enough not to be noticed. */
const maxPurged = 20;

/** The store in an open, migrated database, which it closes. */
export class SqliteStore implements Store {
  readonly kind = 'sqlite';
  readonly #database: DatabaseSync;
  readonly #patience: Patience;
  readonly #properties: Statements;
  readonly #entries: Statements;
  readonly #clicks: Statements;
  readonly #listProperties: StatementSync;
  readonly #findExpiredClick: StatementSync;
  readonly #purgeClicks: StatementSync;

  constructor(database: DatabaseSync, patience: Patience) {
    this.#database = database;
    this.#patience = patience;
    const insertProperty = 'INSERT INTO properties (id, version, body, created_at_ms) VALUES (?, ?, ?, ?)';
    this.#properties = prepareStatements(database, 'properties', insertProperty);
    this.#entries = prepareStatements(database, 'entries', 'INSERT INTO entries (id, version, body) VALUES (?, ?, ?)');
    const insertClick = 'INSERT INTO clicks (id, version, body, expires_at_ms) VALUES (?, ?, ?, ?)';
    this.#clicks = prepareStatements(database, 'clicks', insertClick);
    this.#findExpiredClick = database.prepare('SELECT 1 FROM clicks WHERE expires_at_ms <= ? LIMIT 1');
    this.#purgeClicks = database.prepare(
      `DELETE FROM clicks WHERE id IN
         (SELECT id FROM clicks WHERE expires_at_ms <= ? ORDER BY expires_at_ms LIMIT ${maxPurged})`,
    );
    this.#listProperties = database.prepare('SELECT id, version, body FROM properties ORDER BY created_at_ms, id');
  }

  createProperty(property: Property): Promise<'created' | 'exists'> {
    return this.#create(this.#properties, property, property.createdAtMs);
  }

  findProperty(id: string): Promise<Property | undefined> {
    return this.#find(this.#properties, id, parseProperty);
  }

  async listProperties(onDamaged?: DamageListener): Promise<Property[]> {
    return parseProperties(await this.#step(() => this.#listProperties.all().map(toStoredRecord)), onDamaged);
  }

  changeProperty(property: Property): Promise<'changed' | 'conflict' | 'missing'> {
    return this.#change(this.#properties, property);
  }

  deleteProperty(id: string): Promise<'deleted' | 'missing'> {
    return this.#step(() => (this.#properties.delete.run(id).changes === 1 ? 'deleted' : 'missing'));
  }

  createEntry(entry: Entry): Promise<'created' | 'exists'> {
    return this.#create(this.#entries, entry);
  }

  findEntry(id: string): Promise<Entry | undefined> {
    return this.#find(this.#entries, id, parseEntry);
  }

  changeEntry(entry: Entry): Promise<'changed' | 'conflict' | 'missing'> {
    return this.#change(this.#entries, entry);
  }

  async createClick(click: Click): Promise<'created' | 'exists'> {
    await this.#step(() => {
      // A look costs no lock; mostly there is nothing to remove.
      if (this.#findExpiredClick.get(click.receivedAtMs)) this.#purgeClicks.run(click.receivedAtMs);
    });
    return await this.#create(this.#clicks, click, click.expiresAtMs);
  }

  async findClick(propertyId: string, clickId: string, nowMs: number): Promise<Click | undefined> {
    return toLiveClick(await this.#find(this.#clicks, clickRecordId(propertyId, clickId), parseClick), nowMs);
  }

  async close(): Promise<void> {
    if (this.#database.isOpen) this.#database.close();
  }

  #create(statements: Statements, record: Versioned, ...columns: number[]): Promise<'created' | 'exists'> {
    const body = JSON.stringify(record);
    return this.#step(() => {
      const { changes } = statements.insert.run(record.id, record.version, body, ...columns);
      return changes === 1 ? 'created' : 'exists';
    });
  }

  #find<T>(statements: Statements, id: string, parse: (stored: StoredRecord) => T): Promise<T | undefined> {
    return this.#step(() => {
      const row = statements.select.get(id);
      return row && parse(toStoredRecord(row));
    });
  }

  #change(statements: Statements, record: Versioned): Promise<'changed' | 'conflict' | 'missing'> {
    const version = record.version + 1;
    const body = JSON.stringify({ ...record, version });
    return this.#step(() => {
      if (statements.update.run(version, body, record.id, record.version).changes === 1) return 'changed';
      return statements.select.get(record.id) ? 'conflict' : 'missing';
    });
  }

  #step<T>(step: () => T): Promise<T> {
    return retryWhileBusy(step, this.#patience);
  }
}

type Versioned = { id: string; version: number };

interface Statements {
  insert: StatementSync;
  select: StatementSync;
  update: StatementSync;
  delete: StatementSync;
}

function prepareStatements(
  database: DatabaseSync,
  table: 'properties' | 'entries' | 'clicks',
  insert: string,
): Statements {
  return {
    insert: database.prepare(`${insert} ON CONFLICT (id) DO NOTHING`),
    select: database.prepare(`SELECT id, version, body FROM ${table} WHERE id = ?`),
    update: database.prepare(`UPDATE ${table} SET version = ?, body = ? WHERE id = ? AND version = ?`),
    delete: database.prepare(`DELETE FROM ${table} WHERE id = ?`),
  };
}

function toStoredRecord(row: Record<string, unknown>): StoredRecord {
  return { id: row['id'], version: row['version'], body: row['body'] };
}
