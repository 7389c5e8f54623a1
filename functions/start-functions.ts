// Runs all functions in this process on a plain Node server: for one machine, demos, tests and benches.
import { maxBodyBytes } from './http/guard-bodies.ts';
import { type RunningServer, startServer } from './http/start-server.ts';
import { openPublicFunction, type PublicFunctionSurroundings } from './open-public-function.ts';

export interface FunctionsOptions extends PublicFunctionSurroundings {
  /** The settings' port unless given; 0 takes any free one. */
  port?: number;
}

/**
 * The functions, answering at `url`. `close` finishes what runs and closes the store. Rejects with StoreLocationError or
 * StoreUnavailableError, and with the system's error when the port is taken.
 */
export async function startFunctions({ port, ...surroundings }: FunctionsOptions): Promise<RunningServer> {
  const { settings } = surroundings;
  const publicFunction = await openPublicFunction(surroundings);
  try {
    const server = await startServer({
      handle: publicFunction.handle,
      onRefused: publicFunction.noteRefused,
      host: settings.host,
      port: port ?? settings.port,
      maxBodyBytes,
    });
    return {
      ...server,
      async close() {
        await server.close();
        await publicFunction.close();
      },
    };
  } catch (error) {
    await publicFunction.close();
    throw error;
  }
}
