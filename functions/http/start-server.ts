// Runs a request handler on a plain Node server that cuts large bodies and ends without dropping what it began.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { answerUnreadable } from './answer-unreadable.ts';
import { guardBodies } from './guard-bodies.ts';
import type { HttpError } from './http-error.ts';

export interface ServerOptions {
  /** Answers every request, at once or later; must not throw or reject. */
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void> | undefined;
  /** Told of every request that could not be read and was refused before `handle`. */
  onRefused: (error: HttpError) => void;
  host: string;
  /** 0 takes any free port. */
  port: number;
  maxBodyBytes: number;
  /** How long running requests may take to end once the server is closing. */
  drainMs?: number;
  /** How long a request may take to arrive whole. */
  requestTimeoutMs?: number;
}

export interface RunningServer {
  url: string;
  port: number;
  /** Stops accepting, finishes what runs, and cuts what is not done within the drain time. */
  close(): Promise<void>;
}

/** A small request that takes longer to arrive than this is a hanging one. */
const defaultRequestTimeoutMs = 15_000;

/** Node looks for hanging requests every 30 seconds unless told otherwise. */
const longestCheckMs = 5_000;

const defaultDrainMs = 8_000;

/** A server that accepts requests. Rejects with the system's error when the port is taken. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { handle, onRefused, host, port, maxBodyBytes, drainMs = defaultDrainMs } = options;
  const server = createServer(toTimeouts(options), (request, response) => {
    void handle(request, response);
  });
  answerUnreadable(server, onRefused);
  const stopGuarding = guardBodies({
    limitFor: (_request, guarded) => (guarded === server ? maxBodyBytes : undefined),
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

function toTimeouts({ requestTimeoutMs = defaultRequestTimeoutMs }: ServerOptions) {
  return {
    requestTimeout: requestTimeoutMs,
    headersTimeout: requestTimeoutMs,
    connectionsCheckingInterval: Math.min(requestTimeoutMs, longestCheckMs),
  };
}

function drain(server: ReturnType<typeof createServer>, drainMs: number): Promise<void> {
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
