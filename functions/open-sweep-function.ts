// Puts the sweep function, what it sends with and its store together, for whatever server it answers on.
import { setTimeout as sleep } from 'node:timers/promises';
import { createCoverageKeeper } from './coverage/keep-coverage.ts';
import type { DeliveryContext } from './delivery/delivery-context.ts';
import { openDelivery } from './delivery/open-delivery.ts';
import { runSweep, type SweepWish } from './delivery/run-sweep.ts';
import { type FunctionSurroundings, type OpenFunction, openOverStore } from './open-function.ts';
import type { Settings } from './settings.ts';
import { createSweepFunction, type SweepGuard, sweepMaxEntries, sweepMaxMs } from './sweep/create-sweep-function.ts';
import { createSweepLogs } from './sweep/logs.ts';

/** Where the function answers. */
export interface SweepPlace {
  /** Whether pages reach the same service, so that the platform lets everybody in. */
  isOpenToPages: boolean;
}

export interface OpenSweepFunction extends OpenFunction {
  /**
   * One run without a request, for a timer; the signal ends it early. Logs it where something was done or went wrong. Rejects
   * with StoreUnavailableError.
   */
  sweep(signal: AbortSignal): Promise<void>;
}

/**
 * The function over the store that the settings name. It answers only where the platform guards it or the settings name a
 * token. Rejects with StoreLocationError or StoreUnavailableError.
 */
export function openSweepFunction(
  surroundings: FunctionSurroundings,
  { isOpenToPages }: SweepPlace = { isOpenToPages: false },
): Promise<OpenSweepFunction> {
  const { settings, log, now = Date.now, stripeTurns } = surroundings;
  return openOverStore(surroundings, (store) => {
    const clock = { now, sleep: (ms: number) => sleep(ms), random: Math.random };
    const { context, close } = openDelivery({ settings, store, log, clock, stripeTurns });
    const { basePath, projectId } = settings;
    const afterwards = createCoverageKeeper();
    const guard = toGuard(settings, isOpenToPages);
    const sweepFunction = createSweepFunction({
      sweep: (wish) => runSweep(context, { ...wish, afterwards }),
      guard,
      basePath,
      projectId,
      log,
      now,
    });
    return { ...sweepFunction, close, sweep: (signal: AbortSignal) => sweepByItself(context, { signal, afterwards }) };
  });
}

async function sweepByItself(context: DeliveryContext, wish: Pick<SweepWish, 'signal' | 'afterwards'>): Promise<void> {
  const startedAtMs = context.now();
  const report = await runSweep(context, { maxMs: sweepMaxMs, maxEntries: sweepMaxEntries, ...wish });
  const isQuiet = report.failures.length === 0 && Object.values(report.counts).every((times) => times === 0);
  if (!isQuiet) createSweepLogs(context.log, context.now).swept({ startedAtMs, trace: undefined }, report);
}

function toGuard({ isOnCloudRun, sweepToken }: Settings, isOpenToPages: boolean): SweepGuard {
  if (isOnCloudRun && !isOpenToPages) return { kind: 'platform' };
  return sweepToken === undefined ? { kind: 'nobody' } : { kind: 'token', token: sweepToken };
}
