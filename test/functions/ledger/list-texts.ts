// Every text that a SQLite file holds, to be searched for what must not be in it.
import { DatabaseSync } from 'node:sqlite';

/** All values of all tables, a row a line. */
export function listTexts(path: string): string {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    return tables
      .flatMap(({ name }) => database.prepare(`SELECT * FROM "${String(name)}"`).all())
      .map((row) => JSON.stringify(Object.values(row)))
      .join('\n');
  } finally {
    database.close();
  }
}
