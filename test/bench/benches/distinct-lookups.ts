// (a) Sessions that nobody asked for before, on Firestore, against the obvious implementation.
import path from 'node:path';
import { alternate, type Bench, type BenchContext, keep, runFreshLoad } from '../bench.ts';
import type { Measurement } from '../figure.ts';
import { addShops, startFirestore } from '../servers/firestore.ts';
import { startServer } from '../servers/start-server.ts';
import { startStripe } from '../servers/start-stripe.ts';
import { startTilltag } from '../servers/tilltag.ts';

const concurrency = 50;

export const distinctLookups: Bench = {
  letter: 'a',
  title: 'distinct sessions per second on Firestore, against Express + Stripe SDK + a Firestore read per request',
  run: measureDistinctLookups,
};

async function* measureDistinctLookups(context: BenchContext): AsyncGenerator<Measurement> {
  const repetitions = context.isQuick ? 3 : 7;
  const sessions = context.isQuick ? 500 : 5_000;
  const emulator = await startFirestore(context);
  const stripe = await startStripe(context);
  await addShops(emulator);
  const ours = await startTilltag(context, { name: 'tilltag', emulator, stripeOrigin: stripe.origin });
  const baseline = await keep(
    context,
    startServer({
      name: 'obvious',
      args: () => [path.join(import.meta.dirname, '..', 'baselines', 'obvious.ts')],
      env: { ...emulator.env, STRIPE_API_BASE: stripe.origin },
      folder: context.folder,
    }),
  );
  const measurePerSecond = async (origin: string) => {
    const { elapsedMs } = await runFreshLoad(context, { origin, request: 'lookup', concurrency, sessions });
    return (sessions * 1_000) / elapsedMs;
  };
  context.progress('warming up');
  for (const { origin } of [ours, baseline, ours, baseline]) await measurePerSecond(origin);
  const pairs = await alternate(context, repetitions, {
    ours: () => measurePerSecond(ours.origin),
    baseline: () => measurePerSecond(baseline.origin),
  });
  yield {
    bench: 'a',
    name: 'distinct lookups on Firestore : the obvious implementation',
    unit: 'lookups/s',
    goal: { atLeast: 1 },
    pairs,
    conditions: [
      `${sessions} distinct sessions of 100 properties a repetition, ${concurrency} at once, ${repetitions} pairs`,
      'ours also claims the event, which writes an entry; Firestore is the emulator; no limit is lifted',
    ],
  };
}
