// Firestore as a server template reaches it: what the APIs ask of any database, real or in memory.

/** Where a document or a collection is. */
export interface FirestorePlace {
  readonly projectId: string;
  readonly databaseId: string;
  /** Collection and document ids in turn, joined by `/`. */
  readonly path: string;
}

/** A document as the sandbox sees it. */
export interface FirestoreDocument {
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** `[field path, operator, expected value]`. */
export type FirestoreCondition = readonly [string, string, unknown];

/** How a write treats what is there, and the transaction it belongs to. */
export interface FirestoreWriteOptions {
  readonly isMerge: boolean;
  readonly transaction: string | undefined;
}

/** A database. A rejection reaches the template as it is. */
export interface FirestoreStore {
  /** Undefined when there is no such document. */
  read(place: FirestorePlace, transaction?: string): Promise<FirestoreDocument | undefined>;
  /** The document's id; a collection gets a document with a new id. */
  write(
    place: FirestorePlace,
    data: Readonly<Record<string, unknown>>,
    options: FirestoreWriteOptions,
  ): Promise<string>;
  /** At most `limit` documents that meet every condition. */
  query(
    place: FirestorePlace,
    conditions: readonly FirestoreCondition[],
    limit: number,
    transaction?: string,
  ): Promise<readonly FirestoreDocument[]>;
  /** A new transaction's id. */
  begin(): string;
  /** The ids of what the transaction wrote; undefined when something it had read was changed meanwhile. */
  commit(transaction: string): Promise<readonly string[] | undefined>;
}
