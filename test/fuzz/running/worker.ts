// One target in a thread of its own, so that an input that never ends, or ends the process, is a finding and not the end.
import { parentPort, workerData } from 'node:worker_threads';
import { targets } from '../targets.ts';
import { readKeptCases } from './read-kept-cases.ts';
import { type Budget, runRounds } from './run-rounds.ts';

/** What the thread is told. `shared` holds the number of inputs so far, the length of the last one's JSON, and that JSON. */
export interface WorkerTask {
  name: string;
  seed: number;
  budget: Budget;
  shared: SharedArrayBuffer;
}

/** How many bytes of `shared` stand in front of the JSON. */
export const headerBytes = 8;

if (parentPort !== null) await run(workerData);

async function run({ name, seed, budget, shared }: WorkerTask): Promise<void> {
  const header = new Int32Array(shared, 0, headerBytes / 4);
  const json = new Uint8Array(shared, headerBytes);
  const text = new TextEncoder();
  const target = targets.find((one) => one.name === name);
  if (target === undefined) throw new Error(`There is no target ${name}.`);
  const open = await target.open();
  const rounds = await runRounds(open, {
    ...{ seed, budget, kept: readKeptCases(name) },
    onInput(input) {
      header[1] = text.encodeInto(JSON.stringify(input), json).written;
      Atomics.add(header, 0, 1);
    },
  });
  await open.close();
  parentPort?.postMessage(rounds);
}
