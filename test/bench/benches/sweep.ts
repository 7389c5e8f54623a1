// (j) Whether a sweep reads what is due and nothing else, however large the ledger is.
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type OpenDelivery, openDelivery } from '../../../functions/delivery/open-delivery.ts';
import { runSweep } from '../../../functions/delivery/run-sweep.ts';
import { parseKeyRing } from '../../../functions/store/key-ring.ts';
import { alternate, type Bench, type BenchContext } from '../bench.ts';
import type { Measurement } from '../figure.ts';
import { startFirestore } from '../servers/firestore.ts';
import { shopCount, toShop } from '../shops.ts';
import type { Pair } from '../statistics.ts';
import { addDueEntries, addSentEntries } from '../sweep/fill-ledger.ts';
import { type Ledger, openFirestoreLedger, openSqliteLedger } from '../sweep/ledger.ts';
import { toSendingProperty } from '../sweep/shop-with-destination.ts';
import { startReceiver } from '../sweep/start-receiver.ts';

const due = 100;
const keyRing = parseKeyRing(`bench:${Buffer.alloc(32, 1).toString('base64')}`);

const properties = Array.from({ length: shopCount }, (_, number) =>
  toSendingProperty(toShop(number), keyRing, Date.now()),
);

export const sweep: Bench = {
  letter: 'j',
  title: 'a sweep over 100,000 entries of which 100 are due, against those 100, and against a sweep over 100 entries',
  run: measureSweep,
};

async function* measureSweep(context: BenchContext): AsyncGenerator<Measurement> {
  const receiver = await startReceiver(context);
  const open = (name: string): Ledger => openSqliteLedger(path.join(context.folder, `${name}.db`));
  yield* compare(context, 'SQLite', { receiver, large: open('large'), small: open('small') });
  const emulator = await startFirestore(context);
  const [large, small] = await Promise.all(
    ['large', 'small'].map((name) => openFirestoreLedger(emulator, `tilltag-${name}`)),
  );
  if (large && small) yield* compare(context, 'Firestore', { receiver, large, small });
}

interface Ledgers {
  /** Where events are sent. */
  receiver: string;
  large: Ledger;
  small: Ledger;
}

async function* compare(
  context: BenchContext,
  storeName: string,
  { receiver, large, small }: Ledgers,
): AsyncGenerator<Measurement> {
  const repetitions = context.isQuick ? 3 : 7;
  const size = context.isQuick ? 10_000 : 100_000;
  const sweepLarge = await prepareSweep(context, large, receiver);
  const sweepSmall = await prepareSweep(context, small, receiver);
  context.progress(`filling the ledger on ${storeName}`);
  await addSentEntries(context, large, properties, size - due);
  context.progress('warming up');
  await sweepLarge();
  await sweepSmall();
  const reads: Pair[] = [];
  let last: Record<string, number> = {};
  const times = await alternate(context, repetitions, {
    ours: async () => {
      const swept = await sweepLarge();
      last = swept.reads;
      reads.push({ ours: last['entries'] ?? 0, baseline: due });
      return swept.elapsedMs;
    },
    baseline: async () => (await sweepSmall()).elapsedMs,
  });
  const conditions = [
    `${size} entries of ${shopCount} properties, ${due} of them due, ${repetitions} sweeps; each sends the ${due} to a receiver on this machine`,
    `read in the last sweep: ${Object.entries(last)
      .filter(([, count]) => count > 0)
      .map(([kind, count]) => `${count} ${kind}`)
      .join(', ')}`,
    ...large.listPlans(),
  ];
  yield {
    bench: 'j',
    name: `entries that a sweep reads on ${storeName} : those that are due`,
    unit: 'entries',
    goal: { atMost: 1 },
    pairs: reads,
    conditions,
  };
  yield {
    bench: 'j',
    name: `time of a sweep on ${storeName} : over a ledger of hardly more than those`,
    unit: 'ms',
    pairs: times,
    conditions,
  };
}

interface Swept {
  elapsedMs: number;
  /** Records by kind. */
  reads: Record<string, number>;
}

/** Adds the shops, and answers with what makes entries due and sweeps them. */
async function prepareSweep(context: BenchContext, ledger: Ledger, receiver: string): Promise<() => Promise<Swept>> {
  const { store } = ledger;
  for (const property of properties) await store.createProperty(property);
  const delivery = openDelivery({
    // Nobody listens there: no property has a key with which Stripe could be asked.
    settings: {
      ...{ keyRing, stripeApiBase: 'http://127.0.0.1:1', analyticsBase: receiver, allowLocal: true },
      limits: { stripeKeyPerSecond: 1, stripeKeyBurst: 1 },
    },
    store,
    log: () => undefined,
    clock: { now: Date.now, sleep: (ms) => sleep(ms), random: Math.random },
  });
  context.onEnd(async () => {
    delivery.close();
    await ledger.stop();
  });
  return async () => {
    await addDueEntries(context, ledger, properties, due);
    return await sweepOnce(ledger, delivery);
  };
}

async function sweepOnce({ reads }: Ledger, { context }: OpenDelivery): Promise<Swept> {
  reads.take();
  const startedAt = performance.now();
  const { counts, failures } = await runSweep(context, { maxMs: 50_000, maxEntries: 10_000 });
  const elapsedMs = performance.now() - startedAt;
  if (counts.sent !== due || failures.length > 0) {
    throw new Error(`The sweep was to send ${due}: ${JSON.stringify({ counts, failures })}`);
  }
  return { elapsedMs, reads: reads.take() };
}
