// How the steps of one open SQLite file are taken: reads at once, writes together, both patient with other processes.
import type { DatabaseSync } from 'node:sqlite';
import { parseRecords, type RecordParser, type StoredRecord } from '../parse-record.ts';
import type { DamageListener } from '../store.ts';
import { type Patience, retryWhileBusy } from './retry-while-busy.ts';
import type { Table } from './table.ts';
import { WriteQueue } from './write-queue.ts';

/** The steps of an open database. Each rejects with `StoreUnavailableError`. */
export class SqliteSteps {
  readonly #patience: Patience;
  readonly #writes: WriteQueue;

  constructor(database: DatabaseSync, patience: Patience) {
    this.#patience = patience;
    this.#writes = new WriteQueue(database, patience);
  }

  /** What the synchronous `step` returns. */
  read<T>(step: () => T): Promise<T> {
    return retryWhileBusy(step, this.#patience);
  }

  /** What the synchronous `write` returns, once that is committed; it may be called again where it was rolled back. */
  write<T>(write: () => T): Promise<T> {
    return this.#writes.run(write);
  }

  /** The record of this id; rejects with `CorruptRecordError` as well. */
  find<T extends { id: string }>(table: Table<T>, id: string, { parse }: RecordParser<T>): Promise<T | undefined> {
    return this.read(() => {
      const stored = table.find(id);
      return stored && parse(stored);
    });
  }

  /** The records that the synchronous `select` finds; damaged ones go to `onDamaged`, or the first of them is thrown. */
  async list<T>(select: () => StoredRecord[], parser: RecordParser<T>, onDamaged?: DamageListener): Promise<T[]> {
    return parseRecords(await this.read(select), parser, onDamaged);
  }

  /** Writes what waits, without waiting for more. */
  flush(): void {
    this.#writes.flush();
  }
}
