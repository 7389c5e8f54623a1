// The store on Firestore: each step is one write with a precondition, never a transaction.
import type { protos } from '@google-cloud/firestore-api';
import { LRUCache } from 'lru-cache';
import type { Click } from '../../rules/click.ts';
import type { Entry } from '../../rules/entry.ts';
import type { Property } from '../../rules/property.ts';
import { CorruptRecordError, StoreUnavailableError } from '../errors.ts';
import { parseClick, parseEntry, parseProperties, parseProperty, type StoredRecord } from '../parse-record.ts';
import { clickRecordId, type DamageListener, type Store, toLiveClick } from '../store.ts';
import type { Database, FirestoreConnection } from './connection.ts';
import { grpcStatus, grpcStatusOf, isDatabaseMissing, toStoreError } from './connection.ts';
import type { Collection, FirestoreDocument, StorableRecord, UpdateTime } from './documents.ts';
import { toDocumentId, toFields, toStoredRecord, toVersion } from './documents.ts';
import { withDeadline } from './with-deadline.ts';

type Write = protos.google.firestore.v1.IWrite;
type Versioned = StorableRecord & { id: string };

/**
 * Firestore can make a write depend on when the document was last written, not on a field of it. Every write of ours
 * raises the version, so a version of a document has exactly one such moment: it is remembered from the read or write
 * that showed it, and read again where it is not. A moment that is out of date makes the write fail, never pass.
 */
const rememberedMoments = 5_000;

/** Sorted by one field and by the name, for which Firestore's automatic indexes are enough. */
const structuredQuery = {
  from: [{ collectionId: 'properties' }],
  orderBy: [{ field: { fieldPath: 'createdAtMs' }, direction: 'ASCENDING' as const }],
};

/** The calls have deadlines of their own; this one holds where a step needs two calls, or waits for credentials. */
const wholeStepMs = 4_000;

/** The store in the database of a connection, which it closes. */
export class FirestoreStore implements Store {
  readonly kind = 'firestore';
  readonly #connection: FirestoreConnection;
  #isClosed = false;
  readonly #moments = new LRUCache<string, UpdateTime>({ max: rememberedMoments });

  constructor(connection: FirestoreConnection) {
    this.#connection = connection;
  }

  createProperty(property: Property): Promise<'created' | 'exists'> {
    return this.#create('properties', property);
  }

  findProperty(id: string): Promise<Property | undefined> {
    return this.#find('properties', id, parseProperty);
  }

  async listProperties(onDamaged?: DamageListener): Promise<Property[]> {
    const stored = await this.#step(async ({ name, callOptions }) => {
      const parent = `${name}/documents`;
      const records: StoredRecord[] = [];
      // Not listDocuments, whose second page of a sorted list the emulator cannot answer.
      for await (const { document } of this.#connection.client.runQuery({ parent, structuredQuery }, callOptions)) {
        if (document) records.push(toStoredRecord(document));
      }
      return records;
    });
    return parseProperties(stored, onDamaged);
  }

  changeProperty(property: Property): Promise<'changed' | 'conflict' | 'missing'> {
    return this.#change('properties', property);
  }

  deleteProperty(id: string): Promise<'deleted' | 'missing'> {
    return this.#step(async (database) => {
      const write = { delete: documentName(database, 'properties', id), currentDocument: { exists: true } };
      const { isRefused } = await this.#commit(database, write);
      return isRefused ? 'missing' : 'deleted';
    });
  }

  createEntry(entry: Entry): Promise<'created' | 'exists'> {
    return this.#create('entries', entry);
  }

  findEntry(id: string): Promise<Entry | undefined> {
    return this.#find('entries', id, parseEntry);
  }

  changeEntry(entry: Entry): Promise<'changed' | 'conflict' | 'missing'> {
    return this.#change('entries', entry);
  }

  createClick(click: Click): Promise<'created' | 'exists'> {
    return this.#create('clicks', click);
  }

  async findClick(propertyId: string, clickId: string, nowMs: number): Promise<Click | undefined> {
    return toLiveClick(await this.#find('clicks', clickRecordId(propertyId, clickId), parseClick), nowMs);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#connection.client.close();
  }

  #create(collection: Collection, record: Versioned): Promise<'created' | 'exists'> {
    return this.#step(async (database) => {
      const name = documentName(database, collection, record.id);
      const write = { update: { name, fields: toFields(record) }, currentDocument: { exists: false } };
      const { isRefused, moment } = await this.#commit(database, write);
      if (isRefused) return 'exists';
      // Clicks are many, and none is ever changed.
      if (collection !== 'clicks') this.#remember(name, record.version, moment);
      return 'created';
    });
  }

  #find<T>(collection: Collection, id: string, parse: (stored: StoredRecord) => T): Promise<T | undefined> {
    return this.#step(async (database) => {
      const name = documentName(database, collection, id);
      const document = await this.#read(database, name);
      if (document && collection !== 'clicks') this.#remember(name, toVersion(document), document.updateTime);
      return document && parse(toStoredRecord(document));
    });
  }

  #change(collection: Collection, record: Versioned): Promise<'changed' | 'conflict' | 'missing'> {
    return this.#step(async (database) => {
      const name = documentName(database, collection, record.id);
      const moment = this.#moments.get(momentKey(name, record.version));
      if (moment) {
        const changed = await this.#changeAt(database, name, record, moment);
        if (changed) return 'changed';
      }
      const current = await this.#read(database, name);
      if (!current) return 'missing';
      if (toVersion(current) !== record.version || !current.updateTime) return 'conflict';
      const changed = await this.#changeAt(database, name, record, current.updateTime);
      return changed ? 'changed' : 'conflict';
    });
  }

  async #changeAt(database: Database, name: string, record: Versioned, updateTime: UpdateTime): Promise<boolean> {
    const version = record.version + 1;
    const { isRefused, moment } = await this.#commit(database, {
      update: { name, fields: toFields({ ...record, version }) },
      currentDocument: { updateTime },
    });
    this.#moments.delete(momentKey(name, record.version));
    if (isRefused) return false;
    this.#remember(name, version, moment);
    return true;
  }

  async #read(database: Database, name: string): Promise<FirestoreDocument | undefined> {
    try {
      const [document] = await this.#connection.client.getDocument({ name }, database.callOptions);
      return document;
    } catch (error) {
      if (grpcStatusOf(error) === grpcStatus.notFound && !isDatabaseMissing(error)) return undefined;
      throw error;
    }
  }

  /** When the write was made, or that its condition did not hold. */
  async #commit({ name, callOptions }: Database, write: Write): Promise<{ isRefused: boolean; moment?: UpdateTime }> {
    try {
      const request = { database: name, writes: [write] };
      const [{ writeResults }] = await this.#connection.client.commit(request, callOptions);
      const moment = writeResults?.[0]?.updateTime;
      return moment ? { isRefused: false, moment } : { isRefused: false };
    } catch (error) {
      if (conditionStatuses.has(grpcStatusOf(error) ?? 0) && !isDatabaseMissing(error)) return { isRefused: true };
      throw error;
    }
  }

  #remember(name: string, version: number, moment: UpdateTime | null | undefined): void {
    if (moment) this.#moments.set(momentKey(name, version), moment);
  }

  async #step<T>(step: (database: Database) => Promise<T>): Promise<T> {
    // The client itself would connect anew if it was closed before its first call.
    if (this.#isClosed) throw new StoreUnavailableError('The Firestore store is closed.');
    try {
      return await withDeadline(this.#connection.findDatabase().then(step), wholeStepMs);
    } catch (error) {
      throw error instanceof CorruptRecordError ? error : toStoreError(error);
    }
  }
}

const conditionStatuses = new Set<number>([
  grpcStatus.notFound,
  grpcStatus.alreadyExists,
  grpcStatus.failedPrecondition,
]);

function documentName(database: Database, collection: Collection, id: string): string {
  return `${database.name}/documents/${collection}/${toDocumentId(id)}`;
}

function momentKey(name: string, version: number): string {
  return `${name}#${version}`;
}
