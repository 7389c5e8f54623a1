// Removes expired records from SQLite, which unlike Firestore does not do so by itself.
import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** Removes what is expired at `nowMs`, the oldest first, at most so many at once. */
export type Purge = (nowMs: number, max: number) => void;

/** The purge of a table whose rows have an `expires_at_ms`. */
export function preparePurge(database: DatabaseSync, table: string): Purge {
  const find: StatementSync = database.prepare(`SELECT 1 FROM ${table} WHERE expires_at_ms <= ? LIMIT 1`);
  const remove = database.prepare(
    `DELETE FROM ${table} WHERE id IN
       (SELECT id FROM ${table} WHERE expires_at_ms <= ? ORDER BY expires_at_ms LIMIT ?)`,
  );
  return (nowMs, max) => {
    // A look costs no lock; mostly there is nothing to remove.
    if (find.get(nowMs)) remove.run(nowMs, max);
  };
}
