// Click records in SQLite, and how many of them arrived when.
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Click } from '../../rules/click.ts';
import type { ClickQuery } from '../store.ts';
import { ExpiringTable } from './expiring-table.ts';

export class ClickTable extends ExpiringTable<Click> {
  readonly #count: StatementSync;

  constructor(database: DatabaseSync) {
    super(database, 'clicks', {
      version: ({ version }) => version,
      property_id: ({ propertyId }) => propertyId,
      received_at_ms: ({ receivedAtMs }) => receivedAtMs,
    });
    this.#count = database.prepare(
      'SELECT count(*) AS count FROM clicks WHERE property_id = ? AND received_at_ms >= ? AND received_at_ms < ?',
    );
  }

  count({ propertyId, fromMs, untilMs }: ClickQuery): number {
    return Number(this.#count.get(propertyId, fromMs, untilMs)?.['count']);
  }
}
