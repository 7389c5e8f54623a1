// Ends a server without dropping what it began.
import type { Server } from 'node:http';

const defaultDrainMs = 8_000;

/** Stops accepting, finishes what runs, and cuts what is not done within `drainMs`. */
export function drain(server: Server, drainMs = defaultDrainMs): Promise<void> {
  return new Promise((resolve) => {
    // A connection that falls idle after `close` was called would be kept until its keep-alive time is over.
    const sweep = setInterval(() => server.closeIdleConnections(), 20);
    const cut = setTimeout(() => server.closeAllConnections(), drainMs);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(cut);
      resolve();
    });
  });
}
