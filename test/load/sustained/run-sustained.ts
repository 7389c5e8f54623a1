// A load of clicks, webhooks, lookups and reports on a server process with a real store, and what became of it.
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { askProcess } from '../../bench/servers/ask-process.ts';
import { type FirestoreEmulator, startFirestore } from '../../bench/servers/firestore.ts';
import type { RequestCounts } from '../../bench/servers/request-count.ts';
import type { ServerProcess } from '../../bench/servers/start-server.ts';
import { startStripe } from '../../bench/servers/start-stripe.ts';
import { prepareTilltag, startPrepared } from '../../bench/servers/tilltag.ts';
import { startReceiver } from '../../bench/sweep/start-receiver.ts';
import { type Judgement, judgeRun } from './judge.ts';
import { type BudgetRun, stripeAllowsPerSecond } from './judge-rush.ts';
import type { OpenLoadResult } from './open-load.ts';
import { runRush } from './rush.ts';
import { makeOpenLoad } from './start-open-load.ts';
import type { ProcessUse } from './watch-process.ts';

export interface SustainedWish {
  store: 'sqlite' | 'firestore';
  paymentsPerSecond: number;
  durationMs: number;
  windowMs: number;
  seed: number;
  /** How many lookups the rush at the end brings. */
  rushLookups: number;
  /** Told what happens now, and about once a second how far the load is. */
  onProgress: (text: string) => void;
}

export interface SustainedResult {
  load: OpenLoadResult;
  /** What the server used in each stretch, by the clock of whoever asked; one row for each stretch that was over. */
  uses: ProcessUse[];
  judgements: Judgement[];
  /** What arrived at Stripe's stand-in. */
  stripe: RequestCounts;
  /** What became of Stripe's budget, under the load and in a rush behind it. */
  budget: BudgetRun;
  /** Events that the server sent to the stand-in of the Measurement Protocol. */
  sent: number;
  /** What the SQLite file came to; `undefined` on Firestore. */
  file?: StoreFile;
}

/** An SQLite file after the load. */
export interface StoreFile {
  /** With its journal. */
  bytes: number;
  /** How often the entry of one payment was written at most. */
  mostEntryWrites: number;
}

const stripeLatencyMs = 20;
const sweepEverySeconds = 10;

/** Runs the load. Rejects when it cannot be made, or a process dies. */
export async function runSustained(wish: SustainedWish): Promise<SustainedResult> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tilltag-load-'));
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', removeFolder);
  const ends: (() => Promise<void> | void)[] = [];
  const room: Room = { folder, onEnd: (end) => ends.push(end), progress: wish.onProgress };
  try {
    return await runIn(room, wish);
  } finally {
    for (const end of ends.toReversed()) await end();
    process.off('exit', removeFolder);
    removeFolder();
  }
}

interface Room {
  folder: string;
  onEnd(end: () => Promise<void> | void): void;
  progress(text: string): void;
}

async function runIn(room: Room, wish: SustainedWish): Promise<SustainedResult> {
  const { store, windowMs, onProgress, rushLookups, ...arrivals } = wish;
  const emulator = store === 'firestore' ? await startFirestore(room) : undefined;
  const stripe = await startStripe(room, stripeLatencyMs);
  let sent = 0;
  const receiver = await startReceiver(room, () => {
    sent += 1;
  });
  onProgress('starting the server');
  const server = await startServer(room, { emulator, stripe, receiver });
  const [run, rushRun] = [randomBytes(3).toString('hex'), randomBytes(3).toString('hex')];
  await askProcess<ProcessUse>(server);
  const uses: ProcessUse[] = [];
  const ask = setInterval(
    () =>
      void askProcess<ProcessUse>(server).then(
        (use) => uses.push(use),
        () => {},
      ),
    windowMs,
  );
  let load: OpenLoadResult;
  try {
    load = await makeOpenLoad({ ...arrivals, windowMs, origin: server.origin, run }, (elapsedMs) =>
      onProgress(`${Math.round(elapsedMs / 1_000)} of ${arrivals.durationMs / 1_000} s`),
    );
  } finally {
    clearInterval(ask);
  }
  onProgress('a rush on one shop');
  const rush = await runRush({ origin: server.origin, run: rushRun, lookups: rushLookups });
  const { stripeMostInSecond: mostInSecond } = await askProcess<ProcessUse>(server);
  const file = emulator === undefined ? { file: await measureFile(path.join(room.folder, `${name}.db`)) } : {};
  return {
    ...{
      load,
      uses,
      judgements: judgeRun({ memory: uses, latency: load.rows, windowMs, paymentsPerSecond: wish.paymentsPerSecond }),
      budget: { rush, mostInSecond, allowed: stripeAllowsPerSecond },
      sent,
      ...file,
    },
    stripe: await askProcess<RequestCounts>(stripe),
  };
}

const name = 'load';

interface Surroundings {
  emulator: FirestoreEmulator | undefined;
  stripe: ServerProcess;
  receiver: string;
}

async function startServer(room: Room, { emulator, stripe, receiver }: Surroundings): Promise<ServerProcess> {
  const place = { name, kind: 'sending', stripeOrigin: stripe.origin } as const;
  const env = await prepareTilltag(room, { ...place, ...(emulator && { emulator }) });
  return await startPrepared(room, {
    name,
    env: { ...env, TILLTAG_ALLOW_LOCAL: '1', GOOGLE_ANALYTICS_BASE: receiver },
    nodeArgs: ['--import', path.join(import.meta.dirname, 'watch-process.ts')],
    hasChannel: true,
    sweepEverySeconds,
  });
}

async function measureFile(file: string): Promise<StoreFile> {
  const sizes = await Promise.all([file, `${file}-wal`].map((one) => stat(one).catch(() => undefined)));
  const database = new DatabaseSync(file, { readOnly: true });
  // Every write counts the version up.
  const row = database.prepare('SELECT max(version) AS most FROM entries').get();
  database.close();
  return { bytes: sizes.reduce((sum, one) => sum + (one?.size ?? 0), 0), mostEntryWrites: Number(row?.['most'] ?? 0) };
}
