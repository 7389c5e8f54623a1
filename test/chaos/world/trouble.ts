// Lets a scenario's fault begin and end, runs what it does beside the load, and writes down when nothing could be relied on.
import type { Fault, Scenario, World } from '../scenario.ts';

export interface Trouble {
  begin(): Promise<void>;
  end(): Promise<void>;
  /** Runs the actions all at once, and beside them what the fault does meanwhile. */
  beside(actions: readonly (() => Promise<void>)[]): Promise<void>;
  /** When it was, on the shop's clock. */
  period(): { fromMs: number; untilMs: number };
}

/** Trouble that did not begin yet. */
export function createTrouble(scenario: Scenario, world: World): Trouble {
  const { clock, truth } = world;
  let fault: Fault | undefined;
  let fromMs = Number.NaN;
  let untilMs = Number.NaN;
  return {
    async begin() {
      fromMs = clock.nowMs();
      fault = await scenario.begin(world);
    },
    async end() {
      await fault?.end();
      fault = undefined;
      untilMs = clock.nowMs();
      if (scenario.hidesWrites === true) truth.storeOutages.push({ fromMs, untilMs });
    },
    async beside(actions) {
      await Promise.all([...actions.map((run) => run()), fault?.disturb?.()]);
    },
    period: () => ({ fromMs, untilMs }),
  };
}
