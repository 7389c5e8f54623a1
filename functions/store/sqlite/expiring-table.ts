// Records in SQLite that count as not there from a moment on, and are removed some time later.
import type { DatabaseSync } from 'node:sqlite';
import { type Purge, preparePurge } from './purge.ts';
import { type Columns, Table } from './table.ts';

/** So many expired records are removed when one is written: more than come in, few enough not to be noticed. */
const purgedPerWrite = 20;

/** So many are removed whenever somebody asks what is due, which the sweep does every minute. */
const purgedPerSweep = 500;

/** A table of such records, which unlike Firestore does not remove them by itself. */
export class ExpiringTable<T extends { id: string; expiresAtMs: number }> extends Table<T> {
  readonly #purge: Purge;

  constructor(database: DatabaseSync, name: string, columns: Columns<T> = {}) {
    super(database, name, { expires_at_ms: ({ expiresAtMs }) => expiresAtMs, ...columns });
    this.#purge = preparePurge(database, name);
  }

  /** Removes a few that are expired at `nowMs`, to make room for one that is written: where nobody sweeps, nothing else does. */
  makeRoom(nowMs: number): void {
    this.#purge(nowMs, purgedPerWrite);
  }

  /** Removes many that are expired at `nowMs`. */
  sweep(nowMs: number): void {
    this.#purge(nowMs, purgedPerSweep);
  }
}
