// Where the database of a run lies: a file in a folder of its own, or a project on the emulator behind a wire that can be cut.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../../functions/store/open-store.ts';
import type { Store } from '../../../functions/store/store.ts';
import { findEmulator, startEmulator } from '../../functions/store/emulator.ts';
import { type Scenario, ScenarioObstacle } from '../scenario.ts';
import { openRoom, type Room } from './room.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

export interface StorePlace {
  /** As TILLTAG_STORE names it. */
  location: string;
  /** What the functions need in their environment to find it. */
  environment: Record<string, string>;
  /** What of it depends on this machine, in words; empty where nothing does. */
  note: string;
  /** For whoever looks from outside: nothing stands between. */
  open(): Promise<Store>;
  /** The SQLite file; throws a TypeError on Firestore. */
  file(): string;
  /** The wire to Firestore; throws a TypeError on SQLite. */
  wire(): TcpProxy;
  /** What the file has room in; throws a TypeError where none was asked for. */
  room(): Room;
  close(): Promise<void>;
}

/** An empty database. Rejects with ScenarioObstacle where this machine has none. */
export async function openStorePlace({ store, needsRoom }: Scenario): Promise<StorePlace> {
  return store === 'sqlite' ? openSqlitePlace(needsRoom === true) : await openFirestorePlace();
}

function openSqlitePlace(needsRoom: boolean): StorePlace {
  const folder = mkdtempSync(join(tmpdir(), 'tilltag-chaos-'));
  let room: Room | undefined;
  const file = join(folder, 'tilltag.db');
  const remove = (): void => {
    room?.close();
    rmSync(folder, { recursive: true, force: true });
  };
  // Ctrl-C must leave nothing behind.
  process.once('exit', remove);
  try {
    room = needsRoom ? openRoom(folder) : undefined;
  } catch (error) {
    process.off('exit', remove);
    remove();
    throw error;
  }
  return {
    location: `sqlite:${file}`,
    environment: {},
    note: room?.way ?? '',
    open: () => openStore(`sqlite:${file}`),
    file: () => file,
    wire: fail,
    room: () => room ?? fail(),
    async close() {
      process.off('exit', remove);
      remove();
    },
  };
}

async function openFirestorePlace(): Promise<StorePlace> {
  const source = findEmulator();
  if (source.kind === 'missing') throw new ScenarioObstacle(source.cure);
  const emulator = await startEmulator(source);
  const proxy = await startTcpProxy(emulator.host);
  const projectId = `tilltag-chaos-${process.pid}-${Date.now()}`;
  return {
    location: 'firestore',
    environment: { FIRESTORE_EMULATOR_HOST: proxy.host, GOOGLE_CLOUD_PROJECT: projectId },
    note: '',
    open: () => openStore('firestore', { projectId, firestoreEmulatorHost: emulator.host }),
    file: fail,
    wire: () => proxy,
    room: fail,
    async close() {
      await proxy.close();
      await emulator.stop();
    },
  };
}

function fail(): never {
  throw new TypeError('The database of this scenario has no such thing.');
}
