// Joins the writes of one turn of the event loop into one transaction: a commit costs more than most of what it writes.
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type Patience, retryWhileBusy } from './retry-while-busy.ts';

/** A write that somebody waits for. */
interface WaitingWrite {
  /** Does it, and gives back what tells whoever waits, to be called once it is committed. */
  write: () => () => void;
  reject: (error: unknown) => void;
}

/** The writes of one open database, each done whole or not at all. */
export class WriteQueue {
  readonly #database: DatabaseSync;
  readonly #patience: Patience;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  #waiting: WaitingWrite[] = [];

  constructor(database: DatabaseSync, patience: Patience) {
    this.#database = database;
    this.#patience = patience;
    this.#begin = database.prepare('BEGIN IMMEDIATE');
    this.#commit = database.prepare('COMMIT');
  }

  /**
   * What `write` returns, once that is committed. It must be synchronous, and is called again where it was rolled back.
   * Rejects with `StoreUnavailableError`.
   */
  run<T>(write: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      // By then everything that arrived together with this has been read from its socket.
      if (this.#waiting.length === 0) setImmediate(() => this.flush());
      const writeOnce = (): (() => void) => {
        const outcome = write();
        return () => resolve(outcome);
      };
      this.#waiting.push({ write: writeOnce, reject });
    });
  }

  /** Writes what waits: at once, or as soon as the process that holds the file lets go of it. */
  flush(): void {
    const writes = this.#waiting;
    this.#waiting = [];
    if (writes.length > 0) void this.#writeAll(writes);
  }

  async #writeAll(writes: readonly WaitingWrite[]): Promise<void> {
    let hasBegun = false;
    const noteBegin = (): void => {
      hasBegun = true;
    };
    try {
      const settles = await retryWhileBusy(() => {
        hasBegun = false;
        return this.#transact(writes, noteBegin);
      }, this.#patience);
      for (const settle of settles) settle();
    } catch (error) {
      if (hasBegun && writes.length > 1) {
        // Only one of them need be at fault.
        for (const write of writes) void this.#writeAll([write]);
      } else {
        for (const { reject } of writes) reject(error);
      }
    }
  }

  #transact(writes: readonly WaitingWrite[], onBegin: () => void): (() => void)[] {
    this.#begin.run();
    onBegin();
    try {
      const settles = writes.map(({ write }) => write());
      this.#commit.run();
      return settles;
    } catch (error) {
      // SQLite itself rolls back on some errors, a full disk for one.
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }
}
