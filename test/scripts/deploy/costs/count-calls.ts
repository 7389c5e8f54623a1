// Counts what a Firestore client is charged for, as https://cloud.google.com/firestore/pricing says it.
import type { FirestoreConnection } from '../../../../functions/store/firestore/connection.ts';

type Client = FirestoreConnection['client'];
type Ask = (...parts: unknown[]) => unknown;

/** What was counted so far. */
export interface Counted {
  reads: number;
  writes: number;
  deletes: number;
  calls: number;
  stripe: number;
  sends: number;
  /** Bytes of the last entry that was written. */
  entryBytes: number;
}

interface Commit {
  writes?: { delete?: string | null; update?: { name?: string | null; fields?: unknown } | null }[];
}

/** The client, adding to `counted`. A question that finds nothing is charged like one document. */
export function countCalls(client: Client, counted: Counted): Client {
  const asked = {
    async getDocument(ask: Ask, parts: unknown[]) {
      counted.reads += 1;
      return await ask(...parts);
    },
    async commit(ask: Ask, parts: unknown[]) {
      // The store asks the generated client with requests of this shape alone.
      const { writes = [] } = parts[0] as Commit;
      const answer = await ask(...parts);
      for (const { delete: removed, update } of writes) {
        counted[removed ? 'deletes' : 'writes'] += 1;
        if (update?.name?.includes('/entries/')) counted.entryBytes = Buffer.byteLength(JSON.stringify(update.fields));
      }
      return answer;
    },
    runQuery: countAnswers,
    runAggregationQuery: countAnswers,
  };
  async function* countAnswers(ask: Ask, parts: unknown[]): AsyncGenerator<unknown> {
    let documents = 0;
    // The client's promise is a stream of such answers.
    for await (const answer of ask(...parts) as AsyncIterable<{ document?: unknown }>) {
      if (answer.document) documents += 1;
      yield answer;
    }
    counted.reads += Math.max(1, documents);
  }
  return new Proxy(client, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      const ask: Ask = (...parts) => member.apply(target, parts);
      if (typeof name !== 'string' || !Object.hasOwn(asked, name)) return ask;
      const count: unknown = Reflect.get(asked, name);
      if (typeof count !== 'function') return ask;
      return (...parts: unknown[]) => {
        counted.calls += 1;
        return count(ask, parts);
      };
    },
  });
}
