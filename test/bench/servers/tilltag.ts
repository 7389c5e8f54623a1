// The functions under test: a store with the made-up shops, and the environment that a process of ours runs in.
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { type BenchContext, keep } from '../bench.ts';
import { addProperties, type ShopsWish } from './add-properties.ts';
import type { FirestoreEmulator } from './firestore.ts';
import { type ServerProcess, startServer } from './start-server.ts';

const root = path.dirname(path.dirname(path.dirname(import.meta.dirname)));

/** What a server needs of whoever starts it. */
type TilltagRoom = Pick<BenchContext, 'folder' | 'onEnd'>;

/** Where a server of ours keeps its data and finds Stripe. */
export interface TilltagPlace {
  /** Names its database file and its log. */
  name: string;
  /** SQLite in the bench's folder without one. */
  emulator?: FirestoreEmulator;
  stripeOrigin: string;
  /** How its shops are set up, `pages` unless given. */
  kind?: ShopsWish['kind'];
  /** How many shops, and whose; see there. */
  shops?: Omit<ShopsWish, 'kind'>;
}

/** Fills the store of that place with the shops and answers with the environment of a server on it. */
export async function prepareTilltag(context: TilltagRoom, place: TilltagPlace): Promise<Record<string, string>> {
  const { name, emulator, stripeOrigin, kind = 'pages', shops } = place;
  const location = emulator ? 'firestore' : `sqlite:${path.join(context.folder, `${name}.db`)}`;
  const keys = `bench:${randomBytes(32).toString('base64')}`;
  await addProperties(location, keys, {
    kind,
    ...shops,
    ...(emulator && { projectId: emulator.projectId, firestoreEmulatorHost: emulator.host }),
  });
  return {
    TILLTAG_STORE: location,
    TILLTAG_KEYS: keys,
    STRIPE_API_BASE: stripeOrigin,
    TRUSTED_HOPS: '1',
    ...emulator?.env,
  };
}

/** How a server of ours is started. */
interface StartOptions {
  nodeArgs?: string[];
  /** Opens a channel for messages. */
  hasChannel?: boolean;
  /** Never by itself unless given. */
  sweepEverySeconds?: number;
}

/** `npm run serve` on that place, without npm, and without the sweep unless asked for, because its runs come at random. */
export async function startTilltag(context: TilltagRoom, place: TilltagPlace & StartOptions): Promise<ServerProcess> {
  const { name, nodeArgs = [], hasChannel = false } = place;
  return await startPrepared(context, { name, nodeArgs, hasChannel, env: await prepareTilltag(context, place) });
}

/** The same in an environment that was prepared before: several servers on one store, for instance. */
export function startPrepared(
  context: TilltagRoom,
  prepared: StartOptions & { name: string; env: Record<string, string> },
): Promise<ServerProcess> {
  const { name, env, nodeArgs = [], hasChannel = false, sweepEverySeconds = 0 } = prepared;
  const serve = path.join(root, 'scripts', 'serve.ts');
  const server = startServer({
    name,
    args: (port) => [...nodeArgs, serve, '--port', String(port), '--sweep-every', String(sweepEverySeconds)],
    env,
    folder: context.folder,
    hasChannel,
  });
  return keep(context, server);
}
