// Runs all functions in this process on a plain Node server, the sweep by a timer: for one machine, demos, tests and benches.
import { setTimeout as sleep } from 'node:timers/promises';
import { toCauseFields } from './http/cause-fields.ts';
import { limitBodies } from './http/limit-bodies.ts';
import { type RunningServer, startServer } from './http/start-server.ts';
import { openAllFunctions } from './open-all-functions.ts';
import type { FunctionSurroundings } from './open-function.ts';
import { repeat } from './repeat.ts';

export interface FunctionsOptions extends Omit<FunctionSurroundings, 'store'> {
  /** The settings' port unless given; 0 takes any free one. */
  port?: number;
  /** How long the sweep pauses between its runs, a minute unless given; 0 leaves it to whoever asks for it. */
  sweepEveryMs?: number;
}

const defaultSweepEveryMs = 60_000;

/**
 * The functions, answering at `url`. `close` finishes what runs, a sweep included, and closes the store. Rejects with StoreLocationError or
 * StoreUnavailableError, and with the system's error when the port is taken.
 */
export async function startFunctions({
  port,
  sweepEveryMs = defaultSweepEveryMs,
  ...surroundings
}: FunctionsOptions): Promise<RunningServer> {
  const { settings, log } = surroundings;
  const functions = await openAllFunctions(surroundings);
  try {
    const server = await startServer({
      handle: functions.handle,
      onRefused: functions.noteRefused,
      host: settings.host,
      port: port ?? settings.port,
      maxBodyBytes: limitBodies(settings.basePath),
    });
    const sweeping =
      sweepEveryMs > 0
        ? repeat({
            everyMs: sweepEveryMs,
            run: functions.sweep,
            sleep: (ms, signal) => sleep(ms, undefined, { signal }),
            onError: (error) =>
              log('ERROR', 'The sweep failed; the next one tries again.', {
                event: 'sweep_failed',
                ...toCauseFields(error),
              }),
          })
        : undefined;
    return {
      ...server,
      async close() {
        await Promise.all([sweeping?.stop(), server.close()]);
        await functions.close();
      },
    };
  } catch (error) {
    await functions.close();
    throw error;
  }
}
