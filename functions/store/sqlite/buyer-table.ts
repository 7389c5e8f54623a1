// Buyers in SQLite, and whose entries they are.
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { buyerLifeMs } from '../../rules/buyer-record.ts';
import type { BuyerRecord } from '../../rules/stored-records.ts';
import { toIdRange } from '../id-range.ts';
import type { EmailQuery } from '../store.ts';
import { toSearchEmail } from '../to-search-email.ts';
import { ExpiringTable } from './expiring-table.ts';

export class BuyerTable extends ExpiringTable<BuyerRecord> {
  readonly #idsOfEmail: StatementSync;

  constructor(database: DatabaseSync) {
    super(database, 'buyers', { email: ({ email }) => toSearchEmail(email) });
    this.#idsOfEmail = database.prepare(
      'SELECT id FROM buyers WHERE email = ? AND id >= ? AND id < ? ORDER BY id LIMIT ?',
    );
  }

  override put(buyer: BuyerRecord): void {
    // A buyer is written when it begins to be kept, which tells the time.
    this.makeRoom(buyer.expiresAtMs - buyerLifeMs);
    super.put(buyer);
  }

  findIdsOfEmail({ propertyId, email, limit }: EmailQuery): string[] {
    const { from, until } = toIdRange(propertyId);
    return this.#idsOfEmail.all(toSearchEmail(email), from, until, limit).map(({ id }) => String(id));
  }
}
