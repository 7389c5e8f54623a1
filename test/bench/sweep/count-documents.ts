// Counts the documents that a Firestore client hands out.
import type { FirestoreConnection } from '../../../functions/store/firestore/connection.ts';
import type { ReadCounts } from './read-counts.ts';

type Client = FirestoreConnection['client'];
type Ask = (...parts: unknown[]) => unknown;

/** The client, counting by collection. */
export function countDocuments(client: Client, counts: ReadCounts): Client {
  const count = (name: unknown): void => counts.add(String(name).split('/').at(-2) ?? '', 1);
  const getDocument = async (ask: Ask, parts: unknown[]): Promise<unknown> => {
    const answer = await ask(...parts);
    if (Array.isArray(answer)) count(answer[0]?.name);
    return answer;
  };
  const runQuery = async function* (ask: Ask, parts: unknown[]): AsyncGenerator<unknown> {
    // The client's promise is a stream of such answers.
    for await (const answer of ask(...parts) as AsyncIterable<{ document?: { name?: string } }>) {
      if (answer.document) count(answer.document.name);
      yield answer;
    }
  };
  return new Proxy(client, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      const ask: Ask = (...parts) => member.apply(target, parts);
      if (name === 'getDocument') return (...parts: unknown[]) => getDocument(ask, parts);
      return name === 'runQuery' ? (...parts: unknown[]) => runQuery(ask, parts) : ask;
    },
  });
}
