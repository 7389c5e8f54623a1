// Removes what belongs to a property from SQLite, table by table.
import type { DatabaseSync } from 'node:sqlite';
import { toIdRange } from '../id-range.ts';

/** Every table whose ids begin with that of a property. */
const ownedTables = ['entries', 'buyers', 'clicks', 'watermarks', 'tallies', 'rollups'] as const;

/** Removes at most `limit` rows of each table, and says how many it were. */
export type DeleteOwned = (propertyId: string, limit: number) => number;

/** The removal in an open database. */
export function prepareDeleteOwned(database: DatabaseSync): DeleteOwned {
  const removals = ownedTables.map((table) =>
    database.prepare(
      `DELETE FROM ${table} WHERE id IN (SELECT id FROM ${table} WHERE id >= ? AND id < ? ORDER BY id LIMIT ?)`,
    ),
  );
  return (propertyId, limit) => {
    const { from, until } = toIdRange(propertyId);
    return removals.reduce((sum, removal) => sum + Number(removal.run(from, until, limit).changes), 0);
  };
}
