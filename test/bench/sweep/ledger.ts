// A ledger of a chosen size on either database, whose reads are counted.

import type { Entry } from '../../../functions/rules/entry.ts';
import { connectToFirestore, type FirestoreConnection } from '../../../functions/store/firestore/connection.ts';
import { toDocumentId, toFields } from '../../../functions/store/firestore/documents.ts';
import { FirestoreStore } from '../../../functions/store/firestore/firestore-store.ts';
import { migrate } from '../../../functions/store/sqlite/migrate.ts';
import { defaultPatience } from '../../../functions/store/sqlite/retry-while-busy.ts';
import { SqliteStore } from '../../../functions/store/sqlite/sqlite-store.ts';
import type { Store } from '../../../functions/store/store.ts';
import type { FirestoreEmulator } from '../servers/firestore.ts';
import { countDocuments } from './count-documents.ts';
import { CountedDatabase } from './counted-database.ts';
import { ReadCounts } from './read-counts.ts';

export interface Ledger {
  store: Store;
  reads: ReadCounts;
  /** Writes entries that are new, many at once. */
  fill(entries: readonly Entry[]): Promise<void>;
  /** What there is to say of how entries were found. */
  listPlans(): string[];
  stop(): Promise<void>;
}

/** A ledger in a new SQLite file. */
export function openSqliteLedger(path: string): Ledger {
  const reads = new ReadCounts();
  const database = new CountedDatabase(path, reads);
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = FULL');
  migrate(database);
  const store = new SqliteStore(database, defaultPatience);
  return {
    store,
    reads,
    async fill(entries) {
      await Promise.all(entries.map((entry) => store.createEntry(entry)));
    },
    listPlans: () => database.listPlans('entries').map((plan) => `SQLite says: ${plan}`),
    stop: () => store.close(),
  };
}

/** A ledger in a project of its own in the emulator. */
export async function openFirestoreLedger({ host }: FirestoreEmulator, projectId: string): Promise<Ledger> {
  const location = { database: '(default)', projectId, firestoreEmulatorHost: host };
  const reads = new ReadCounts();
  const connection = await connectToFirestore(location);
  const store = new FirestoreStore({ ...connection, client: countDocuments(connection.client, reads) });
  return {
    store,
    reads,
    fill: (entries) => commit(connection, entries),
    listPlans: () => [
      'the emulator looks through all entries at each question, which takes time that Firestore’s index does not',
    ],
    stop: () => store.close(),
  };
}

async function commit({ client, findDatabase }: FirestoreConnection, entries: readonly Entry[]): Promise<void> {
  const { name: database, callOptions } = await findDatabase();
  const writes = entries.map((record) => ({
    update: {
      name: `${database}/documents/entries/${toDocumentId(record.id)}`,
      fields: toFields({ collection: 'entries', record }),
    },
  }));
  await client.commit({ database, writes }, callOptions);
}
