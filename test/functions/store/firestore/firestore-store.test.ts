// What is special about Firestore: it can be far away, deny access, and bills each call and each document.
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { StoreUnavailableError } from '../../../../functions/store/errors.ts';
import { connectToFirestore } from '../../../../functions/store/firestore/connection.ts';
import { FirestoreStore } from '../../../../functions/store/firestore/firestore-store.ts';
import { openFirestoreStore } from '../../../../functions/store/firestore/open-firestore-store.ts';
import type { Store } from '../../../../functions/store/store.ts';
import { callEverything } from '../call-everything.ts';
import { findEmulator, startEmulator } from '../emulator.ts';
import { newClick, newDeliveries, newEntry, newFullEntry, newProperty, newRefundEntry } from '../records.ts';
import { newBuyer } from '../small-records.ts';
import { failOnDamage, times } from '../store-under-test.ts';
import { recordCalls } from './record-calls.ts';

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

async function expectUnavailable(store: Store): Promise<void> {
  for (const [method, outcomes] of Object.entries(await callEverything(store))) {
    for (const outcome of outcomes) {
      expect(outcome, method).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailableError) });
    }
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
    await expectUnavailable(store);
    await store.close();
  });

  test('every method is unavailable where a server takes the connection and never answers', async () => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const store = await openAt(`127.0.0.1:${portOf(server.address())}`);
    await expectUnavailable(store);
    expect(sockets.length).toBeGreaterThan(0);
    await store.close();
    for (const socket of sockets) socket.destroy();
    server.close();
  });

  test('a new entry is one commit of one write, as the first look of a page needs it', async () => {
    const calls = await recordCalls((store) => store.createEntry(newFullEntry()));
    expect(calls.map(({ method, writes }) => [method, writes?.length])).toEqual([['commit', 1]]);
  });

  test('a new entry with its buyer is one commit of two writes', async () => {
    const entry = newEntry();
    const calls = await recordCalls((store) => store.createEntry(entry, newBuyer(entry)));
    expect(calls.map(({ method, writes }) => [method, writes?.length])).toEqual([['commit', 2]]);
  });

  test('a change of what this connection wrote itself is one commit, with a buyer too', async () => {
    const entry = newEntry();
    const calls = await recordCalls(async (store) => {
      await store.createEntry(entry);
      await store.changeEntry(entry);
      await store.changeEntry({ ...entry, version: 2 }, newBuyer(entry));
    });
    expect(calls.map(({ method, writes }) => [method, writes?.length])).toEqual([
      ['commit', 1],
      ['commit', 1],
      ['commit', 2],
    ]);
  });
});

describe('FirestoreStore and what it sends', () => {
  test('an erasure is one commit that changes the entry and removes its buyer', async () => {
    const entry = newEntry();
    const calls = await recordCalls(async (store) => {
      await store.createEntry(entry);
      await store.eraseBuyer({ ...entry, erasedAtMs: 1 });
    });
    const [, erasure] = calls;
    expect(calls.map(({ method }) => method)).toEqual(['commit', 'commit']);
    const [change, removal] = erasure?.writes ?? [];
    expect(change).toMatchObject({ currentDocument: { updateTime: { seconds: 1 } } });
    expect(change?.update?.name).toMatch(/\/entries\//);
    expect(removal).toEqual({ delete: change?.update?.name?.replace('/entries/', '/buyers/') });
  });

  test('lists that need no bodies ask for none', async () => {
    const calls = await recordCalls(async (store) => {
      await store.listChangedEntries({ sinceMs: 0, limit: 2 });
      await store.findEntryIdsByEmail({ propertyId: 'tt_shop', email: 'ada@example.com', limit: 2 });
      await store.deleteOwned('tt_shop', 2);
    });
    const asked = calls.flatMap(({ structuredQuery }) => structuredQuery?.select?.fields ?? []);
    expect(new Set(asked.map(({ fieldPath }) => fieldPath))).toEqual(
      new Set(['propertyId', 'changedAtMs', 'occurredAtMs', 'emailKey', '__name__']),
    );
    expect(calls.filter(({ structuredQuery }) => structuredQuery && !structuredQuery.select)).toEqual([]);
  });
});

describe.skipIf(skipped !== '')(`FirestoreStore on an emulator of its own${skipped}`, () => {
  test('every method is unavailable after the server went away', async () => {
    const emulator = await startEmulator(source);
    const store = await openAt(emulator.host);
    expect(await store.createProperty(newProperty())).toBe('created');
    await emulator.stop();
    await expectUnavailable(store);
    await store.close();
  });

  test('a question for what is due brings the documents that are due and no others', async () => {
    const emulator = await startEmulator(source);
    const { store, countRead } = await openCounting(emulator.host);
    const states = [
      { count: 40, changes: { state: 'sent' as const, dueAtMs: null } },
      { count: 20, changes: { dueAtMs: 5_000 } },
      { count: 6, changes: { dueAtMs: 500 } },
    ];
    for (const { count, changes } of states) {
      const entries = times(count).map((index) =>
        newRefundEntry({
          propertyId: index % 2 ? 'tt_first_shop' : 'tt_other_shop',
          resolution: { state: 'resolved' },
          deliveries: newDeliveries(changes),
        }),
      );
      await Promise.all(entries.map((entry) => store.createEntry(entry)));
    }
    expect(await store.findDueEntries({ nowMs: 1_000, limit: 100 }, failOnDamage)).toHaveLength(6);
    expect(countRead()).toBe(6);
    const ofOne = { nowMs: 1_000, limit: 100, propertyId: 'tt_first_shop' };
    expect(await store.findDueEntries(ofOne, failOnDamage)).toHaveLength(3);
    expect(countRead()).toBe(3);
    expect(await store.findDueEntries({ nowMs: 1_000, limit: 4 }, failOnDamage)).toHaveLength(4);
    expect(countRead()).toBe(4);
    expect(await store.findDueEntries({ nowMs: 100, limit: 100 }, failOnDamage)).toEqual([]);
    expect(countRead()).toBe(0);
    await store.close();
    await emulator.stop();
  });

  test('a page of a list brings its documents and no others, and a count of clicks none', async () => {
    const emulator = await startEmulator(source);
    const { store, countRead } = await openCounting(emulator.host);
    const propertyId = 'tt_first_shop';
    for (const index of times(20)) {
      const { refund } = newRefundEntry();
      const of = { propertyId: index % 2 ? propertyId : 'tt_other_shop', sessionId: `cs_test_${index % 4}` };
      const made = { ...refund, createdSeconds: 1_000 + index };
      await store.createEntry(newRefundEntry({ ...of, refund: made, firstSeenAtMs: 1_000 + index }));
      await store.createClick(newClick({ propertyId: of.propertyId, receivedAtMs: index }));
    }
    const time = { fromMs: 1_004_000, untilMs: 1_012_000 };
    expect(await store.listEntries({ propertyId, ...time, limit: 9 })).toHaveLength(4);
    expect(countRead()).toBe(4);
    expect(await store.listEntries({ propertyId, limit: 3 })).toHaveLength(3);
    expect(countRead()).toBe(3);
    expect(await store.listLaterEntries(propertyId, 'cs_test_1')).toHaveLength(5);
    expect(countRead()).toBe(5);
    expect(await store.listChangedEntries({ sinceMs: 1_018, limit: 9 })).toHaveLength(2);
    expect(countRead()).toBe(2);
    expect(await store.countClicks({ propertyId, fromMs: 4, untilMs: 12 })).toBe(4);
    expect(countRead()).toBe(0);
    await store.close();
    await emulator.stop();
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

/** A store at the emulator, and how many documents its questions brought. */
async function openCounting(firestoreEmulatorHost: string): Promise<{ store: Store; countRead: () => number }> {
  let read = 0;
  const connection = await connectToFirestore({
    database: '(default)',
    projectId: 'tilltag-reads',
    firestoreEmulatorHost,
  });
  const client = new Proxy(connection.client, {
    get(target, name) {
      if (name !== 'runQuery') return Reflect.get(target, name).bind(target);
      return async function* (...request: Parameters<typeof target.runQuery>) {
        for await (const answer of target.runQuery(...request)) {
          if (answer.document) read += 1;
          yield answer;
        }
      };
    },
  });
  const countRead = (): number => {
    const before = read;
    read = 0;
    return before;
  };
  return { store: new FirestoreStore({ ...connection, client }), countRead };
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.');
  return address.port;
}
