// Sets a Node server up to end what hangs, and to hand on what Node or a framework would answer in words of its own.
import type { Server } from 'node:http';
import { answerLeftOver } from './answer-left-over.ts';
import { answerUnreadable } from './answer-unreadable.ts';
import type { HttpError } from './http-error.ts';

export interface ServerPreparation {
  /** Told of every request that could not be read and was refused before any handler heard of it. */
  onRefused: (error: HttpError) => void;
  /** How long a request may take to arrive whole. */
  requestTimeoutMs?: number | undefined;
}

/** A small request that takes longer to arrive than this is a hanging one. */
const defaultRequestTimeoutMs = 15_000;

/** Node looks for hanging requests every 30 seconds unless told otherwise. */
const longestCheckMs = 5_000;

/**
 * Prepares a server that does not listen yet, whoever made it. A request without Host or with an unknown Expect reaches its
 * handler.
 */
export function prepareServer(
  server: Server,
  { onRefused, requestTimeoutMs = defaultRequestTimeoutMs }: ServerPreparation,
): void {
  server.requestTimeout = requestTimeoutMs;
  server.headersTimeout = requestTimeoutMs;
  // Options of createServer, which keeps them under these names:
  // https://nodejs.org/api/http.html#httpcreateserveroptions-requestlistener
  Object.assign(server, {
    connectionsCheckingInterval: Math.min(requestTimeoutMs, longestCheckMs),
    requireHostHeader: false,
  });
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  answerLeftOver(server, onRefused);
  answerUnreadable(server, onRefused);
}
