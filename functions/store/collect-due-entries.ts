// Fills a list of due entries page by page, so that damaged ones cannot keep the sound ones behind them from being found.
import type { Entry } from '../rules/entry.ts';
import { entryParser, parseRecords, type StoredRecord } from './parse-record.ts';
import type { DamageListener } from './store.ts';

/** Where in the order of due entries a page ended. */
export interface DuePosition {
  dueAtMs: number;
  id: string;
}

/** Some due entries in order, and where they end; without an end where none follow. */
export interface DuePage {
  stored: StoredRecord[];
  end: DuePosition | undefined;
}

/**
 * At most `limit` sound entries, in the order in which `readPage` gives at most so many after a position. Damaged ones go to
 * `onDamaged`.
 */
export async function collectDueEntries(
  limit: number,
  readPage: (count: number, after: DuePosition | undefined) => Promise<DuePage>,
  onDamaged: DamageListener,
): Promise<Entry[]> {
  const entries: Entry[] = [];
  let after: DuePosition | undefined;
  while (entries.length < limit) {
    const count = limit - entries.length;
    const { stored, end } = await readPage(count, after);
    entries.push(...parseRecords(stored, entryParser, onDamaged));
    if (end === undefined || stored.length < count) break;
    after = end;
  }
  return entries;
}
