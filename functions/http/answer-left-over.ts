// Answers in our own words what a framework in front of a handler would answer in its own and print with its stack.
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { HttpError } from './http-error.ts';
import { sendError } from './send-answer.ts';

/**
 * Hands what the listeners of `server` leave over to us: an application of Express takes a third argument for that, as if it
 * were mounted in another one (https://expressjs.com/en/5x/api.html#app), and without one prints the stack of every request
 * that breaks off. Listeners that take two are as they were. `onRefused` hears of each.
 */
export function answerLeftOver(server: Server, onRefused: (error: HttpError) => void): void {
  const listeners = server.listeners('request');
  server.removeAllListeners('request');
  for (const listener of listeners) {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const takeOver = (cause?: unknown): void => {
        const error = toHttpError(cause);
        sendError(response, error);
        onRefused(error);
      };
      Reflect.apply(listener, server, [request, response, takeOver]);
    });
  }
}

/** The parsers of bodies give what a client did wrong a status of its own; whoever passes a request on has no answer to it. */
function toHttpError(cause: unknown): HttpError {
  if (cause === undefined || cause === null) return new HttpError('not_found');
  const status: unknown = typeof cause === 'object' ? Reflect.get(cause, 'status') : undefined;
  const isOfClient = typeof status === 'number' && status < 500;
  return new HttpError(isOfClient ? 'invalid_request' : 'internal', { cause });
}
