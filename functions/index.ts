// Registers the functions with Google's functions framework, each loaded when it is chosen or first asked.
import { http } from '@google-cloud/functions-framework';
import { endOnSignal } from './http/end-on-signal.ts';
import { guardBodies, maxBodyBytes } from './http/guard-bodies.ts';
import { limitBodies } from './http/limit-bodies.ts';
import { createLog } from './http/log.ts';
import { prepareServer } from './http/prepare-server.ts';
import { watchServers } from './http/watch-servers.ts';
import { type LazyFunction, lazyFunction } from './lazy-function.ts';
import { logFault } from './log-fault.ts';
import type { FunctionSurroundings, OpenFunction } from './open-function.ts';
import { readBasePath, readChosenFunction, readSettings } from './settings.ts';

/** Loaded as late as this, so that a start reads nothing that only another function needs. */
const functions: Readonly<Record<string, (surroundings: FunctionSurroundings) => Promise<OpenFunction>>> = {
  /** Answers pages and server containers. */
  public: async (surroundings) => (await import('./open-public-function.ts')).openPublicFunction(surroundings),
  /** Records Stripe's events. */
  webhook: async (surroundings) => (await import('./open-webhook-function.ts')).openWebhookFunction(surroundings),
  /** Sends what is due, for a scheduler. */
  sweep: async (surroundings) => (await import('./open-sweep-function.ts')).openSweepFunction(surroundings),
  /** Shows people what happened, and lets them set it up. */
  console: async (surroundings) => (await import('./open-console-function.ts')).openConsoleFunction(surroundings),
  /** All functions, each by its full path. */
  tilltag: async (surroundings) => (await import('./open-all-functions.ts')).openAllFunctions(surroundings),
};

const log = createLog((line) => process.stdout.write(`${line}\n`), Date.now);
const registered: LazyFunction<OpenFunction>[] = [];
const chosen = readChosenFunction(process.env, process.argv);

// The framework's server belongs to the framework, so whatever server this process runs is prepared and guarded.
watchServers((server) => {
  prepareServer(server, {
    onRefused: (error) =>
      registered
        .find((one) => one.peek() !== undefined)
        ?.peek()
        ?.noteRefused(error),
  });
  endOnSignal(server, async () => {
    for (const one of registered) await one.close();
  });
});
guardBodies({ limitFor: chosen === 'public' ? () => maxBodyBytes : limitBodies(readBasePath(process.env)) });
for (const [name, open] of Object.entries(functions)) {
  const registering = lazyFunction(
    async () => open({ settings: readSettings(process.env), log }),
    (error) => logFault(log, 'internal', error),
  );
  registered.push(registering);
  // Wrong settings end a start that was made for this function, so that a deploy fails instead of its first visitor.
  if (chosen === name) registering.load().catch(endStart);
  http(name, registering.handle);
}

function endStart(error: unknown): void {
  logFault(log, 'start_failed', error);
  process.exit(1);
}
