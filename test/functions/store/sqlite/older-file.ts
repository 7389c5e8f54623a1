// SQLite files as earlier versions left them, spelled out here because the steps that lead on from them never change.
import { DatabaseSync } from 'node:sqlite';
import type { Click } from '../../../../functions/rules/click.ts';
import type { Entry } from '../../../../functions/rules/entry.ts';
import { findDueAtMs, findJoinReference, isTroubled } from '../../../../functions/rules/entry-index.ts';
import type { BuyerRecord } from '../../../../functions/rules/stored-records.ts';

/** What an older file holds; bodies are those of the records unless others are given. */
export interface OlderRecords {
  properties?: { id: string; createdAtMs: number; body?: string }[];
  /** From version 3 on. */
  entries?: { entry: Entry; body?: string }[];
  /** From version 3 on. */
  buyers?: BuyerRecord[];
  /** From version 2 on. */
  clicks?: Click[];
}

/** Writes the file at `path` as this schema version left it. */
export function writeOlderFile(path: string, version: 1 | 2 | 3 | 4, records: OlderRecords): void {
  const older = new DatabaseSync(path);
  older.exec(schemas[version]);
  older.exec(`PRAGMA user_version = ${version}`);
  const { properties = [], entries = [], buyers = [], clicks = [] } = records;
  for (const { body, ...property } of properties) {
    const insert = older.prepare('INSERT INTO properties (id, version, created_at_ms, body) VALUES (?, 1, ?, ?)');
    insert.run(property.id, property.createdAtMs, body ?? JSON.stringify(property));
  }
  for (const { entry, body = JSON.stringify(entry) } of entries) {
    const reference = findJoinReference(entry);
    const joinKey = version === 3 && reference !== null ? `${entry.propertyId}:${reference}` : reference;
    older
      .prepare(
        'INSERT INTO entries (id, version, property_id, due_at_ms, join_key, is_troubled, body) VALUES (?, ?, ?, ?, ?, ?, ?)',
      )
      .run(entry.id, entry.version, entry.propertyId, findDueAtMs(entry), joinKey, Number(isTroubled(entry)), body);
  }
  for (const buyer of buyers) {
    const insert = older.prepare('INSERT INTO buyers (id, expires_at_ms, body) VALUES (?, ?, ?)');
    insert.run(buyer.id, buyer.expiresAtMs, JSON.stringify(buyer));
  }
  for (const click of clicks) {
    const insert = older.prepare('INSERT INTO clicks (id, version, expires_at_ms, body) VALUES (?, 1, ?, ?)');
    insert.run(click.id, click.expiresAtMs, JSON.stringify(click));
  }
  older.close();
}

const properties = `
  CREATE TABLE properties (
    id TEXT PRIMARY KEY, version INTEGER NOT NULL, created_at_ms INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
  CREATE INDEX properties_by_age ON properties (created_at_ms, id);
`;

const firstEntries = `
  CREATE TABLE entries (id TEXT PRIMARY KEY, version INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
`;

const clicks = `
  CREATE TABLE clicks (
    id TEXT PRIMARY KEY, version INTEGER NOT NULL, expires_at_ms INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
  CREATE INDEX clicks_by_expiry ON clicks (expires_at_ms);
`;

const ledger = `
  CREATE TABLE entries (
    id TEXT PRIMARY KEY, version INTEGER NOT NULL, property_id TEXT NOT NULL, due_at_ms INTEGER, join_key TEXT,
    is_troubled INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
  CREATE INDEX entries_troubled ON entries (property_id, id) WHERE is_troubled = 1;
  CREATE INDEX entries_joined ON entries (join_key, id) WHERE join_key IS NOT NULL;
  CREATE TABLE buyers (id TEXT PRIMARY KEY, expires_at_ms INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
  CREATE INDEX buyers_by_expiry ON buyers (expires_at_ms);
  CREATE TABLE watermarks (id TEXT PRIMARY KEY, version INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
  CREATE TABLE tallies (
    id TEXT PRIMARY KEY, property_id TEXT NOT NULL, expires_at_ms INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
  CREATE INDEX tallies_of_property ON tallies (property_id, id);
  CREATE INDEX tallies_by_expiry ON tallies (expires_at_ms);
`;

const schemas = {
  1: properties + firstEntries,
  2: properties + firstEntries + clicks,
  3: `${properties + clicks + ledger}
    CREATE INDEX entries_due ON entries (due_at_ms, id) WHERE due_at_ms IS NOT NULL;
    CREATE INDEX entries_due_of_property ON entries (property_id, due_at_ms, id) WHERE due_at_ms IS NOT NULL;`,
  4: `${properties + clicks + ledger}
    CREATE INDEX entries_due ON entries (due_at_ms, id, property_id) WHERE due_at_ms IS NOT NULL;`,
};
