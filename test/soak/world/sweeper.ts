// Asks for a sweep whenever the scheduler would and something is due, on one process or on two at once.
import { findDueAtMs } from '../../../functions/rules/entry-index.ts';
import type { Store } from '../../../functions/store/store.ts';
import type { Chance } from '../chance.ts';
import type { Action } from '../gate/gate.ts';
import type { Client } from './ask.ts';
import type { Clock } from './clock.ts';
import { type Instance, sweepToken } from './instance.ts';
import type { Instances } from './instances.ts';

export interface Sweeper {
  /** Every sweep that has something to do up to this moment, each at its minute. */
  sweepUntil(untilMs: number): Promise<void>;
  /** From now on the scheduler never fails, and Stripe is not asked for what was missed any more. */
  finish(): void;
  /** One sweep of this process. */
  toAction(instance: Instance): Action;
}

export interface SweeperOptions {
  /** The database itself. */
  store: Store;
  chance: Chance;
  clock: Clock;
  client: Client;
  instances: Instances;
  /** The longest pause, for Stripe is to be asked for what was missed. */
  idleMs: number;
}

const minuteMs = 60_000;

/** More sweeps than any run needs; then something is due for ever. */
const maxSweeps = 60_000;

/** A sweeper whose first sweep comes with the first minute. */
export function createSweeper({ store, chance, clock, client, instances, idleMs }: SweeperOptions): Sweeper {
  let lastSweepMs = clock.nowMs();
  let nextAskMs = clock.nowMs();
  let isFinishing = false;
  let count = 0;

  async function findNextMs(untilMs: number): Promise<number> {
    const [due] = await store.findDueEntries({ nowMs: untilMs, limit: 1 }, failOnDamage);
    const dueAtMs = due === undefined ? Number.POSITIVE_INFINITY : findEarliest(due);
    const wantedMs = Math.min(dueAtMs, isFinishing ? Number.POSITIVE_INFINITY : nextAskMs);
    return Math.ceil(Math.max(wantedMs, lastSweepMs + 1) / minuteMs) * minuteMs;
  }

  function toAction(instance: Instance): Action {
    return {
      actor: instance,
      run: async () => {
        const headers = { authorization: `Bearer ${sweepToken}` };
        await client.ask(instance.url, { method: 'POST', path: '/sweep', headers });
      },
    };
  }

  async function sweepAt(atMs: number): Promise<void> {
    clock.moveTo(atMs);
    lastSweepMs = atMs;
    if (atMs >= nextAskMs) nextAskMs = atMs + idleMs;
    // The scheduler is late, or its request gets lost.
    if (!isFinishing && chance.is(0.02)) {
      lastSweepMs += chance.between(2, 25) * minuteMs;
      return;
    }
    count += 1;
    if (count > maxSweeps) throw new Error('Something stays due for ever.');
    const isTwice = chance.is(0.15);
    await instances.during(isTwice ? instances.all().map(toAction) : [toAction(instances.pick())]);
  }

  return {
    toAction,
    finish() {
      isFinishing = true;
    },
    async sweepUntil(untilMs) {
      for (;;) {
        const atMs = await findNextMs(untilMs);
        if (atMs > untilMs) return;
        await sweepAt(atMs);
      }
    },
  };
}

function findEarliest(entry: Parameters<typeof findDueAtMs>[0]): number {
  return findDueAtMs(entry) ?? Number.POSITIVE_INFINITY;
}

function failOnDamage(id: string, error: Error): never {
  throw new Error(`${id} is damaged.`, { cause: error });
}
