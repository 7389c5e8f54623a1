// Ends the process when it is told to, once its server has finished what runs.
import type { Server } from 'node:http';
import { drain } from './drain.ts';

const signals = ['SIGTERM', 'SIGINT'] as const;

/**
 * At the first signal drains `server`, which does not listen yet, then waits for `close` and exits with 0; a second signal
 * ends the process at once. Whoever makes the server loses the listeners that it adds when the server listens:
 * functions-framework would answer 500 to what runs and exit.
 */
export function endOnSignal(server: Server, close: () => Promise<void>): void {
  const end = (): void => {
    void drain(server)
      .then(close)
      .finally(() => process.exit(0));
  };
  for (const signal of signals) {
    const kept = new Set(process.listeners(signal));
    const takeOver = (): void => {
      for (const listener of process.listeners(signal)) if (!kept.has(listener)) process.off(signal, listener);
      process.once(signal, end);
    };
    // After the listeners of the same event, among which is the one that adds them.
    server.once('listening', () => setImmediate(takeOver));
  }
}
