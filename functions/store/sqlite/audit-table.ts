// The audit trail in SQLite: listed by id, and removed when it is old enough.
import type { DatabaseSync } from 'node:sqlite';
import { type AuditEvent, findAuditExpiry } from '../../rules/account.ts';
import { type Purge, preparePurge } from './purge.ts';
import { RangeTable } from './range-table.ts';

/** So many are removed whenever somebody asks what is due, which the sweep does every minute. */
const purgedPerSweep = 500;

/** A table of the lines of all accounts. */
export class AuditTable extends RangeTable<AuditEvent> {
  readonly #purge: Purge;

  constructor(database: DatabaseSync) {
    super(database, 'audit_events', { expires_at_ms: findAuditExpiry });
    this.#purge = preparePurge(database, 'audit_events');
  }

  /** Removes many whose time is over at `nowMs`. Not at each write: a clock that is wrong for a moment must not empty the trail. */
  sweep(nowMs: number): void {
    this.#purge(nowMs, purgedPerSweep);
  }
}
