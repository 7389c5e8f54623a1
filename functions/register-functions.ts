// Registers functions with Google's functions framework, each opened when it is chosen or first asked.
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

/** How each function is opened, by the name that it is deployed under. */
export type FunctionOpeners = Readonly<Record<string, (surroundings: FunctionSurroundings) => Promise<OpenFunction>>>;

/**
 * Hands the functions to the framework and guards whatever server this process runs. The one that the process was started
 * for is opened at once; where that fails, the log says why and the process exits with 1.
 */
export function registerFunctions(openers: FunctionOpeners): void {
  const log = createLog((line) => process.stdout.write(`${line}\n`), Date.now);
  const chosen = readChosenFunction(process.env, process.argv);
  const endStart = (error: unknown): void => {
    logFault(log, 'start_failed', error);
    process.exit(1);
  };
  guardServers(
    chosen,
    Object.entries(openers).map(([name, open]) => {
      const registered = lazyFunction(
        async () => open({ settings: readSettings(process.env), log }),
        (error) => logFault(log, 'internal', error),
      );
      // Wrong settings end a start that was made for this function, so that a deploy fails instead of its first visitor.
      if (chosen === name) registered.load().catch(endStart);
      http(name, registered.handle);
      return registered;
    }),
  );
}

/** The framework's server belongs to the framework, so whatever server this process runs is prepared and guarded. */
function guardServers(chosen: string | undefined, registered: readonly LazyFunction<OpenFunction>[]): void {
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
}
