// A server on a store of one size, and one round of questions to it.
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { askProcess } from '../../bench/servers/ask-process.ts';
import type { ServerProcess } from '../../bench/servers/start-server.ts';
import { startStripe } from '../../bench/servers/start-stripe.ts';
import { prepareTilltag, startPrepared } from '../../bench/servers/tilltag.ts';
import { toShop } from '../../bench/shops.ts';
import { toMedian } from '../../bench/statistics.ts';
import type { ProcessUse } from '../sustained/watch-process.ts';
import { accountId } from './add-owner.ts';
import { growStore } from './grown-store.ts';
import type { FigureName } from './growth-row.ts';
import type { GrowthRoom, Size } from './run-growth.ts';

export interface SizedServer {
  size: Size;
  server: ServerProcess;
  /** The store's file. */
  file: string;
  /** Signs its owner in to the console. */
  cookie: string;
  /** The bearer token of the sweep. */
  token: string;
  /** How long sweeps took until every property was asked about for the first time. */
  firstSweepsMs: number;
}

/** What one round measures. */
export type Round = Record<Exclude<FigureName, 'file MB' | 'first sweeps ms'>, number>;

const pagesPerRound = 10;
const quietSweepsPerRound = 3;
/** Few, because it is the time of one that is of interest, not how many are waiting for their turn. */
const concurrency = 2;
/** A sweep that is never done is a fault. */
const maxFirstSweeps = 100;

/** Nobody is measured against a limit. */
const liftedLimits = Object.fromEntries(
  ['ADDRESS', 'PROPERTY', 'STRIPE_KEY'].flatMap((name) =>
    ['PER_SECOND', 'BURST'].map((kind) => [`TILLTAG_LIMIT_${name}_${kind}`, '100000']),
  ),
);

/** Fills a store and starts a server on it, which has swept until nothing was left to do. */
export async function startSize(room: GrowthRoom, size: Size): Promise<SizedServer> {
  const { properties, entries } = size;
  const name = `growth-${properties}-${entries}`;
  const about = `${properties} properties, ${entries} entries`;
  const stripe = await startStripe(room, 0, properties);
  room.progress(`${about}: adding properties`);
  const shops = { shops: properties, accountId };
  const env = await prepareTilltag(room, { name, kind: 'server', stripeOrigin: stripe.origin, shops });
  const cookie = await growStore({
    ...{ location: env['TILLTAG_STORE'] ?? '', keys: env['TILLTAG_KEYS'] ?? '', shops: properties, entries },
    onProgress: (added) => added % 10_000 === 0 && room.progress(`${about}: ${added} entries`),
  });
  const token = randomBytes(24).toString('hex');
  const server = await startPrepared(room, {
    name,
    env: {
      ...env,
      ...liftedLimits,
      ...{ TILLTAG_SWEEP_TOKEN: token, TILLTAG_ALLOW_LOCAL: '1', GOOGLE_ANALYTICS_BASE: room.receiver },
    },
    nodeArgs: ['--import', path.join(import.meta.dirname, '..', 'sustained', 'watch-process.ts')],
    hasChannel: true,
  });
  room.progress(`${about}: the first sweeps`);
  const sized = { size, server, file: path.join(room.folder, `${name}.db`), cookie, token };
  return { ...sized, firstSweepsMs: await sweepUntilDone(sized) };
}

async function sweepUntilDone(sized: Pick<SizedServer, 'server' | 'token'>): Promise<number> {
  let sum = 0;
  for (let sweeps = 0; sweeps < maxFirstSweeps; sweeps += 1) {
    const { elapsedMs, isComplete } = await sweep(sized);
    sum += elapsedMs;
    if (isComplete) return sum;
  }
  throw new Error('The sweep did not come to an end.');
}

/** Every kind of question once, each many times. Rejects where an answer is wrong. */
export async function measureRound(room: GrowthRoom, sized: SizedServer, round: number): Promise<Round> {
  const { server, size } = sized;
  const { requestsPerRound } = room;
  const plan = {
    origin: server.origin,
    run: room.run,
    sessions: requestsPerRound,
    requests: requestsPerRound,
    concurrency,
  };
  const [looked, told] = [2 * round, 2 * round + 1].map((stretch) => stretch * requestsPerRound);
  const shops = size.properties;
  const lookup = await room.load.run({ ...plan, shops, first: looked ?? 0, request: 'lookup' });
  // What the lookups made due is not that of the sweep that is measured.
  await sweepUntilDone(sized);
  const webhook = await room.load.run({ ...plan, shops, first: told ?? 0, request: 'event' });
  const sending = await sweep(sized);
  const quiet: number[] = [];
  for (let count = 0; count < quietSweepsPerRound; count += 1) quiet.push((await sweep(sized)).elapsedMs);
  const pages: number[] = [];
  for (let count = 0; count < pagesPerRound; count += 1) pages.push(await openList(sized));
  const { rss, live } = await askProcess<ProcessUse>(server);
  return {
    'lookup p50': lookup.p50Ms,
    'lookup p99': lookup.p99Ms,
    'webhook p50': webhook.p50Ms,
    'webhook p99': webhook.p99Ms,
    'list page p50': toMedian(pages),
    'sending sweep p50': sending.elapsedMs,
    'quiet sweep p50': toMedian(quiet),
    'RSS MB': rss / 1e6,
    'live MB': live / 1e6,
  };
}

async function sweep({ server, token }: Pick<SizedServer, 'server' | 'token'>) {
  const startedAt = performance.now();
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${server.origin}/sweep`, { method: 'POST', headers });
  const report: { isComplete?: boolean } = JSON.parse(await answer.text());
  if (answer.status !== 200) throw new Error(`The sweep answered ${answer.status}. ${server.lastWords()}`);
  return { elapsedMs: performance.now() - startedAt, isComplete: report.isComplete === true };
}

async function openList({ server, cookie, size }: SizedServer): Promise<number> {
  const { propertyId } = toShop(0, size.properties);
  const startedAt = performance.now();
  const answer = await fetch(`${server.origin}/console/properties/${propertyId}/conversions`, {
    headers: { cookie },
    redirect: 'manual',
  });
  const body = await answer.text();
  if (answer.status !== 200 || !body.includes('</html>')) {
    throw new Error(`The console answered ${answer.status} to the list of conversions. ${server.lastWords()}`);
  }
  return performance.now() - startedAt;
}
