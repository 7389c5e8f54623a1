// Finds the HTTP servers of this process, also where the code that makes them is not ours.
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Server } from 'node:http';

const listenStart = 'tracing:net.server.listen:asyncStart';

/** Hands every HTTP server to `tell` just before it begins to listen, until the returned function is called. */
export function watchServers(tell: (server: Server) => void): () => void {
  const onListen = (message: unknown): void => {
    // The shape is Node's promise: https://nodejs.org/api/diagnostics_channel.html#net
    const { server } = message as { server: unknown };
    if (server instanceof Server) tell(server);
  };
  subscribe(listenStart, onListen);
  return () => {
    unsubscribe(listenStart, onListen);
  };
}
