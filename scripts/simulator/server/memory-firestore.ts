// Firestore in memory: documents, merges, queries and transactions that notice when others wrote in between.
//
// It proves what a template reads and writes. Indexes, sizes, value types such as timestamps, and rights are Google's to check.
import { copyDataObject } from '../sandbox/copy-data.ts';
import { isPlainObject } from '../sandbox/plain-object.ts';
import { setOwn } from '../sandbox/set-own.ts';
import type { FirestoreDocument, FirestorePlace, FirestoreStore } from './firestore-store.ts';
import { meetsCondition } from './meets-condition.ts';

type Data = Record<string, unknown>;

/** The project that a template gets when it names none, as the variable of this name says on a real server. */
export const defaultProjectId = 'GOOGLE_CLOUD_PROJECT';

/** The database that a template gets when it names none. */
export const defaultDatabaseId = '(default)';

interface Stored {
  readonly data: Data;
  readonly version: number;
}

interface Transaction {
  /** The version of each document when it was read; 0 for one that was not there. */
  readonly reads: Map<string, number>;
  readonly writes: { readonly key: string; readonly data: Data; readonly isMerge: boolean }[];
}

/** The database, with a view of its documents for tests. */
export interface MemoryFirestore extends FirestoreStore {
  /** The documents of the default database of the default project, by path. */
  documents(): Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

function keyOf({ projectId, databaseId, path }: FirestorePlace): string {
  return `${projectId}/${databaseId}/${path}`;
}

const defaultPrefix = `${defaultProjectId}/${defaultDatabaseId}/`;

function idOf(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}

/** Maps are merged key by key; everything else, lists too, is replaced. */
function merge(target: Data, source: Data): Data {
  const merged = { ...target };
  for (const [key, value] of Object.entries(source)) {
    const existing = Object.hasOwn(merged, key) ? merged[key] : undefined;
    setOwn(merged, key, isPlainObject(existing) && isPlainObject(value) ? merge(existing, value) : value);
  }
  return merged;
}

/** A database that holds these documents, by path, in the default project. */
export function createMemoryFirestore(initial: Readonly<Record<string, Readonly<Data>>> = {}): MemoryFirestore {
  const stored = new Map<string, Stored>();
  const transactions = new Map<string, Transaction>();
  let versions = 0;
  let newIds = 0;

  function put(key: string, data: Data, isMerge: boolean): void {
    const existing = stored.get(key)?.data;
    stored.set(key, { data: isMerge && existing ? merge(existing, data) : data, version: ++versions });
  }

  function note(key: string, transaction: string | undefined): void {
    const reads = transaction === undefined ? undefined : transactions.get(transaction)?.reads;
    if (reads?.has(key) === false) {
      reads.set(key, stored.get(key)?.version ?? 0);
    }
  }

  function toDocument(key: string): FirestoreDocument | undefined {
    const found = stored.get(key);
    return found && { id: idOf(key), data: copyDataObject(found.data) };
  }

  for (const [path, data] of Object.entries(initial)) {
    put(`${defaultPrefix}${path}`, copyDataObject(data), false);
  }

  return {
    documents: () =>
      Object.fromEntries(
        [...stored]
          .filter(([key]) => key.startsWith(defaultPrefix))
          .map(([key, { data }]) => [key.slice(defaultPrefix.length), data]),
      ),
    read: async (place, transaction) => {
      note(keyOf(place), transaction);
      return toDocument(keyOf(place));
    },
    write: async (place, input, { isMerge, transaction }) => {
      const isCollection = place.path.split('/').length % 2 === 1;
      const key = isCollection ? `${keyOf(place)}/auto-id-${++newIds}` : keyOf(place);
      const data = copyDataObject(input);
      const running = transaction === undefined ? undefined : transactions.get(transaction);
      if (running) {
        running.writes.push({ key, data, isMerge });
      } else {
        put(key, data, isMerge);
      }
      return idOf(key);
    },
    query: async (place, conditions, limit, transaction) => {
      const prefix = `${keyOf(place)}/`;
      const keys = [...stored]
        .filter(([key]) => key.startsWith(prefix) && !key.slice(prefix.length).includes('/'))
        .filter(([, { data }]) => conditions.every((condition) => meetsCondition(data, condition)))
        .map(([key]) => key)
        .sort()
        .slice(0, limit);
      return keys.flatMap((key) => {
        note(key, transaction);
        return toDocument(key) ?? [];
      });
    },
    begin: () => {
      const id = `transaction-${transactions.size + 1}`;
      transactions.set(id, { reads: new Map(), writes: [] });
      return id;
    },
    commit: async (id) => {
      const { reads, writes } = transactions.get(id) ?? { reads: new Map<string, number>(), writes: [] };
      if ([...reads].some(([key, version]) => (stored.get(key)?.version ?? 0) !== version)) {
        return undefined;
      }
      for (const { key, data, isMerge } of writes) {
        put(key, data, isMerge);
      }
      return writes.map(({ key }) => idOf(key));
    },
  };
}
