// The store on Firestore: which record is in which collection, and which question finds it.
import type { Click } from '../../rules/click.ts';
import type { DailyRollup } from '../../rules/daily-rollup.ts';
import type { Entry, SessionEntry } from '../../rules/entry.ts';
import type { Property } from '../../rules/property.ts';
import type { BuyerRecord, Tally, Watermark } from '../../rules/stored-records.ts';
import { collectSound } from '../collect-sound.ts';
import type { ConsoleStore } from '../console-store.ts';
import { toIdRange, toRollupRange } from '../id-range.ts';
import {
  buyerParser,
  clickParser,
  entryParser,
  parseJoinedEntry,
  parseRecords,
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
  emailKey,
  joinKey,
  originKey,
  type RollupQuery,
  type Store,
  toLive,
} from '../store.ts';
import { toSearchEmail } from '../to-search-email.ts';
import type { FirestoreConnection } from './connection.ts';
import { toNumber, toRecordId, toStoredRecord } from './documents.ts';
import { changedQuery, dueQuery, entriesQuery, joinQuery, originQuery, troubledQuery } from './entry-queries.ts';
import { FirestoreConsoleStore } from './firestore-console-store.ts';
import { clicksQuery, emailQuery, namesQuery, propertiesQuery, rangeQuery, talliesQuery } from './queries.ts';
import { type BesideStep, FirestoreRecords } from './records.ts';

/** Every collection whose documents' names begin with the id of a property. */
const ownedCollections = ['entries', 'buyers', 'clicks', 'watermarks', 'tallies', 'rollups'] as const;

/** The store in the database of a connection, which it closes. */
export class FirestoreStore implements Store {
  readonly kind = 'firestore';
  readonly console: ConsoleStore;
  readonly #records: FirestoreRecords;

  constructor(connection: FirestoreConnection) {
    this.#records = new FirestoreRecords(connection);
    this.console = new FirestoreConsoleStore(this.#records);
  }

  createProperty(property: Property): Promise<'created' | 'exists'> {
    return this.#records.create({ collection: 'properties', record: property });
  }

  findProperty(id: string): Promise<Property | undefined> {
    return this.#records.find('properties', id, propertyParser);
  }

  async listProperties(onDamaged?: DamageListener): Promise<Property[]> {
    const documents = await this.#records.query('properties', () => propertiesQuery);
    return parseRecords(documents.map(toStoredRecord), propertyParser, onDamaged);
  }

  changeProperty(property: Property): Promise<'changed' | 'conflict' | 'missing'> {
    return this.#records.change({ collection: 'properties', record: property });
  }

  deleteProperty(id: string): Promise<'deleted' | 'missing'> {
    return this.#records.delete('properties', id);
  }

  createEntry(entry: Entry, buyer?: BuyerRecord): Promise<'created' | 'exists'> {
    return this.#records.create({ collection: 'entries', record: entry }, besideBuyer(buyer));
  }

  findEntry(id: string): Promise<Entry | undefined> {
    return this.#records.find('entries', id, entryParser);
  }

  changeEntry(entry: Entry, buyer?: BuyerRecord): Promise<'changed' | 'conflict' | 'missing'> {
    return this.#records.change({ collection: 'entries', record: entry }, besideBuyer(buyer));
  }

  async findSessionEntry(propertyId: string, reference: string): Promise<SessionEntry | undefined> {
    const key = joinKey(propertyId, reference);
    const [document] = await this.#records.query('entries', () => joinQuery(key));
    return document && parseJoinedEntry(toStoredRecord(document), key);
  }

  eraseBuyer(entry: SessionEntry): Promise<'changed' | 'conflict' | 'missing'> {
    return this.#records.change(
      { collection: 'entries', record: entry },
      { remove: { collection: 'buyers', id: entry.id } },
    );
  }

  findDueEntries({ nowMs, untilMs = nowMs, limit, propertyId }: DueQuery, onDamaged: DamageListener): Promise<Entry[]> {
    return collectSound(
      { limit, parser: entryParser },
      async (count, after: DuePosition | undefined) => {
        const documents = await this.#records.query('entries', (toName) =>
          dueQuery({ untilMs, count, propertyId, after }, toName),
        );
        const last = documents.at(-1);
        const end = last && { dueAtMs: toNumber(last, 'dueAtMs'), id: toRecordId(last) };
        return { stored: documents.map(toStoredRecord), end };
      },
      onDamaged,
    );
  }

  async findTroubledEntries(propertyId: string, limit: number, onDamaged?: DamageListener): Promise<Entry[]> {
    const documents = await this.#records.query('entries', () => troubledQuery(propertyId, limit));
    return parseRecords(documents.map(toStoredRecord), entryParser, onDamaged);
  }

  listEntries(query: EntryQuery, onDamaged?: DamageListener): Promise<Entry[]> {
    return collectSound(
      { ...query, parser: entryParser },
      async (limit, after) => {
        const documents = await this.#records.query('entries', (toName) =>
          entriesQuery({ ...query, limit, after }, toName),
        );
        const last = documents.at(-1);
        const end = last && { occurredAtMs: toNumber(last, 'occurredAtMs'), id: toRecordId(last) };
        return { stored: documents.map(toStoredRecord), end };
      },
      onDamaged,
    );
  }

  async listLaterEntries(propertyId: string, sessionId: string, onDamaged?: DamageListener): Promise<Entry[]> {
    const documents = await this.#records.query('entries', () => originQuery(originKey(propertyId, sessionId)));
    return parseRecords(documents.map(toStoredRecord), entryParser, onDamaged);
  }

  async listChangedEntries(query: ChangedQuery): Promise<ChangedEntry[]> {
    const documents = await this.#records.query('entries', (toName) => changedQuery(query, toName));
    return documents.map((document) => ({
      id: toRecordId(document),
      propertyId: document.fields?.['propertyId']?.stringValue ?? '',
      changedAtMs: toNumber(document, 'changedAtMs'),
      occurredAtMs: toNumber(document, 'occurredAtMs'),
    }));
  }

  async findBuyer(entryId: string, nowMs: number): Promise<BuyerRecord | undefined> {
    return toLive(await this.#records.find('buyers', entryId, buyerParser), nowMs);
  }

  async findEntryIdsByEmail({ propertyId, email, limit }: EmailQuery): Promise<string[]> {
    const key = emailKey(propertyId, toSearchEmail(email) ?? '');
    return (await this.#records.query('buyers', () => emailQuery(key, limit))).map(toRecordId);
  }

  createWatermark(watermark: Watermark): Promise<'created' | 'exists'> {
    return this.#records.create({ collection: 'watermarks', record: watermark });
  }

  findWatermark(id: string): Promise<Watermark | undefined> {
    return this.#records.find('watermarks', id, watermarkParser);
  }

  changeWatermark(watermark: Watermark): Promise<'changed' | 'conflict' | 'missing'> {
    return this.#records.change({ collection: 'watermarks', record: watermark });
  }

  putTally(tally: Tally): Promise<void> {
    return this.#records.put({ collection: 'tallies', record: tally });
  }

  async listTallies(propertyId: string, nowMs: number, onDamaged?: DamageListener): Promise<Tally[]> {
    const documents = await this.#records.query('tallies', () => talliesQuery(propertyId));
    const tallies = parseRecords(documents.map(toStoredRecord), tallyParser, onDamaged);
    return tallies.filter((tally) => toLive(tally, nowMs));
  }

  putRollup(rollup: DailyRollup): Promise<void> {
    return this.#records.put({ collection: 'rollups', record: rollup });
  }

  async listRollups(query: RollupQuery, onDamaged?: DamageListener): Promise<DailyRollup[]> {
    const documents = await this.#records.query('rollups', (toName) =>
      rangeQuery({ collection: 'rollups', range: toRollupRange(query) }, toName),
    );
    return parseRecords(documents.map(toStoredRecord), rollupParser, onDamaged);
  }

  createClick(click: Click): Promise<'created' | 'exists'> {
    return this.#records.create({ collection: 'clicks', record: click });
  }

  async findClick(propertyId: string, clickId: string, nowMs: number): Promise<Click | undefined> {
    return toLive(await this.#records.find('clicks', clickRecordId(propertyId, clickId), clickParser), nowMs);
  }

  countClicks(query: ClickQuery): Promise<number> {
    return this.#records.count(clicksQuery(query));
  }

  deleteClick(propertyId: string, clickId: string): Promise<'deleted' | 'missing'> {
    return this.#records.delete('clicks', clickRecordId(propertyId, clickId));
  }

  async deleteOwned(propertyId: string, limit: number): Promise<number> {
    let deleted = 0;
    for (const collection of ownedCollections) {
      const query = { collection, range: toIdRange(propertyId), limit };
      const documents = await this.#records.query(collection, (toName) => namesQuery(query, toName));
      const names = documents.flatMap(({ name }) => name ?? []);
      if (names.length > 0) await this.#records.removeAll(names);
      deleted += names.length;
    }
    return deleted;
  }

  close(): Promise<void> {
    return this.#records.close();
  }
}

function besideBuyer(buyer: BuyerRecord | undefined): BesideStep | undefined {
  return buyer && { put: { collection: 'buyers', record: buyer } };
}
