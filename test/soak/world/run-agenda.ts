// Goes through the agenda: sweeps in between, and now and then several requests or a sweep at the same time.
import type { Chance } from '../chance.ts';
import type { Action } from '../gate/gate.ts';
import type { Agenda, Item } from './agenda.ts';
import type { Clock } from './clock.ts';
import type { Instance } from './instance.ts';
import type { Instances } from './instances.ts';
import type { Sweeper } from './sweeper.ts';

export interface AgendaRun {
  agenda: Agenda;
  chance: Chance;
  clock: Clock;
  instances: Instances;
  sweeper: Sweeper;
  onProgress?: ((done: number) => void) | undefined;
}

/** Requests that come so close after each other may as well come at once. */
const atOnceMs = 10_000;

/** Until nothing is left. */
export async function runAgenda({ agenda, chance, clock, instances, sweeper, onProgress }: AgendaRun): Promise<void> {
  for (let done = 0; ; done += 1) {
    onProgress?.(done);
    const item = agenda.take();
    if (item === undefined) return;
    await sweeper.sweepUntil(item.atMs);
    clock.moveTo(item.atMs);
    if (item.kind === 'step') {
      await item.run('');
      continue;
    }
    const first = instances.pick();
    const actions = [toAction(item, first)];
    const next = agenda.peek();
    if (next?.kind === 'request' && next.atMs - item.atMs < atOnceMs && chance.is(0.5)) {
      agenda.take();
      actions.push(toAction(next, chance.is(0.7) ? instances.other(first) : first));
    } else if (chance.is(0.05)) {
      actions.push(sweeper.toAction(instances.other(first)));
    }
    await instances.during(actions);
  }
}

function toAction({ run }: Item, instance: Instance): Action {
  return {
    actor: instance,
    run: async () => {
      await run(instance.url);
    },
  };
}
