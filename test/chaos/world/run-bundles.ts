// Goes through the agenda in bundles: what comes within a minute comes at once, with the sweeps of the minutes between.
import type { Agenda, Item } from '../../soak/world/agenda.ts';
import type { Clock } from '../../soak/world/clock.ts';
import type { Sweeper } from '../../soak/world/sweeper.ts';
import type { ProcessPool } from './process-pool.ts';
import type { Trouble } from './trouble.ts';

export interface BundlesRun {
  agenda: Agenda;
  clock: Clock;
  processes: ProcessPool;
  sweeper: Sweeper;
  beside: Trouble['beside'];
  onProgress: (words: string) => void;
}

/** What comes so close after the first may come with it: late, never early. */
const bundleMs = 60_000;
const maxBundle = 24;

/** Until nothing is left. */
export async function runBundles({ agenda, clock, processes, sweeper, beside, onProgress }: BundlesRun): Promise<void> {
  for (let done = 0; ; ) {
    const bundle = takeBundle(agenda);
    const [first] = bundle;
    if (first === undefined) return;
    await sweeper.sweepUntil(first.atMs);
    clock.moveTo(bundle.at(-1)?.atMs ?? first.atMs);
    // What happens at Stripe, or begins a fault, is done before anybody asks.
    for (const item of bundle) if (item.kind === 'step') await item.run('');
    const requests = bundle.filter(({ kind }) => kind === 'request');
    const actions = requests.map(({ run }) => async () => {
      await run(processes.pick().url);
    });
    if (actions.length > 0) await beside(actions);
    done += bundle.length;
    onProgress(`${done} steps`);
  }
}

function takeBundle(agenda: Agenda): Item[] {
  const bundle: Item[] = [];
  for (;;) {
    const next = agenda.peek();
    const [first = next] = bundle;
    if (next === undefined || first === undefined) return bundle;
    if (bundle.length === maxBundle || next.atMs - first.atMs > bundleMs) return bundle;
    agenda.take();
    bundle.push(next);
  }
}
