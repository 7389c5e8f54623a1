// The steps that all kinds of records share on Firestore: each is one write with a precondition, never a transaction.
import type { protos } from '@google-cloud/firestore-api';
import { LRUCache } from 'lru-cache';
import { CorruptRecordError, StoreUnavailableError } from '../errors.ts';
import type { RecordParser } from '../parse-record.ts';
import type { Database, FirestoreConnection } from './connection.ts';
import { grpcStatus, grpcStatusOf, isDatabaseMissing, toStoreError } from './connection.ts';
import type { CollectedRecord, Collection, FirestoreDocument, UpdateTime, VersionedRecord } from './documents.ts';
import { toDocumentId, toFields, toNextVersion, toStoredRecord, toVersion } from './documents.ts';
import type { StructuredQuery } from './queries.ts';
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

/** The records in the database of a connection. Every step rejects with `StoreUnavailableError`. */
export class FirestoreRecords {
  readonly #connection: FirestoreConnection;
  #isClosed = false;
  readonly #moments = new LRUCache<string, UpdateTime>({ max: rememberedMoments });

  constructor(connection: FirestoreConnection) {
    this.#connection = connection;
  }

  /** Creates the record, and puts `beside` in the same step; either both are written or neither. */
  create(collected: CollectedRecord, beside?: CollectedRecord): Promise<'created' | 'exists'> {
    return this.#step(async (database) => {
      const name = documentName(database, collected.collection, collected.record.id);
      const write = { update: { name, fields: toFields(collected) }, currentDocument: { exists: false } };
      const { isRefused, moment } = await this.#commit(database, [write, ...toPuts(database, beside)]);
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

  /** Writes the record's next version, and puts `beside` in the same step; either both are written or neither. */
  change(collected: VersionedRecord, beside?: CollectedRecord): Promise<'changed' | 'conflict' | 'missing'> {
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
      await this.#commit(database, toPuts(database, collected));
    });
  }

  delete(collection: Collection, id: string): Promise<'deleted' | 'missing'> {
    return this.#step(async (database) => {
      const write = { delete: documentName(database, collection, id), currentDocument: { exists: true } };
      const { isRefused } = await this.#commit(database, [write]);
      return isRefused ? 'missing' : 'deleted';
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
    const { isRefused, moment } = await this.#commit(database, [write, ...toPuts(database, beside)]);
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
  beside: CollectedRecord | undefined;
  updateTime: UpdateTime;
}

const conditionStatuses = new Set<number>([
  grpcStatus.notFound,
  grpcStatus.alreadyExists,
  grpcStatus.failedPrecondition,
]);

/** The write of a record without a condition, where there is one. */
function toPuts(database: Database, collected: CollectedRecord | undefined): Write[] {
  if (collected === undefined) return [];
  const name = documentName(database, collected.collection, collected.record.id);
  return [{ update: { name, fields: toFields(collected) } }];
}

function documentName(database: Database, collection: Collection, id: string): string {
  return `${database.name}/documents/${collection}/${toDocumentId(id)}`;
}

function momentKey(name: string, version: number): string {
  return `${name}#${version}`;
}
