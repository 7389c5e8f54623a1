// What is special about Firestore: it can be far away, deny access, and needs an index for what it sorts by.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { StoreUnavailableError } from '../../../../functions/store/errors.ts';
import { connectToFirestore } from '../../../../functions/store/firestore/connection.ts';
import { toFields } from '../../../../functions/store/firestore/documents.ts';
import { FirestoreStore } from '../../../../functions/store/firestore/firestore-store.ts';
import { openFirestoreStore } from '../../../../functions/store/firestore/open-firestore-store.ts';
import type { Store } from '../../../../functions/store/store.ts';
import { findEmulator, startEmulator } from '../emulator.ts';
import { newClick, newEntry, newProperty } from '../records.ts';

const source = findEmulator();
const skipped = {
  startable: '',
  running: ' (skipped, it ends and configures the emulator: unset FIRESTORE_EMULATOR_HOST to let it start its own)',
  missing: source.kind === 'missing' ? ` (skipped, ${source.cure})` : '',
}[source.kind];
const sourceFolder = join(import.meta.dirname, '../../../../functions/store/firestore');

function openAt(firestoreEmulatorHost: string): Promise<Store> {
  return openFirestoreStore({ database: '(default)', projectId: 'tilltag-test', firestoreEmulatorHost });
}

function tryEverything(store: Store): Promise<PromiseSettledResult<unknown>[]> {
  const property = newProperty();
  const entry = newEntry();
  return Promise.allSettled([
    store.createProperty(property),
    store.findProperty(property.id),
    store.listProperties(),
    store.changeProperty(property),
    store.deleteProperty(property.id),
    store.createEntry(entry),
    store.findEntry(entry.id),
    store.changeEntry(entry),
    store.createClick(newClick()),
    store.findClick('tt_shop', 'click', 0),
  ]);
}

function expectUnavailable(outcomes: PromiseSettledResult<unknown>[]): void {
  expect(outcomes).toHaveLength(10);
  for (const outcome of outcomes) {
    expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailableError) });
  }
}

// At once, because most of them wait for a deadline.
describe.concurrent('FirestoreStore', () => {
  test('every method is unavailable where nobody listens', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const host = `127.0.0.1:${portOf(server.address())}`;
    server.close();
    await once(server, 'close');
    const store = await openAt(host);
    expectUnavailable(await tryEverything(store));
    await store.close();
  });

  test('every method is unavailable where a server takes the connection and never answers', async () => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const store = await openAt(`127.0.0.1:${portOf(server.address())}`);
    expectUnavailable(await tryEverything(store));
    expect(sockets.length).toBeGreaterThan(0);
    await store.close();
    for (const socket of sockets) socket.destroy();
    server.close();
  });

  test('each query sorts and filters by one field that is not exempt from indexing', async () => {
    const queries = await recordQueries();
    expect(queries).not.toEqual([]);
    const { indexes, fieldOverrides } = readIndexFile();
    expect(indexes).toEqual([]);
    for (const { from, where, orderBy } of queries) {
      expect(where).toBeUndefined();
      const sortedBy = orderBy?.map(({ field }) => field?.fieldPath) ?? [];
      expect(sortedBy.length).toBeLessThanOrEqual(1);
      const exempt = fieldOverrides.filter(({ collectionGroup }) => collectionGroup === from?.[0]?.collectionId);
      expect(exempt.map(({ fieldPath }) => fieldPath)).not.toContain(sortedBy[0]);
    }
  });

  test('what no query sorts by is exempt from indexing, because each index makes a write dearer', () => {
    const exempt = readIndexFile().fieldOverrides.map(
      ({ collectionGroup, fieldPath }) => `${collectionGroup}.${fieldPath}`,
    );
    expect(exempt).toEqual([
      ...['properties.body', 'properties.version', 'entries.body', 'entries.version'],
      ...['clicks.body', 'clicks.version', 'clicks.expireAt'],
    ]);
  });

  test('Firestore is told to remove clicks by the field that their documents have', () => {
    const policies = readIndexFile().fieldOverrides.filter(({ ttl }) => ttl);
    expect(policies).toMatchObject([{ collectionGroup: 'clicks', fieldPath: 'expireAt' }]);
    const { expireAt } = toFields(newClick({ expiresAtMs: 1_700_000_000_250 }));
    expect(expireAt).toEqual({ timestampValue: { seconds: 1_700_000_000, nanos: 250_000_000 } });
  });
});

describe.skipIf(skipped !== '')(`FirestoreStore on an emulator of its own${skipped}`, () => {
  test('every method is unavailable after the server went away', async () => {
    const emulator = await startEmulator(source);
    const store = await openAt(emulator.host);
    expect(await store.createProperty(newProperty())).toBe('created');
    await emulator.stop();
    expectUnavailable(await tryEverything(store));
    await store.close();
  });

  test('the rules let nobody in but the owner', async () => {
    const emulator = await startEmulator(source, [`--rules=${join(sourceFolder, 'firestore.rules')}`]);
    const store = await openAt(emulator.host);
    const property = newProperty();
    expect(await store.createProperty(property)).toBe('created');
    const path = `v1/projects/tilltag-test/databases/(default)/documents/properties/${property.id}`;
    const asOwner = await fetch(`http://${emulator.host}/${path}`, { headers: { authorization: 'Bearer owner' } });
    expect(asOwner.status).toBe(200);
    expect((await fetch(`http://${emulator.host}/${path}`)).status).toBe(403);
    expect((await fetch(`http://${emulator.host}/${path}`, { method: 'DELETE' })).status).toBe(403);
    expect(await store.findProperty(property.id)).toEqual(property);
    await store.close();
    await emulator.stop();
  });
});

interface RecordedQuery {
  from?: { collectionId?: string }[];
  where?: unknown;
  orderBy?: { field?: { fieldPath?: string } }[];
}

/** The queries that the store's methods send, caught before they leave. */
async function recordQueries(): Promise<RecordedQuery[]> {
  const queries: RecordedQuery[] = [];
  const connection = await connectToFirestore({
    database: '(default)',
    projectId: 'p',
    firestoreEmulatorHost: '127.0.0.1:1',
  });
  const client = new Proxy(connection.client, {
    get(target, name) {
      if (name === 'close') return () => target.close();
      return (request: { structuredQuery?: RecordedQuery }) => {
        if (request.structuredQuery) queries.push(request.structuredQuery);
        throw new Error('Caught.');
      };
    },
  });
  const store = new FirestoreStore({ ...connection, client });
  await tryEverything(store);
  await store.close();
  return queries;
}

interface IndexFile {
  indexes: unknown[];
  fieldOverrides: { collectionGroup: string; fieldPath: string; ttl?: boolean; indexes: unknown[] }[];
}

function readIndexFile(): IndexFile {
  return JSON.parse(readFileSync(join(sourceFolder, 'firestore.indexes.json'), 'utf8'));
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.');
  return address.port;
}
