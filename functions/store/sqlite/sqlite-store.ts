// The store on one machine: each step is synchronous, and waits for other processes only between its attempts.
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { buyerLifeMs } from '../../rules/buyer-record.ts';
import type { Click } from '../../rules/click.ts';
import type { Entry, SessionEntry } from '../../rules/entry.ts';
import type { Property } from '../../rules/property.ts';
import type { BuyerRecord, Tally, Watermark } from '../../rules/stored-records.ts';
import { collectDueEntries } from '../collect-due-entries.ts';
import {
  buyerParser,
  clickParser,
  entryParser,
  parseJoinedEntry,
  parseRecords,
  propertyParser,
  type RecordParser,
  tallyParser,
  watermarkParser,
} from '../parse-record.ts';
import { clickRecordId, type DamageListener, type DueQuery, joinKey, type Store, toLive } from '../store.ts';
import { EntryTable } from './entry-table.ts';
import { type Purge, preparePurge } from './purge.ts';
import { type Patience, retryWhileBusy } from './retry-while-busy.ts';
import { Table, toStoredRecord, VersionedTable } from './table.ts';
import { WriteQueue } from './write-queue.ts';

/** So many expired clicks or buyers are removed when one is written: more than come in, few enough not to be noticed. */
const purgedPerWrite = 20;

/** So many of each kind are removed whenever somebody asks what is due, which the sweep does every minute. */
const purgedPerSweep = 500;

/** The store in an open, migrated database, which it closes. */
export class SqliteStore implements Store {
  readonly kind = 'sqlite';
  readonly #database: DatabaseSync;
  readonly #patience: Patience;
  readonly #writes: WriteQueue;
  readonly #properties: VersionedTable<Property>;
  readonly #entries: EntryTable;
  readonly #buyers: Table<BuyerRecord>;
  readonly #watermarks: VersionedTable<Watermark>;
  readonly #tallies: Table<Tally>;
  readonly #clicks: VersionedTable<Click>;
  readonly #listProperties: StatementSync;
  readonly #listTallies: StatementSync;
  readonly #purgeClicks: Purge;
  readonly #purgeBuyers: Purge;
  readonly #purgeTallies: Purge;

  constructor(database: DatabaseSync, patience: Patience) {
    this.#database = database;
    this.#patience = patience;
    this.#writes = new WriteQueue(database, patience);
    const expiry = { expires_at_ms: ({ expiresAtMs }: { expiresAtMs: number }) => expiresAtMs };
    this.#properties = new VersionedTable(database, 'properties', { created_at_ms: ({ createdAtMs }) => createdAtMs });
    this.#entries = new EntryTable(database);
    this.#buyers = new Table<BuyerRecord>(database, 'buyers', expiry);
    this.#watermarks = new VersionedTable(database, 'watermarks', {});
    this.#tallies = new Table<Tally>(database, 'tallies', { property_id: ({ propertyId }) => propertyId, ...expiry });
    this.#clicks = new VersionedTable<Click>(database, 'clicks', expiry);
    this.#listProperties = database.prepare('SELECT * FROM properties ORDER BY created_at_ms, id');
    this.#listTallies = database.prepare('SELECT * FROM tallies WHERE property_id = ? ORDER BY id');
    this.#purgeClicks = preparePurge(database, 'clicks');
    this.#purgeBuyers = preparePurge(database, 'buyers');
    this.#purgeTallies = preparePurge(database, 'tallies');
  }

  createProperty(property: Property): Promise<'created' | 'exists'> {
    return this.#writes.run(() => this.#properties.create(property));
  }

  findProperty(id: string): Promise<Property | undefined> {
    return this.#find(this.#properties, id, propertyParser);
  }

  async listProperties(onDamaged?: DamageListener): Promise<Property[]> {
    const rows = await this.#step(() => this.#listProperties.all());
    return parseRecords(rows.map(toStoredRecord), propertyParser, onDamaged);
  }

  changeProperty(property: Property): Promise<'changed' | 'conflict' | 'missing'> {
    return this.#writes.run(() => this.#properties.change(property));
  }

  deleteProperty(id: string): Promise<'deleted' | 'missing'> {
    return this.#writes.run(() => this.#properties.delete(id));
  }

  createEntry(entry: Entry, buyer?: BuyerRecord): Promise<'created' | 'exists'> {
    return this.#withBuyer(() => this.#entries.create(entry), 'created', buyer);
  }

  findEntry(id: string): Promise<Entry | undefined> {
    return this.#find(this.#entries, id, entryParser);
  }

  changeEntry(entry: Entry, buyer?: BuyerRecord): Promise<'changed' | 'conflict' | 'missing'> {
    return this.#withBuyer(() => this.#entries.change(entry), 'changed', buyer);
  }

  async findSessionEntry(propertyId: string, reference: string): Promise<SessionEntry | undefined> {
    const stored = await this.#step(() => this.#entries.findJoined(propertyId, reference));
    return stored && parseJoinedEntry(stored, joinKey(propertyId, reference));
  }

  async findDueEntries(
    { nowMs, untilMs = nowMs, limit, propertyId }: DueQuery,
    onDamaged: DamageListener,
  ): Promise<Entry[]> {
    await this.#step(() => {
      for (const purge of [this.#purgeClicks, this.#purgeBuyers, this.#purgeTallies]) purge(nowMs, purgedPerSweep);
    });
    return await collectDueEntries(
      limit,
      (count, after) => this.#step(() => this.#entries.findDue({ untilMs, count, propertyId, after })),
      onDamaged,
    );
  }

  async findTroubledEntries(propertyId: string, limit: number, onDamaged?: DamageListener): Promise<Entry[]> {
    const stored = await this.#step(() => this.#entries.findTroubled(propertyId, limit));
    return parseRecords(stored, entryParser, onDamaged);
  }

  async findBuyer(entryId: string, nowMs: number): Promise<BuyerRecord | undefined> {
    return toLive(await this.#find(this.#buyers, entryId, buyerParser), nowMs);
  }

  createWatermark(watermark: Watermark): Promise<'created' | 'exists'> {
    return this.#writes.run(() => this.#watermarks.create(watermark));
  }

  findWatermark(id: string): Promise<Watermark | undefined> {
    return this.#find(this.#watermarks, id, watermarkParser);
  }

  changeWatermark(watermark: Watermark): Promise<'changed' | 'conflict' | 'missing'> {
    return this.#writes.run(() => this.#watermarks.change(watermark));
  }

  putTally(tally: Tally): Promise<void> {
    return this.#writes.run(() => this.#tallies.put(tally));
  }

  async listTallies(propertyId: string, nowMs: number, onDamaged?: DamageListener): Promise<Tally[]> {
    const rows = await this.#step(() => this.#listTallies.all(propertyId));
    const tallies = parseRecords(rows.map(toStoredRecord), tallyParser, onDamaged);
    return tallies.filter((tally) => toLive(tally, nowMs));
  }

  createClick(click: Click): Promise<'created' | 'exists'> {
    return this.#writes.run(() => {
      this.#purgeClicks(click.receivedAtMs, purgedPerWrite);
      return this.#clicks.create(click);
    });
  }

  async findClick(propertyId: string, clickId: string, nowMs: number): Promise<Click | undefined> {
    return toLive(await this.#find(this.#clicks, clickRecordId(propertyId, clickId), clickParser), nowMs);
  }

  async close(): Promise<void> {
    this.#writes.flush();
    if (this.#database.isOpen) this.#database.close();
  }

  #find<T extends { id: string }>(table: Table<T>, id: string, { parse }: RecordParser<T>): Promise<T | undefined> {
    return this.#step(() => {
      const stored = table.find(id);
      return stored && parse(stored);
    });
  }

  /** `write`, and the buyer with it where its outcome is `written`: both or neither. */
  #withBuyer<Outcome>(write: () => Outcome, written: Outcome, buyer: BuyerRecord | undefined): Promise<Outcome> {
    return this.#writes.run(() => {
      const outcome = write();
      if (buyer === undefined || outcome !== written) return outcome;
      // A buyer is written when it begins to be kept, which tells the time; where nobody sweeps, nothing else removes any.
      this.#purgeBuyers(buyer.expiresAtMs - buyerLifeMs, purgedPerWrite);
      this.#buyers.put(buyer);
      return outcome;
    });
  }

  #step<T>(step: () => T): Promise<T> {
    return retryWhileBusy(step, this.#patience);
  }
}
