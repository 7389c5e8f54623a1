// The steps that all kinds of records share on Firestore: each is one write with a precondition, never a transaction.
import type { protos } from '@google-cloud/firestore-api';
import { LRUCache } from 'lru-cache';
import { CorruptRecordError, StoreUnavailableError } from '../errors.ts';
import type { RecordParser } from '../parse-record.ts';
import type { Database, FirestoreConnection } from './connection.ts';
import { grpcStatus, grpcStatusOf, isDatabaseMissing, toStoreError } from './connection.ts';
import type { CollectedRecord, Collection, FirestoreDocument, UpdateTime, VersionedRecord } from './documents.ts';
import { toDocumentId, toFields, toNextVersion, toStoredRecord, toVersion } from './documents.ts';
import type { StructuredQuery } from './query-parts.ts';
import { withDeadline } from './with-deadline.ts';

type Write = protos.google.firestore.v1.IWrite;

/**
 * Firestore can make a write depend on when the document was last written, not on a field of it. Every write of ours
 * raises the version, so a version of a document has exactly one such moment: it is remembered from the read or write
 * that showed it, and read again where it is not. A moment that is out of date makes the write fail, never pass.
 */
const rememberedMoments = 5_000;

/** The calls have deadlines of their own; this one holds where a step needs two calls, or waits for credentials. */
const wholeStepMs = 4_000;

/** What is done in one step with another write: a record is put or removed, whatever was there. */
export type BesideStep = { put: CollectedRecord } | { remove: { collection: Collection; id: string } };

/** The records in the database of a connection. Every step rejects with `StoreUnavailableError`. */
export class FirestoreRecords {
  readonly #connection: FirestoreConnection;
  #isClosed = false;
  readonly #moments = new LRUCache<string, UpdateTime>({ max: rememberedMoments });

  constructor(connection: FirestoreConnection) {
    this.#connection = connection;
  }

  /** Creates the record, and does what is `beside` in the same step; either both are done or neither. */
  create(collected: CollectedRecord, beside?: BesideStep): Promise<'created' | 'exists'> {
    return this.#step(async (database) => {
      const name = documentName(database, collected.collection, collected.record.id);
      const write = { update: { name, fields: toFields(collected) }, currentDocument: { exists: false } };
      const { isRefused, moment } = await this.#commit(database, [write, ...toWrites(database, beside)]);
      if (isRefused) return 'exists';
      this.#remember(collected.collection, name, toVersion(write.update), moment);
      return 'created';
    });
  }

  /** Rejects with `CorruptRecordError` as well. */
  find<T>(collection: Collection, id: string, { parse }: RecordParser<T>): Promise<T | undefined> {
    return this.#step(async (database) => {
      const name = documentName(database, collection, id);
      const document = await this.#read(database, name);
      if (document) this.#remember(collection, name, toVersion(document), document.updateTime);
      return document && parse(toStoredRecord(document));
    });
  }

  /** Writes the record's next version, and does what is `beside` in the same step; either both are done or neither. */
  change(collected: VersionedRecord, beside?: BesideStep): Promise<'changed' | 'conflict' | 'missing'> {
    return this.#step(async (database) => {
      const name = documentName(database, collected.collection, collected.record.id);
      const { version } = collected.record;
      const changeAt = (updateTime: UpdateTime): Promise<boolean> =>
        this.#changeAt(database, { name, collected, beside, updateTime });
      const moment = this.#moments.get(momentKey(name, version));
      if (moment && (await changeAt(moment))) return 'changed';
      const current = await this.#read(database, name);
      if (!current) return 'missing';
      if (toVersion(current) !== version || !current.updateTime) return 'conflict';
      return (await changeAt(current.updateTime)) ? 'changed' : 'conflict';
    });
  }

  /** Writes the record, whatever was there. */
  put(collected: CollectedRecord): Promise<void> {
    return this.#step(async (database) => {
      await this.#commit(database, toWrites(database, { put: collected }));
    });
  }

  delete(collection: Collection, id: string): Promise<'deleted' | 'missing'> {
    return this.#step(async (database) => {
      const write = { delete: documentName(database, collection, id), currentDocument: { exists: true } };
      const { isRefused } = await this.#commit(database, [write]);
      return isRefused ? 'missing' : 'deleted';
    });
  }

  /** Removes the record as it is now, if `isWanted` says so of it; of several who do, one removes it. Rejects with `CorruptRecordError` as well. */
  take<T>(
    collection: Collection,
    id: string,
    { parse, isWanted }: { parse: RecordParser<T>['parse']; isWanted: (record: T) => boolean },
  ): Promise<'taken' | 'missing'> {
    return this.#step(async (database) => {
      const name = documentName(database, collection, id);
      const document = await this.#read(database, name);
      if (!(document?.updateTime && isWanted(parse(toStoredRecord(document))))) return 'missing';
      const write = { delete: name, currentDocument: { updateTime: document.updateTime } };
      const { isRefused } = await this.#commit(database, [write]);
      return isRefused ? 'missing' : 'taken';
    });
  }

  /** Removes the documents of these names, all or none. */
  removeAll(names: readonly string[]): Promise<void> {
    return this.#step(async (database) => {
      await this.#commit(
        database,
        names.map((name) => ({ delete: name })),
      );
    });
  }

  /** How many documents a question finds, without reading them. */
  count(structuredQuery: StructuredQuery): Promise<number> {
    return this.#step(async (database) => {
      const request = {
        parent: `${database.name}/documents`,
        structuredAggregationQuery: { structuredQuery, aggregations: [{ alias: 'count', count: {} }] },
      };
      const answers = this.#connection.client.runAggregationQuery(request, database.callOptions);
      let count = 0;
      for await (const { result } of answers) count += Number(result?.aggregateFields?.['count']?.integerValue ?? 0);
      return count;
    });
  }

  /** The documents that a question finds. `toQuery` is told how a document of a collection is named in whole. */
  query(
    collection: Collection,
    toQuery: (toName: (id: string) => string) => StructuredQuery,
  ): Promise<FirestoreDocument[]> {
    return this.#step(async (database) => {
      const parent = `${database.name}/documents`;
      const structuredQuery = toQuery((id) => documentName(database, collection, id));
      const documents: FirestoreDocument[] = [];
      // Not listDocuments, whose second page of a sorted list the emulator cannot answer.
      const answers = this.#connection.client.runQuery({ parent, structuredQuery }, database.callOptions);
      for await (const { document } of answers) {
        if (!document) continue;
        documents.push(document);
        this.#remember(collection, document.name, toVersion(document), document.updateTime);
      }
      return documents;
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#connection.client.close();
  }

  async #changeAt(database: Database, { name, collected, beside, updateTime }: ChangeAt): Promise<boolean> {
    const fields = toFields(toNextVersion(collected));
    const write = { update: { name, fields }, currentDocument: { updateTime } };
    const { isRefused, moment } = await this.#commit(database, [write, ...toWrites(database, beside)]);
    this.#moments.delete(momentKey(name, collected.record.version));
    if (isRefused) return false;
    this.#remember(collected.collection, name, toVersion({ fields }), moment);
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

  /** When the first write was made, or that its condition did not hold and nothing was written. */
  async #commit(
    { name, callOptions }: Database,
    writes: Write[],
  ): Promise<{ isRefused: boolean; moment?: UpdateTime }> {
    try {
      const [{ writeResults }] = await this.#connection.client.commit({ database: name, writes }, callOptions);
      const moment = writeResults?.[0]?.updateTime;
      return moment ? { isRefused: false, moment } : { isRefused: false };
    } catch (error) {
      if (conditionStatuses.has(grpcStatusOf(error) ?? 0) && !isDatabaseMissing(error)) return { isRefused: true };
      throw error;
    }
  }

  #remember(
    collection: Collection,
    name: string | null | undefined,
    version: number | undefined,
    moment: UpdateTime | null | undefined,
  ): void {
    // Clicks are many, and none is ever changed.
    if (!name || version === undefined || !moment || collection === 'clicks') return;
    this.#moments.set(momentKey(name, version), moment);
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

interface ChangeAt {
  name: string;
  collected: VersionedRecord;
  beside: BesideStep | undefined;
  updateTime: UpdateTime;
}

const conditionStatuses = new Set<number>([
  grpcStatus.notFound,
  grpcStatus.alreadyExists,
  grpcStatus.failedPrecondition,
]);

/** The write without a condition, where there is one. */
function toWrites(database: Database, beside: BesideStep | undefined): Write[] {
  if (beside === undefined) return [];
  if ('put' in beside) {
    const { collection, record } = beside.put;
    return [{ update: { name: documentName(database, collection, record.id), fields: toFields(beside.put) } }];
  }
  return [{ delete: documentName(database, beside.remove.collection, beside.remove.id) }];
}

function documentName(database: Database, collection: Collection, id: string): string {
  return `${database.name}/documents/${collection}/${toDocumentId(id)}`;
}

function momentKey(name: string, version: number): string {
  return `${name}#${version}`;
}
