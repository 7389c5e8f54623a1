// (e) Whether memory grows with the number of sessions seen.
import path from 'node:path';
import { type Bench, type BenchContext, runFreshLoad } from '../bench.ts';
import type { Measurement } from '../figure.ts';
import { askProcess } from '../servers/ask-process.ts';
import type { MemoryUse } from '../servers/report-memory.ts';
import { startStripe } from '../servers/start-stripe.ts';
import { startTilltag } from '../servers/tilltag.ts';
import type { Pair } from '../statistics.ts';

const concurrency = 50;
const bytesPerMegabyte = 1_000_000;

export const memory: Bench = {
  letter: 'e',
  title: 'memory after many distinct sessions, against memory after a tenth of them',
  run: measureMemory,
};

async function* measureMemory(context: BenchContext): AsyncGenerator<Measurement> {
  const repetitions = context.isQuick ? 2 : 3;
  const few = context.isQuick ? 2_000 : 20_000;
  const many = few * 10;
  const stripe = await startStripe(context);
  const resident: Pair[] = [];
  const heap: Pair[] = [];
  for (let repetition = 1; repetition <= repetitions; repetition += 1) {
    const server = await startTilltag(context, {
      name: `tilltag-${repetition}`,
      stripeOrigin: stripe.origin,
      nodeArgs: ['--expose-gc', '--import', path.join(import.meta.dirname, '..', 'servers', 'report-memory.ts')],
      hasChannel: true,
    });
    const { origin } = server;
    context.progress(`repetition ${repetition} of ${repetitions}: ${few} sessions`);
    await runFreshLoad(context, { origin, request: 'lookup', concurrency, sessions: few });
    const before = await askProcess<MemoryUse>(server);
    context.progress(`repetition ${repetition} of ${repetitions}: ${many} sessions`);
    await runFreshLoad(context, { origin, request: 'lookup', concurrency, sessions: many - few });
    const after = await askProcess<MemoryUse>(server);
    resident.push({ ours: after.rss / bytesPerMegabyte, baseline: before.rss / bytesPerMegabyte });
    heap.push({ ours: after.heapUsed / bytesPerMegabyte, baseline: before.heapUsed / bytesPerMegabyte });
    await server.stop();
  }
  const scaled = context.isQuick ? ['scaled down by --quick: a tenth of the sessions on both sides'] : [];
  const conditions = [
    `${many} and ${few} distinct sessions of 100 properties in one process, ${concurrency} at once, ${repetitions} processes`,
    'after a forced garbage collection, on SQLite; no limit is lifted',
    ...scaled,
  ];
  yield {
    bench: 'e',
    name: `memory (RSS) after ${many} : after ${few} sessions`,
    unit: 'MB',
    goal: { atMost: 1.3 },
    pairs: resident,
    conditions,
  };
  yield { bench: 'e', name: `heap in use after ${many} : after ${few} sessions`, unit: 'MB', pairs: heap, conditions };
}
