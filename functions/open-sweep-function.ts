// Puts the sweep function, what it sends with and its store together, for whatever server it answers on.
import { setTimeout as sleep } from 'node:timers/promises';
import { openDelivery } from './delivery/open-delivery.ts';
import { runSweep } from './delivery/run-sweep.ts';
import { type FunctionSurroundings, type OpenFunction, openOverStore } from './open-function.ts';
import type { Settings } from './settings.ts';
import { createSweepFunction, type SweepGuard } from './sweep/create-sweep-function.ts';

/** Where the function answers. */
export interface SweepPlace {
  /** Whether pages reach the same service, so that the platform lets everybody in. */
  isOpenToPages: boolean;
}

/**
 * The function over the store that the settings name. It answers only where the platform guards it or the settings name a
 * token. Rejects with StoreLocationError or StoreUnavailableError.
 */
export function openSweepFunction(
  surroundings: FunctionSurroundings,
  { isOpenToPages }: SweepPlace = { isOpenToPages: false },
): Promise<OpenFunction> {
  const { settings, log, now = Date.now } = surroundings;
  return openOverStore(surroundings, (store) => {
    const clock = { now, sleep: (ms: number) => sleep(ms), random: Math.random };
    const { context, close } = openDelivery({ settings, store, log, clock });
    const { basePath, projectId } = settings;
    const guard = toGuard(settings, isOpenToPages);
    const sweepFunction = createSweepFunction({
      sweep: (wish) => runSweep(context, wish),
      guard,
      basePath,
      projectId,
      log,
      now,
    });
    return { ...sweepFunction, close };
  });
}

function toGuard({ isOnCloudRun, sweepToken }: Settings, isOpenToPages: boolean): SweepGuard {
  if (isOnCloudRun && !isOpenToPages) return { kind: 'platform' };
  return sweepToken === undefined ? { kind: 'nobody' } : { kind: 'token', token: sweepToken };
}
