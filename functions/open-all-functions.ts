// All functions behind one address, each by its full path, over one store.
import { setTimeout as sleep } from 'node:timers/promises';
import { isConsolePath } from './console/console-path.ts';
import { pathBelow } from './http/path-below.ts';
import { createStripeTurns } from './http/stripe-turns.ts';
import { sweepPath } from './http/sweep-path.ts';
import { webhookPathPrefix } from './http/webhook-path.ts';
import { lazyFunction } from './lazy-function.ts';
import { logFault } from './log-fault.ts';
import type { FunctionSurroundings, OpenFunction } from './open-function.ts';
import { openPublicFunction } from './open-public-function.ts';
import { openStore } from './store/open-store.ts';

export interface AllFunctions extends OpenFunction {
  /** One run of the sweep without a request, for a timer; the signal ends it early. What was counted is written down first. */
  sweep(signal: AbortSignal): Promise<void>;
}

/** Rejects with StoreLocationError or StoreUnavailableError. What is not for pages is loaded when it is first asked for. */
export async function openAllFunctions(surroundings: FunctionSurroundings): Promise<AllFunctions> {
  const { settings, log, now = Date.now } = surroundings;
  const store = surroundings.store ?? (await openStore(settings.store, settings));
  const stripeTurns = createStripeTurns(settings.limits, { now, sleep: (ms) => sleep(ms) });
  const shared = { ...surroundings, store, stripeTurns };
  const publicFunction = await openPublicFunction(shared);
  const noteFault = (error: unknown): void => logFault(log, 'internal', error);
  const webhook = lazyFunction(
    async () => (await import('./open-webhook-function.ts')).openWebhookFunction(shared),
    noteFault,
  );
  const sweep = lazyFunction(
    async () => (await import('./open-sweep-function.ts')).openSweepFunction(shared, { isOpenToPages: true }),
    noteFault,
  );
  const console = lazyFunction(
    async () => (await import('./open-console-function.ts')).openConsoleFunction(shared),
    noteFault,
  );

  function choose(url: string): Pick<OpenFunction, 'handle'> {
    const path = pathBelow(settings.basePath, url) ?? '';
    if (path.startsWith(webhookPathPrefix)) return webhook;
    if (isConsolePath(path)) return console;
    // Without a token nobody may ask, so nobody makes us load it.
    return path === sweepPath && settings.sweepToken !== undefined ? sweep : publicFunction;
  }

  return {
    handle: (request, response) => choose(request.url ?? '/').handle(request, response),
    noteRefused: publicFunction.noteRefused,
    async sweep(signal) {
      await Promise.all([webhook.peek()?.flush(), publicFunction.flush()]);
      await (await sweep.load()).sweep(signal);
    },
    async close() {
      for (const one of [webhook, sweep, console, publicFunction]) await one.close();
      if (surroundings.store === undefined) await store.close();
    },
  };
}
