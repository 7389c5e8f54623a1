// Brings an SQLite file to the schema this version works with, one numbered step after the other.
import type { DatabaseSync } from 'node:sqlite';
import { StoreUnavailableError } from '../errors.ts';

/** The greatest number that JavaScript tells from its neighbours, and so the greatest that a column may hold. */
const greatestMoment = Number.MAX_SAFE_INTEGER;

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
  // Entries were another thing before and cannot be told what they lack; properties can.
  `DROP TABLE entries;
   CREATE TABLE entries (
     id TEXT PRIMARY KEY,
     version INTEGER NOT NULL,
     property_id TEXT NOT NULL,
     due_at_ms INTEGER,
     join_key TEXT,
     is_troubled INTEGER NOT NULL,
     body TEXT NOT NULL
   ) STRICT;
   CREATE INDEX entries_due ON entries (due_at_ms, id) WHERE due_at_ms IS NOT NULL;
   CREATE INDEX entries_due_of_property ON entries (property_id, due_at_ms, id) WHERE due_at_ms IS NOT NULL;
   CREATE INDEX entries_troubled ON entries (property_id, id) WHERE is_troubled = 1;
   CREATE INDEX entries_joined ON entries (join_key, id) WHERE join_key IS NOT NULL;
   CREATE TABLE buyers (
     id TEXT PRIMARY KEY,
     expires_at_ms INTEGER NOT NULL,
     body TEXT NOT NULL
   ) STRICT;
   CREATE INDEX buyers_by_expiry ON buyers (expires_at_ms);
   CREATE TABLE watermarks (
     id TEXT PRIMARY KEY,
     version INTEGER NOT NULL,
     body TEXT NOT NULL
   ) STRICT;
   CREATE TABLE tallies (
     id TEXT PRIMARY KEY,
     property_id TEXT NOT NULL,
     expires_at_ms INTEGER NOT NULL,
     body TEXT NOT NULL
   ) STRICT;
   CREATE INDEX tallies_of_property ON tallies (property_id, id);
   CREATE INDEX tallies_by_expiry ON tallies (expires_at_ms);
   UPDATE properties SET body = json_insert(body,
     '$.clickDays', 90,
     '$.webhookSecrets', json('{"live":[],"test":[]}'),
     '$.scope', json('{"kind":"account"}'),
     '$.destinations', json('[]'),
     '$.graceMinutes', 15,
     '$.unknownConsent', 'denied',
     '$.deniedAnalytics', 'suppress'
   ) WHERE json_valid(body);`,
  // Keys that begin with the property lie scattered over their index, and each write would touch a page of its own there.
  `DROP INDEX entries_due_of_property;
   DROP INDEX entries_due;
   CREATE INDEX entries_due ON entries (due_at_ms, id, property_id) WHERE due_at_ms IS NOT NULL;
   UPDATE entries SET join_key = substr(join_key, length(property_id) + 2) WHERE join_key IS NOT NULL;`,
  // As the rules find it; what is no moment in a damaged body must not keep the file from being opened.
  `ALTER TABLE entries ADD COLUMN occurred_at_ms INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE entries ADD COLUMN changed_at_ms INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE entries ADD COLUMN origin_session_id TEXT;
   UPDATE entries SET
     occurred_at_ms = max(0, min(${greatestMoment}, CAST(coalesce(
       1000 * json_extract(body, '$.session.createdSeconds'),
       1000 * json_extract(body, '$.refund.createdSeconds'),
       1000 * json_extract(body, '$.invoice.createdSeconds'),
       1000 * json_extract(body, '$.dispute.createdSeconds'),
       1000 * json_extract(body, '$.subscription.endedAtSeconds'),
       json_extract(body, '$.firstSeenAtMs'),
       0
     ) AS INTEGER))),
     changed_at_ms = max(0, min(${greatestMoment}, CAST(max(
       coalesce(json_extract(body, '$.firstSeenAtMs'), 0),
       coalesce((SELECT max(json_extract(value, '$.atMs')) FROM json_each(body, '$.changes') WHERE type = 'object'), 0)
     ) AS INTEGER))),
     origin_session_id = iif(json_extract(body, '$.kind') = 'session', NULL, json_extract(body, '$.sessionId'))
   WHERE json_valid(body);
   CREATE INDEX entries_by_occurrence ON entries (property_id, occurred_at_ms, id);
   CREATE INDEX entries_by_change ON entries (changed_at_ms, id, property_id, occurred_at_ms);
   CREATE INDEX entries_by_origin ON entries (origin_session_id, id) WHERE origin_session_id IS NOT NULL;
   ALTER TABLE clicks ADD COLUMN property_id TEXT NOT NULL DEFAULT '';
   ALTER TABLE clicks ADD COLUMN received_at_ms INTEGER NOT NULL DEFAULT 0;
   UPDATE clicks SET
     property_id = substr(id, 1, instr(id, ':') - 1),
     received_at_ms = CAST(coalesce(json_extract(body, '$.receivedAtMs'), 0) AS INTEGER)
   WHERE json_valid(body);
   CREATE INDEX clicks_by_arrival ON clicks (property_id, received_at_ms);
   ALTER TABLE buyers ADD COLUMN email TEXT;
   UPDATE buyers SET email = nullif(lower(trim(json_extract(body, '$.email'))), '') WHERE json_valid(body);
   CREATE INDEX buyers_by_email ON buyers (email, id) WHERE email IS NOT NULL;
   UPDATE properties SET body = json_insert(body, '$.accountId', NULL) WHERE json_valid(body);
   CREATE TABLE rollups (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
   CREATE TABLE users (id TEXT PRIMARY KEY, version INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
   CREATE TABLE accounts (id TEXT PRIMARY KEY, version INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
   CREATE TABLE memberships (
     id TEXT PRIMARY KEY,
     version INTEGER NOT NULL,
     email TEXT NOT NULL,
     body TEXT NOT NULL
   ) STRICT;
   CREATE INDEX memberships_by_email ON memberships (email);
   CREATE TABLE deployments (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
   CREATE TABLE sign_ins (id TEXT PRIMARY KEY, expires_at_ms INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
   CREATE INDEX sign_ins_by_expiry ON sign_ins (expires_at_ms);
   CREATE TABLE tickets (id TEXT PRIMARY KEY, expires_at_ms INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
   CREATE INDEX tickets_by_expiry ON tickets (expires_at_ms);
   CREATE TABLE audit_events (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;`,
  // Two years after it was written, as the rules have it; a damaged line, whose age nobody knows, stays.
  `ALTER TABLE audit_events ADD COLUMN expires_at_ms INTEGER NOT NULL DEFAULT ${greatestMoment};
   UPDATE audit_events SET expires_at_ms =
     max(0, min(${greatestMoment}, CAST(json_extract(body, '$.atMs') + 63072000000 AS INTEGER)))
   WHERE json_valid(body) AND json_type(body, '$.atMs') = 'integer';
   CREATE INDEX audit_events_by_expiry ON audit_events (expires_at_ms);`,
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
