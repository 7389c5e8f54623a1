// The store on Firestore: which record is in which collection, and which question finds it.
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
  tallyParser,
  watermarkParser,
} from '../parse-record.ts';
import { clickRecordId, type DamageListener, type DueQuery, joinKey, type Store, toLive } from '../store.ts';
import type { FirestoreConnection } from './connection.ts';
import { type CollectedRecord, toDuePosition, toStoredRecord } from './documents.ts';
import { dueQuery, joinQuery, propertiesQuery, talliesQuery, troubledQuery } from './queries.ts';
import { FirestoreRecords } from './records.ts';

/** The store in the database of a connection, which it closes. */
export class FirestoreStore implements Store {
  readonly kind = 'firestore';
  readonly #records: FirestoreRecords;

  constructor(connection: FirestoreConnection) {
    this.#records = new FirestoreRecords(connection);
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
    return this.#records.create({ collection: 'entries', record: entry }, collectBuyer(buyer));
  }

  findEntry(id: string): Promise<Entry | undefined> {
    return this.#records.find('entries', id, entryParser);
  }

  changeEntry(entry: Entry, buyer?: BuyerRecord): Promise<'changed' | 'conflict' | 'missing'> {
    return this.#records.change({ collection: 'entries', record: entry }, collectBuyer(buyer));
  }

  async findSessionEntry(propertyId: string, reference: string): Promise<SessionEntry | undefined> {
    const key = joinKey(propertyId, reference);
    const [document] = await this.#records.query('entries', () => joinQuery(key));
    return document && parseJoinedEntry(toStoredRecord(document), key);
  }

  findDueEntries({ nowMs, untilMs = nowMs, limit, propertyId }: DueQuery, onDamaged: DamageListener): Promise<Entry[]> {
    return collectDueEntries(
      limit,
      async (count, after) => {
        const documents = await this.#records.query('entries', (toName) =>
          dueQuery({ untilMs, count, propertyId, after }, toName),
        );
        const last = documents.at(-1);
        return { stored: documents.map(toStoredRecord), end: last && toDuePosition(last) };
      },
      onDamaged,
    );
  }

  async findTroubledEntries(propertyId: string, limit: number, onDamaged?: DamageListener): Promise<Entry[]> {
    const documents = await this.#records.query('entries', () => troubledQuery(propertyId, limit));
    return parseRecords(documents.map(toStoredRecord), entryParser, onDamaged);
  }

  async findBuyer(entryId: string, nowMs: number): Promise<BuyerRecord | undefined> {
    return toLive(await this.#records.find('buyers', entryId, buyerParser), nowMs);
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

  createClick(click: Click): Promise<'created' | 'exists'> {
    return this.#records.create({ collection: 'clicks', record: click });
  }

  async findClick(propertyId: string, clickId: string, nowMs: number): Promise<Click | undefined> {
    return toLive(await this.#records.find('clicks', clickRecordId(propertyId, clickId), clickParser), nowMs);
  }

  close(): Promise<void> {
    return this.#records.close();
  }
}

function collectBuyer(buyer: BuyerRecord | undefined): CollectedRecord | undefined {
  return buyer && { collection: 'buyers', record: buyer };
}
