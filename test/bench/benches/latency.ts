// (d) How much a lookup adds to Stripe's own time, at the slow end.
import { alternate, type Bench, type BenchContext, runFreshLoad } from '../bench.ts';
import type { Measurement } from '../figure.ts';
import { type FirestoreEmulator, startFirestore } from '../servers/firestore.ts';
import type { ServerProcess } from '../servers/start-server.ts';
import { startStripe } from '../servers/start-stripe.ts';
import { startTilltag } from '../servers/tilltag.ts';

const concurrency = 50;
const stripeLatencyMs = 100;

export const latency: Bench = {
  letter: 'd',
  title: 'p99 with Stripe answering in 100 ms, against calling Stripe directly',
  run: measureLatency,
};

async function* measureLatency(context: BenchContext): AsyncGenerator<Measurement> {
  yield { ...(await compare(context, undefined)), goal: { atMost: 1.25 } };
  yield await compare(context, await startFirestore(context));
}

async function compare(context: BenchContext, emulator: FirestoreEmulator | undefined): Promise<Measurement> {
  const repetitions = context.isQuick ? 3 : 5;
  const sessions = context.isQuick ? 500 : 2_000;
  const storeName = emulator ? 'Firestore' : 'SQLite';
  const stripe = await startStripe(context, stripeLatencyMs);
  const ours = await startTilltag(context, {
    name: `tilltag-${storeName.toLowerCase()}`,
    stripeOrigin: stripe.origin,
    ...(emulator && { emulator }),
  });
  const measureP99 = async ({ origin }: ServerProcess, request: 'lookup' | 'stripe') => {
    const { p99Ms } = await runFreshLoad(context, { origin, request, concurrency, sessions });
    return p99Ms;
  };
  context.progress(`warming up on ${storeName}`);
  await measureP99(ours, 'lookup');
  await measureP99(stripe, 'stripe');
  const pairs = await alternate(context, repetitions, {
    ours: () => measureP99(ours, 'lookup'),
    baseline: () => measureP99(stripe, 'stripe'),
  });
  return {
    bench: 'd',
    name: `p99 of distinct lookups on ${storeName} : Stripe called directly`,
    unit: 'ms',
    pairs,
    conditions: [
      `${sessions} distinct sessions of 100 properties a repetition, ${concurrency} at once, ${repetitions} pairs`,
      `Stripe answers in ${stripeLatencyMs} ms; no limit is lifted`,
    ],
  };
}
