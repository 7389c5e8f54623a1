// A load of clicks, webhooks, lookups and reports on a server process with a real store, and what became of it.
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { askProcess } from '../../bench/servers/ask-process.ts';
import { type FirestoreEmulator, startFirestore } from '../../bench/servers/firestore.ts';
import type { RequestCounts } from '../../bench/servers/request-count.ts';
import type { ServerProcess } from '../../bench/servers/start-server.ts';
import { startStripe } from '../../bench/servers/start-stripe.ts';
import { prepareTilltag, startPrepared } from '../../bench/servers/tilltag.ts';
import { startReceiver } from '../../bench/sweep/start-receiver.ts';
import { fillCaches } from './fill-caches.ts';
import { type Judgement, judgeRun } from './judge.ts';
import { judgeLeak, type LeakJudgement } from './judge-leak.ts';
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
  /** How many payments come before the load, as fast as the server answers, to fill its caches. */
  fillingPayments: number;
  /** How many bytes of each request the server is made to keep; 0 for none. */
  leakBytes: number;
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
  /** What each request left behind. */
  leak: LeakJudgement;
  /** What arrived at Stripe's stand-in under the load and behind it. */
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
  const { store, windowMs, onProgress, rushLookups, fillingPayments, leakBytes, ...arrivals } = wish;
  const emulator = store === 'firestore' ? await startFirestore(room) : undefined;
  const stripe = await startStripe(room, stripeLatencyMs);
  let sent = 0;
  const receiver = await startReceiver(room, () => {
    sent += 1;
  });
  onProgress('starting the server');
  const server = await startServer(room, { emulator, stripe, receiver, leakBytes });
  const [fillingRun, run, rushRun] = [newRun(), newRun(), newRun()];
  await fillCaches({ origin: server.origin, run: fillingRun, payments: fillingPayments, onProgress });
  const before = { sent, stripe: (await askProcess<RequestCounts>(stripe)).total };
  await askProcess<ProcessUse>(server);
  const watch = watchUse(server, windowMs);
  let load: OpenLoadResult;
  try {
    load = await makeOpenLoad({ ...arrivals, windowMs, origin: server.origin, run }, (elapsedMs) =>
      onProgress(`${Math.round(elapsedMs / 1_000)} of ${arrivals.durationMs / 1_000} s`),
    );
  } finally {
    watch.stop();
  }
  const { uses } = watch;
  onProgress('a rush on one shop');
  const rush = await runRush({ origin: server.origin, run: rushRun, lookups: rushLookups });
  const { stripeMostInSecond: mostInSecond } = await askProcess<ProcessUse>(server);
  const counts = await askProcess<RequestCounts>(stripe);
  const file = emulator === undefined ? { file: await measureFile(path.join(room.folder, `${name}.db`)) } : {};
  return {
    ...{
      load,
      uses,
      leak: judgeLeak(uses),
      judgements: judgeRun({ memory: uses, latency: load.rows }),
      budget: { rush, mostInSecond, allowed: stripeAllowsPerSecond },
      sent: sent - before.sent,
      ...file,
    },
    stripe: { ...counts, total: counts.total - before.stripe },
  };
}

/** Asks at the end of each stretch, until it is stopped. */
function watchUse(server: ServerProcess, windowMs: number): { uses: ProcessUse[]; stop: () => void } {
  const uses: ProcessUse[] = [];
  let isAsking = false;
  const ask = async (): Promise<void> => {
    // A server that is too busy for one question would get both answers wrong; the next stretch is longer then.
    if (isAsking) return;
    isAsking = true;
    try {
      uses.push(await askProcess<ProcessUse>(server));
    } catch {
      // That it ended, the load tells.
    }
    isAsking = false;
  };
  const asking = setInterval(() => void ask(), windowMs);
  return { uses, stop: () => clearInterval(asking) };
}

/** What the sessions of one stretch are named by. */
const newRun = (): string => randomBytes(3).toString('hex');

const name = 'load';

interface Surroundings {
  emulator: FirestoreEmulator | undefined;
  stripe: ServerProcess;
  receiver: string;
  leakBytes: number;
}

async function startServer(
  room: Room,
  { emulator, stripe, receiver, leakBytes }: Surroundings,
): Promise<ServerProcess> {
  const place = { name, kind: 'sending', stripeOrigin: stripe.origin } as const;
  const env = await prepareTilltag(room, { ...place, ...(emulator && { emulator }) });
  const watch = pathToFileURL(path.join(import.meta.dirname, 'watch-process.ts'));
  watch.searchParams.set('leak', String(leakBytes));
  return await startPrepared(room, {
    name,
    env: { ...env, TILLTAG_ALLOW_LOCAL: '1', GOOGLE_ANALYTICS_BASE: receiver },
    nodeArgs: ['--import', watch.href],
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
