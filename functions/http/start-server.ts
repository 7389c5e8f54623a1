// Runs a request handler on a plain Node server that cuts large bodies and ends without dropping what it began.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { drain } from './drain.ts';
import { guardBodies } from './guard-bodies.ts';
import { prepareServer, type ServerPreparation } from './prepare-server.ts';

export interface ServerOptions extends ServerPreparation {
  /** Answers every request, at once or later; must not throw or reject. */
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void> | undefined;
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** The most bytes that a request may bring. */
  maxBodyBytes: number | ((request: IncomingMessage) => number);
  /** How long running requests may take to end once the server is closing. */
  drainMs?: number;
}

export interface RunningServer {
  url: string;
  port: number;
  /** Stops accepting, finishes what runs, and cuts what is not done within the drain time. */
  close(): Promise<void>;
}

/** A server that accepts requests. Rejects with the system's error when the port is taken. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { handle, host, port, maxBodyBytes, drainMs } = options;
  const server = createServer((request, response) => {
    void handle(request, response);
  });
  prepareServer(server, options);
  const limitFor = typeof maxBodyBytes === 'number' ? () => maxBodyBytes : maxBodyBytes;
  const stopGuarding = guardBodies({
    limitFor: (request, guarded) => (guarded === server ? limitFor(request) : undefined),
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  }).catch((error: unknown) => {
    stopGuarding();
    throw error;
  });
  const address = server.address();
  const listeningPort = typeof address === 'object' && address !== null ? address.port : port;
  const shownHost = host.includes(':') ? `[${host}]` : host;
  return {
    url: `http://${shownHost}:${listeningPort}`,
    port: listeningPort,
    close: () => drain(server, drainMs).finally(stopGuarding),
  };
}
