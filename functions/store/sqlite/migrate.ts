// Brings an SQLite file to the schema this version works with, one numbered step after the other.
import type { DatabaseSync } from 'node:sqlite';
import { StoreUnavailableError } from '../errors.ts';

/** Step n leads from schema version n to n + 1. A released step never changes; a new one is appended. */
const steps = [
  `CREATE TABLE properties (
     id TEXT PRIMARY KEY,
     version INTEGER NOT NULL,
     created_at_ms INTEGER NOT NULL,
     body TEXT NOT NULL
   ) STRICT;
   CREATE INDEX properties_by_age ON properties (created_at_ms, id);
   CREATE TABLE entries (
     id TEXT PRIMARY KEY,
     version INTEGER NOT NULL,
     body TEXT NOT NULL
   ) STRICT;`,
  `CREATE TABLE clicks (
     id TEXT PRIMARY KEY,
     version INTEGER NOT NULL,
     expires_at_ms INTEGER NOT NULL,
     body TEXT NOT NULL
   ) STRICT;
   CREATE INDEX clicks_by_expiry ON clicks (expires_at_ms);`,
];

/** The schema version that `migrate` leads to. */
export const schemaVersion = steps.length;

/** Leaves `database` at the current schema or unchanged; throws `StoreUnavailableError` when a newer version wrote it. */
export function migrate(database: DatabaseSync): void {
  if (readVersion(database) === schemaVersion) return;
  // Two processes may open a new file at once; the second waits here and then finds the work done.
  database.exec('BEGIN IMMEDIATE');
  try {
    const version = readVersion(database);
    if (version > schemaVersion) {
      throw new StoreUnavailableError(
        `The SQLite file has schema version ${version}, and this version of Tilltag knows ${schemaVersion}. Update Tilltag.`,
      );
    }
    for (const step of steps.slice(version)) database.exec(step);
    database.exec(`PRAGMA user_version = ${schemaVersion}`);
    database.exec('COMMIT');
  } catch (error) {
    // SQLite itself rolls back on some errors, a full disk for one.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function readVersion(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
}
