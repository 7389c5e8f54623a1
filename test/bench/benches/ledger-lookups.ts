// (i) A lookup that the ledger answers, against one for which Stripe must be asked.
import { alternate, type Bench, type BenchContext, runFreshLoad } from '../bench.ts';
import type { Measurement } from '../figure.ts';
import type { LoadResult } from '../load/load-plan.ts';
import { type FirestoreEmulator, startFirestore } from '../servers/firestore.ts';
import { startStripe } from '../servers/start-stripe.ts';
import { prepareTilltag, startPrepared } from '../servers/tilltag.ts';
import { toMedian } from '../statistics.ts';

/** Few, because it is the time of one lookup that is of interest, not how many are waiting for their turn. */
const concurrency = 5;
const stripeLatencyMs = 100;

export const ledgerLookups: Bench = {
  letter: 'i',
  title: 'lookups answered from the ledger, against those that ask Stripe, which answers in 100 ms',
  run: measureLedgerLookups,
};

async function* measureLedgerLookups(context: BenchContext): AsyncGenerator<Measurement> {
  yield await compare(context, undefined);
  yield await compare(context, await startFirestore(context));
}

async function compare(context: BenchContext, emulator: FirestoreEmulator | undefined): Promise<Measurement> {
  const repetitions = context.isQuick ? 3 : 7;
  const sessions = context.isQuick ? 100 : 400;
  const storeName = emulator ? 'Firestore' : 'SQLite';
  const { tell, ask } = await startInstances(context, emulator);
  const measureLedger = async (): Promise<LoadResult> => {
    const first = context.takeSessions(sessions);
    const plan = { run: context.run, first, sessions, requests: sessions, concurrency };
    await context.load.run({ ...plan, origin: tell, request: 'event' });
    await context.load.run({ ...plan, origin: tell, request: 'unclaimed' });
    return await context.load.run({ ...plan, origin: ask, request: 'lookup' });
  };
  const measureStripe = (): Promise<LoadResult> =>
    runFreshLoad(context, { origin: ask, request: 'lookup', concurrency, sessions });
  context.progress(`warming up on ${storeName}`);
  await measureLedger();
  await measureStripe();
  const slowest: Record<'ours' | 'baseline', number[]> = { ours: [], baseline: [] };
  const pairs = await alternate(context, repetitions, {
    ours: async () => note(slowest.ours, await measureLedger()),
    baseline: async () => note(slowest.baseline, await measureStripe()),
  });
  const conditions = [
    `${sessions} distinct sessions of 100 properties a repetition, ${concurrency} at once, ${repetitions} pairs`,
    'another instance recorded webhook and items; the one that is asked has nothing of them in memory, reads entry and buyer, and claims the event, which writes the entry',
    `the median of a repetition’s lookups; p99 ${toMedian(slowest.ours).toFixed(1)} ms : ${toMedian(slowest.baseline).toFixed(1)} ms`,
  ];
  return {
    bench: 'i',
    name: `cold lookups from the ledger on ${storeName} : asking Stripe, which takes ${stripeLatencyMs} ms`,
    unit: 'ms',
    goal: { atMost: 0.2 },
    pairs,
    conditions,
  };
}

function note(slowest: number[], { p50Ms, p99Ms }: LoadResult): number {
  slowest.push(p99Ms);
  return p50Ms;
}

/** The origins of two instances on one store: one that others tell of sessions, and one that is asked. */
async function startInstances(
  context: BenchContext,
  emulator: FirestoreEmulator | undefined,
): Promise<{ tell: string; ask: string }> {
  const name = emulator ? 'firestore' : 'sqlite';
  const fast = await startStripe(context);
  const slow = await startStripe(context, stripeLatencyMs);
  const env = await prepareTilltag(context, {
    name,
    kind: 'webhook',
    stripeOrigin: fast.origin,
    ...(emulator && { emulator }),
  });
  const tell = await startPrepared(context, { name: `${name}-tell`, env });
  const ask = await startPrepared(context, { name: `${name}-ask`, env: { ...env, STRIPE_API_BASE: slow.origin } });
  return { tell: tell.origin, ask: ask.origin };
}
