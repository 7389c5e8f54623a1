// A Firestore store that talks to nobody: what it would send is written down, and answered so that it goes on asking.
import { connectToFirestore } from '../../../../functions/store/firestore/connection.ts';
import type { FirestoreDocument } from '../../../../functions/store/firestore/documents.ts';
import { FirestoreStore } from '../../../../functions/store/firestore/firestore-store.ts';
import type { StructuredQuery } from '../../../../functions/store/firestore/query-parts.ts';
import type { Store } from '../../../../functions/store/store.ts';

/** One call of the client: its method and what it was given. */
export interface RecordedCall {
  method: string;
  structuredQuery?: StructuredQuery;
  /** A question that only counts. */
  structuredAggregationQuery?: { structuredQuery: StructuredQuery };
  writes?: { update?: FirestoreDocument; delete?: string; currentDocument?: object }[];
}

/** The calls that `use` makes a store send. No document exists, each write is done, each list is full of damaged documents. */
export async function recordCalls(use: (store: Store) => Promise<unknown>): Promise<RecordedCall[]> {
  const calls: RecordedCall[] = [];
  const nowhere = { database: '(default)', projectId: 'p', firestoreEmulatorHost: '127.0.0.1:1' };
  const connection = await connectToFirestore(nowhere);
  const client = new Proxy(connection.client, {
    get(target, name) {
      if (name === 'close') return () => target.close();
      return (request: Omit<RecordedCall, 'method'>) => {
        calls.push({ ...request, method: String(name) });
        return answer(String(name), request);
      };
    },
  });
  const store = new FirestoreStore({ ...connection, client });
  await use(store);
  await store.close();
  return calls;
}

function answer(method: string, { structuredQuery, writes }: Omit<RecordedCall, 'method'>): unknown {
  if (method === 'getDocument') return Promise.reject(Object.assign(new Error('No such document.'), { code: 5 }));
  if (method === 'commit')
    return Promise.resolve([{ writeResults: writes?.map(() => ({ updateTime: { seconds: 1 } })) }]);
  if (method === 'runAggregationQuery') return countNone();
  return structuredQuery ? listDamaged(structuredQuery) : Promise.reject(new Error('Nobody answers this.'));
}

async function* listDamaged({ limit, startAt }: StructuredQuery): AsyncGenerator<{ document: FirestoreDocument }> {
  const count = startAt ? 0 : (limit?.value ?? 1);
  for (let index = 0; index < count; index += 1) {
    const name = `projects/p/databases/(default)/documents/entries/damaged_${index}`;
    yield { document: { name, fields: { dueAtMs: { integerValue: '5' }, occurredAtMs: { integerValue: '5' } } } };
  }
}

async function* countNone(): AsyncGenerator<object> {
  yield { result: { aggregateFields: { count: { integerValue: '0' } } } };
}
