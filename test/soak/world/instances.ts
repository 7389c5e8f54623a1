// The processes that run at any moment: always two, a fresh one in the place of each that died, their clocks seconds apart.
import type { Chance } from '../chance.ts';
import type { Action, Gate } from '../gate/gate.ts';
import { type Instance, type Surroundings, startInstance } from './instance.ts';

export interface Instances {
  all(): readonly Instance[];
  pick(): Instance;
  /** One beside this; itself where there is no other. */
  other(than: Instance): Instance;
  /** Runs the actions, and puts a fresh process in the place of each that died of them. */
  during(actions: readonly Action[]): Promise<void>;
  close(): Promise<void>;
}

const instanceCount = 2;
const maxSkewMs = 4_000;

/** Starts the first processes. */
export async function startInstances(around: Surroundings & { gate: Gate; chance: Chance }): Promise<Instances> {
  const { chance, gate } = around;
  let born = 0;
  const start = (): Promise<Instance> => {
    born += 1;
    return startInstance(`P${born}`, chance.between(-maxSkewMs, maxSkewMs), around);
  };
  let running: Instance[] = [];
  for (let count = 0; count < instanceCount; count += 1) running.push(await start());
  return {
    all: () => running,
    pick: () => chance.pick(running),
    other: (than) => running.find((instance) => instance !== than) ?? than,
    async during(actions) {
      await gate.during(actions);
      const survivors = running.filter(({ isDead }) => !isDead);
      running = survivors;
      while (running.length < instanceCount) running = [...running, await start()];
    },
    async close() {
      await Promise.all(running.map((instance) => instance.close()));
    },
  };
}
