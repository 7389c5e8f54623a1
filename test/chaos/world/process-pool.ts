// The processes that run at any moment: a fixed number of places, a fresh process in the place of each that was killed.
import type { Chance } from '../../soak/chance.ts';
import type { Instance } from '../../soak/world/instance.ts';
import type { Truth } from '../../soak/world/truth.ts';
import { type FunctionsProcess, type ProcessOptions, startFunctionsProcess } from './functions-process.ts';

/** A place that a process has; its address changes with each process. */
export interface Place extends Instance {
  pid(): number;
  /** False from a kill until a fresh process answers. */
  readonly isUp: boolean;
  /** Kills the process; a fresh one answers in its place soon, for which `up` waits. */
  kill(): Promise<void>;
  up(): Promise<void>;
}

export interface ProcessPool {
  all(): readonly Place[];
  pick(): Place;
  /** One beside this; itself where there is no other. */
  other(than: Place): Place;
  /** Resolves when no place is empty. */
  allUp(): Promise<void>;
  close(): Promise<void>;
}

/** Nobody outside can tell which process sent something, so all of them bear one name. */
export const functionsName = 'the functions';

/** What a process sent before it died may reach destinations so much later; nobody sends it again before a lease is over. */
const onItsWayMs = 2_000;

export interface PoolOptions extends Omit<ProcessOptions, 'root'> {
  /** The version of each place. */
  roots: readonly string[];
  chance: Chance;
  truth: Truth;
}

/** One process for each root, started one after the other. */
export async function startProcessPool({ roots, chance, ...options }: PoolOptions): Promise<ProcessPool> {
  const places: Place[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(places.map((place) => place.close()));
  };
  try {
    for (const root of roots) places.push(await openPlace({ ...options, root }));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    all: () => places,
    pick: () => chance.pick(places),
    other: (than) => places.find((place) => place !== than) ?? than,
    async allUp() {
      await Promise.all(places.map((place) => place.up()));
    },
    close,
  };
}

async function openPlace({ truth, ...options }: ProcessOptions & Pick<PoolOptions, 'truth'>): Promise<Place> {
  let current: FunctionsProcess = await startFunctionsProcess(options);
  let isUp = true;
  let starting: Promise<void> = Promise.resolve();

  async function restart(): Promise<void> {
    try {
      current = await startFunctionsProcess(options);
      isUp = true;
    } catch (error) {
      options.onTrouble({ kind: 'crash', words: error instanceof Error ? error.message : String(error) });
    }
  }

  return {
    name: functionsName,
    isDead: false,
    get url() {
      return current.url;
    },
    pid: () => current.pid,
    die() {
      throw new TypeError('A process of its own dies only when it is killed.');
    },
    async close() {
      await starting;
      await current.kill();
    },
    get isUp() {
      return isUp;
    },
    up: () => starting,
    async kill() {
      if (!isUp) return;
      isUp = false;
      await current.kill();
      const atMs = options.clock.nowMs() + onItsWayMs;
      truth.deaths.push({ actor: functionsName, atMs, what: 'SIGKILL', about: undefined, isDone: true });
      starting = restart();
    },
  };
}
