// (h) Webhook events that are verified, recorded and answered, against the least that a webhook can do.
import path from 'node:path';
import { alternate, type Bench, type BenchContext, keep, runFreshLoad } from '../bench.ts';
import type { Measurement } from '../figure.ts';
import { type FirestoreEmulator, startFirestore } from '../servers/firestore.ts';
import { type ServerProcess, startServer } from '../servers/start-server.ts';
import { startTilltag } from '../servers/tilltag.ts';
import { webhookSecret } from '../shops.ts';

const concurrency = 50;

export const webhookEvents: Bench = {
  letter: 'h',
  title: 'webhook events acknowledged per second, against a bare handler that verifies and writes one document',
  run: measureWebhookEvents,
};

async function* measureWebhookEvents(context: BenchContext): AsyncGenerator<Measurement> {
  yield await compare(context, undefined);
  yield await compare(context, await startFirestore(context));
}

async function compare(context: BenchContext, emulator: FirestoreEmulator | undefined): Promise<Measurement> {
  const repetitions = context.isQuick ? 3 : 9;
  const sessions = emulator ? (context.isQuick ? 500 : 2_000) : context.isQuick ? 1_000 : 5_000;
  const storeName = emulator ? 'Firestore' : 'SQLite';
  const ours = await startTilltag(context, {
    name: `tilltag-${storeName.toLowerCase()}`,
    kind: 'webhook',
    // Nobody listens there: recording an event asks Stripe for nothing.
    stripeOrigin: 'http://127.0.0.1:1',
    ...(emulator && { emulator }),
  });
  const baseline = await startBaseline(context, emulator);
  let loadBusyShare = 0;
  const measurePerSecond = async ({ origin }: ServerProcess) => {
    const plan = { origin, request: 'event', concurrency, sessions } as const;
    const { elapsedMs, busyShare } = await runFreshLoad(context, plan);
    loadBusyShare = Math.max(loadBusyShare, busyShare);
    return (sessions * 1_000) / elapsedMs;
  };
  context.progress(`warming up on ${storeName}`);
  for (const server of [ours, baseline, ours, baseline]) await measurePerSecond(server);
  const pairs = await alternate(context, repetitions, {
    ours: () => measurePerSecond(ours),
    baseline: () => measurePerSecond(baseline),
  });
  return {
    bench: 'h',
    name: `webhook events acknowledged on ${storeName} : a bare handler on node:http`,
    unit: 'events/s',
    goal: { atLeast: 0.6 },
    pairs,
    conditions: [
      `${sessions} checkout.session.completed of 100 properties a repetition, ${concurrency} at once, ${repetitions} pairs`,
      'ours writes an entry with a planned delivery, its buyer and a log line; the bare handler verifies with the same SDK, writes the event as it came, and logs nothing',
      emulator
        ? 'Firestore is the emulator; the bare handler writes through Google’s own library'
        : 'both keep their file with the same settings of SQLite',
      `the process that makes the load was at most ${Math.round(loadBusyShare * 100)} % busy`,
    ],
  };
}

function startBaseline(context: BenchContext, emulator: FirestoreEmulator | undefined): Promise<ServerProcess> {
  const name = emulator ? 'webhook-firestore' : 'webhook-sqlite';
  const server = startServer({
    name,
    args: () => [path.join(import.meta.dirname, '..', 'baselines', `${name}.ts`)],
    env: {
      BENCH_WEBHOOK_SECRET: webhookSecret,
      BENCH_DATABASE: path.join(context.folder, `${name}.db`),
      ...emulator?.env,
    },
    folder: context.folder,
  });
  return keep(context, server);
}
