// Puts the public function and its store together, for whatever server it answers on.
import { setTimeout as sleep } from 'node:timers/promises';
import { type FunctionSurroundings, type OpenFunction, openOverStore } from './open-function.ts';
import { createPublicFunction } from './public/create-public-function.ts';

export interface OpenPublicFunction extends OpenFunction {
  /** Writes down which refusals were counted in a burst, for a timer. Never rejects. */
  flush(): Promise<void>;
}

/** The function over the store that the settings name. Rejects with StoreLocationError or StoreUnavailableError. */
export function openPublicFunction(surroundings: FunctionSurroundings): Promise<OpenPublicFunction> {
  const { settings, log, now = Date.now, stripeTurns } = surroundings;
  return openOverStore(surroundings, (store) =>
    createPublicFunction({
      ...{ settings, store, log, stripeTurns },
      clock: { now, sleep: (ms) => sleep(ms), random: Math.random },
    }),
  );
}
