// Answers what the HTTP parser cannot read in the same words as everything else, before any handler hears of it.
import { IncomingMessage, type Server, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { HttpError } from './http-error.ts';
import { sendError } from './send-answer.ts';

/** Answers unreadable requests of `server` with `invalid_request`, ends their connection, and hands each error to `onRefused`. */
export function answerUnreadable(server: Server, onRefused: (error: HttpError) => void): void {
  // See https://nodejs.org/api/http.html#event-clienterror
  server.on('clientError', (cause: Error & { code?: string }, socket) => {
    // A request of this connection is still being answered; ours would land in the middle of that answer.
    const isAnswering = Boolean(Reflect.get(socket, '_httpMessage'));
    // Browsers open connections ahead of need: what were written to one that asked nothing would answer its first request, whatever that is.
    const hasAsked = socket instanceof Socket && socket.bytesRead > 0;
    if (isAnswering || !socket.writable || cause.code === 'ECONNRESET' || !hasAsked) {
      socket.destroy();
      return;
    }
    const error = new HttpError('invalid_request', { cause, detail: toDetail(cause.code) });
    const response = new ServerResponse(new IncomingMessage(socket));
    response.shouldKeepAlive = false;
    response.assignSocket(socket);
    response.once('finish', () => socket.destroySoon());
    sendError(response, error);
    onRefused(error);
  });
}

function toDetail(code: string | undefined): string {
  if (code === 'HPE_HEADER_OVERFLOW') return 'Its address and headers are too long.';
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 'It took too long to arrive.';
  return 'It is not HTTP.';
}
