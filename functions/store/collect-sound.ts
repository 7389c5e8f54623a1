// Fills a list page by page, so that damaged records cannot keep the sound ones behind them from being found.
import { parseRecords, type RecordParser, type StoredRecord } from './parse-record.ts';
import type { DamageListener } from './store.ts';

/** Some records in order, and where they end; without an end where none follow. */
export interface Page<Position> {
  stored: StoredRecord[];
  end: Position | undefined;
}

/** Gives at most so many records after a position, or from the beginning. */
export type ReadPage<Position> = (count: number, after: Position | undefined) => Promise<Page<Position>>;

/** What to collect. */
export interface Collecting<T, Position> {
  limit: number;
  parser: RecordParser<T>;
  /** Only what comes after it. */
  after?: Position | undefined;
}

/** At most `limit` sound records, in the order of the pages. Damaged ones go to `onDamaged`, or the first of them is thrown. */
export async function collectSound<T, Position>(
  { limit, parser, after: begin }: Collecting<T, Position>,
  readPage: ReadPage<Position>,
  onDamaged?: DamageListener,
): Promise<T[]> {
  const records: T[] = [];
  let after = begin;
  while (records.length < limit) {
    const count = limit - records.length;
    const { stored, end } = await readPage(count, after);
    records.push(...parseRecords(stored, parser, onDamaged));
    if (end === undefined || stored.length < count) break;
    after = end;
  }
  return records;
}
