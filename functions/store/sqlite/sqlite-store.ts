// The store on one machine: each step is synchronous, and waits for other processes only between its attempts.
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Click } from '../../rules/click.ts';
import type { DailyRollup } from '../../rules/daily-rollup.ts';
import type { Entry, SessionEntry } from '../../rules/entry.ts';
import type { Property } from '../../rules/property.ts';
import type { BuyerRecord, Tally, Watermark } from '../../rules/stored-records.ts';
import { collectSound } from '../collect-sound.ts';
import type { ConsoleStore } from '../console-store.ts';
import { toRollupRange } from '../id-range.ts';
import {
  buyerParser,
  clickParser,
  entryParser,
  parseJoinedEntry,
  propertyParser,
  rollupParser,
  tallyParser,
  watermarkParser,
} from '../parse-record.ts';
import {
  type ChangedEntry,
  type ChangedQuery,
  type ClickQuery,
  clickRecordId,
  type DamageListener,
  type DuePosition,
  type DueQuery,
  type EmailQuery,
  type EntryQuery,
  joinKey,
  type RollupQuery,
  type Store,
  toLive,
} from '../store.ts';
import { BuyerTable } from './buyer-table.ts';
import { ClickTable } from './click-table.ts';
import { type DeleteOwned, prepareDeleteOwned } from './delete-owned.ts';
import { EntryLists } from './entry-lists.ts';
import { EntryTable } from './entry-table.ts';
import { ExpiringTable } from './expiring-table.ts';
import { RangeTable } from './range-table.ts';
import type { Patience } from './retry-while-busy.ts';
import { SqliteConsoleStore } from './sqlite-console-store.ts';
import { SqliteSteps } from './sqlite-steps.ts';
import { toStoredRecord, VersionedTable } from './table.ts';

/** The store in an open, migrated database, which it closes. */
export class SqliteStore implements Store {
  readonly kind = 'sqlite';
  readonly console: ConsoleStore;
  readonly #database: DatabaseSync;
  readonly #steps: SqliteSteps;
  readonly #properties: VersionedTable<Property>;
  readonly #entries: EntryTable;
  readonly #entryLists: EntryLists;
  readonly #buyers: BuyerTable;
  readonly #watermarks: VersionedTable<Watermark>;
  readonly #tallies: ExpiringTable<Tally>;
  readonly #clicks: ClickTable;
  readonly #rollups: RangeTable<DailyRollup>;
  readonly #deleteOwned: DeleteOwned;
  readonly #listProperties: StatementSync;
  readonly #listTallies: StatementSync;
  readonly #sweep: (nowMs: number) => void;

  constructor(database: DatabaseSync, patience: Patience) {
    this.#database = database;
    this.#steps = new SqliteSteps(database, patience);
    this.#properties = new VersionedTable(database, 'properties', { created_at_ms: ({ createdAtMs }) => createdAtMs });
    this.#entries = new EntryTable(database);
    this.#entryLists = new EntryLists(database);
    this.#buyers = new BuyerTable(database);
    this.#watermarks = new VersionedTable(database, 'watermarks', {});
    this.#tallies = new ExpiringTable<Tally>(database, 'tallies', { property_id: ({ propertyId }) => propertyId });
    this.#clicks = new ClickTable(database);
    this.#rollups = new RangeTable(database, 'rollups');
    this.#deleteOwned = prepareDeleteOwned(database);
    this.#listProperties = database.prepare('SELECT * FROM properties ORDER BY created_at_ms, id');
    this.#listTallies = database.prepare('SELECT * FROM tallies WHERE property_id = ? ORDER BY id');
    const consoleStore = new SqliteConsoleStore(database, this.#steps);
    this.console = consoleStore;
    const expiring = [this.#clicks, this.#buyers, this.#tallies, consoleStore];
    this.#sweep = (nowMs) => {
      for (const kind of expiring) kind.sweep(nowMs);
    };
  }

  createProperty(property: Property): Promise<'created' | 'exists'> {
    return this.#steps.write(() => this.#properties.create(property));
  }

  findProperty(id: string): Promise<Property | undefined> {
    return this.#steps.find(this.#properties, id, propertyParser);
  }

  listProperties(onDamaged?: DamageListener): Promise<Property[]> {
    return this.#steps.list(() => this.#listProperties.all().map(toStoredRecord), propertyParser, onDamaged);
  }

  changeProperty(property: Property): Promise<'changed' | 'conflict' | 'missing'> {
    return this.#steps.write(() => this.#properties.change(property));
  }

  deleteProperty(id: string): Promise<'deleted' | 'missing'> {
    return this.#steps.write(() => this.#properties.delete(id));
  }

  createEntry(entry: Entry, buyer?: BuyerRecord): Promise<'created' | 'exists'> {
    return this.#steps.write(() => {
      const outcome = this.#entries.create(entry);
      if (outcome === 'created' && buyer) this.#buyers.put(buyer);
      return outcome;
    });
  }

  findEntry(id: string): Promise<Entry | undefined> {
    return this.#steps.find(this.#entries, id, entryParser);
  }

  changeEntry(entry: Entry, buyer?: BuyerRecord): Promise<'changed' | 'conflict' | 'missing'> {
    return this.#steps.write(() => {
      const outcome = this.#entries.change(entry);
      if (outcome === 'changed' && buyer) this.#buyers.put(buyer);
      return outcome;
    });
  }

  async eraseBuyer(entry: SessionEntry): Promise<'changed' | 'conflict' | 'missing'> {
    const outcome = await this.#steps.write(() => {
      const changed = this.#entries.change(entry);
      if (changed === 'changed') this.#buyers.delete(entry.id);
      return changed;
    });
    await this.#emptyLog();
    return outcome;
  }

  async findSessionEntry(propertyId: string, reference: string): Promise<SessionEntry | undefined> {
    const stored = await this.#steps.read(() => this.#entries.findJoined(propertyId, reference));
    return stored && parseJoinedEntry(stored, joinKey(propertyId, reference));
  }

  async findDueEntries(query: DueQuery, onDamaged: DamageListener): Promise<Entry[]> {
    const { nowMs, untilMs = nowMs, limit, propertyId } = query;
    await this.#steps.read(() => this.#sweep(nowMs));
    return await collectSound(
      { limit, parser: entryParser },
      (count, after: DuePosition | undefined) =>
        this.#steps.read(() => this.#entries.findDue({ untilMs, count, propertyId, after })),
      onDamaged,
    );
  }

  findTroubledEntries(propertyId: string, limit: number, onDamaged?: DamageListener): Promise<Entry[]> {
    return this.#steps.list(() => this.#entries.findTroubled(propertyId, limit), entryParser, onDamaged);
  }

  listEntries(query: EntryQuery, onDamaged?: DamageListener): Promise<Entry[]> {
    return collectSound(
      { ...query, parser: entryParser },
      (limit, after) => this.#steps.read(() => this.#entryLists.list({ ...query, limit, after })),
      onDamaged,
    );
  }

  listLaterEntries(propertyId: string, sessionId: string, onDamaged?: DamageListener): Promise<Entry[]> {
    return this.#steps.list(() => this.#entryLists.listLater(propertyId, sessionId), entryParser, onDamaged);
  }

  listChangedEntries(query: ChangedQuery): Promise<ChangedEntry[]> {
    return this.#steps.read(() => this.#entryLists.listChanged(query));
  }

  async findBuyer(entryId: string, nowMs: number): Promise<BuyerRecord | undefined> {
    return toLive(await this.#steps.find(this.#buyers, entryId, buyerParser), nowMs);
  }

  findEntryIdsByEmail(query: EmailQuery): Promise<string[]> {
    return this.#steps.read(() => this.#buyers.findIdsOfEmail(query));
  }

  createWatermark(watermark: Watermark): Promise<'created' | 'exists'> {
    return this.#steps.write(() => this.#watermarks.create(watermark));
  }

  findWatermark(id: string): Promise<Watermark | undefined> {
    return this.#steps.find(this.#watermarks, id, watermarkParser);
  }

  changeWatermark(watermark: Watermark): Promise<'changed' | 'conflict' | 'missing'> {
    return this.#steps.write(() => this.#watermarks.change(watermark));
  }

  putTally(tally: Tally): Promise<void> {
    return this.#steps.write(() => this.#tallies.put(tally));
  }

  async listTallies(propertyId: string, nowMs: number, onDamaged?: DamageListener): Promise<Tally[]> {
    const select = () => this.#listTallies.all(propertyId).map(toStoredRecord);
    const tallies = await this.#steps.list(select, tallyParser, onDamaged);
    return tallies.filter((tally) => toLive(tally, nowMs));
  }

  putRollup(rollup: DailyRollup): Promise<void> {
    return this.#steps.write(() => this.#rollups.put(rollup));
  }

  listRollups(query: RollupQuery, onDamaged?: DamageListener): Promise<DailyRollup[]> {
    return this.#steps.list(() => this.#rollups.list(toRollupRange(query)), rollupParser, onDamaged);
  }

  createClick(click: Click): Promise<'created' | 'exists'> {
    return this.#steps.write(() => {
      this.#clicks.makeRoom(click.receivedAtMs);
      return this.#clicks.create(click);
    });
  }

  async findClick(propertyId: string, clickId: string, nowMs: number): Promise<Click | undefined> {
    return toLive(await this.#steps.find(this.#clicks, clickRecordId(propertyId, clickId), clickParser), nowMs);
  }

  countClicks(query: ClickQuery): Promise<number> {
    return this.#steps.read(() => this.#clicks.count(query));
  }

  deleteClick(propertyId: string, clickId: string): Promise<'deleted' | 'missing'> {
    return this.#steps.write(() => this.#clicks.delete(clickRecordId(propertyId, clickId)));
  }

  async deleteOwned(propertyId: string, limit: number): Promise<number> {
    const count = await this.#steps.write(() => this.#deleteOwned(propertyId, limit));
    if (count === 0) await this.#emptyLog();
    return count;
  }

  async close(): Promise<void> {
    this.#steps.flush();
    if (this.#database.isOpen) this.#database.close();
  }

  /**
   * Takes what was erased out of the log as well, which would keep it until the next checkpoint. Where somebody reads at this
   * moment, that checkpoint does it: https://www.sqlite.org/pragma.html#pragma_wal_checkpoint
   */
  #emptyLog(): Promise<void> {
    return this.#steps.read(() => this.#database.exec('PRAGMA wal_checkpoint(TRUNCATE)'));
  }
}
