// Puts the console function and its store together, for whatever server it answers on.
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConsoleFunction } from './console/create-console-function.ts';
import { readConsoleAssets } from './console/serve/console-assets.ts';
import { createStripeTurns } from './http/stripe-turns.ts';
import { type FunctionSurroundings, type OpenFunction, openOverStore } from './open-function.ts';

/** The function over the store that the settings name. Rejects with StoreLocationError or StoreUnavailableError, and where its files were not built. */
export async function openConsoleFunction(surroundings: FunctionSurroundings): Promise<OpenFunction> {
  const { settings, log, now = Date.now, findHint } = surroundings;
  const stripeTurns = surroundings.stripeTurns ?? createStripeTurns(settings.limits, { now, sleep: (ms) => sleep(ms) });
  const assets = await readConsoleAssets(settings.assets);
  return await openOverStore(surroundings, (store) =>
    createConsoleFunction({ settings, store, log, now, randomBytes, assets, stripeTurns, findHint }),
  );
}
