// Runs all functions in this process on a plain Node server: for one machine, demos, tests and benches.
import { limitBodies } from './http/limit-bodies.ts';
import { type RunningServer, startServer } from './http/start-server.ts';
import { openAllFunctions } from './open-all-functions.ts';
import type { FunctionSurroundings } from './open-function.ts';

export interface FunctionsOptions extends Omit<FunctionSurroundings, 'store'> {
  /** The settings' port unless given; 0 takes any free one. */
  port?: number;
}

/**
 * The functions, answering at `url`. `close` finishes what runs and closes the store. Rejects with StoreLocationError or
 * StoreUnavailableError, and with the system's error when the port is taken.
 */
export async function startFunctions({ port, ...surroundings }: FunctionsOptions): Promise<RunningServer> {
  const { settings } = surroundings;
  const functions = await openAllFunctions(surroundings);
  try {
    const server = await startServer({
      handle: functions.handle,
      onRefused: functions.noteRefused,
      host: settings.host,
      port: port ?? settings.port,
      maxBodyBytes: limitBodies(settings.basePath),
    });
    return {
      ...server,
      async close() {
        await server.close();
        await functions.close();
      },
    };
  } catch (error) {
    await functions.close();
    throw error;
  }
}
