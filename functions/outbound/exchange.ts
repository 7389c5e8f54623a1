// One request and its answer on a connection that is open, with an end to both the answer's size and its time.
import { type IncomingMessage, request } from 'node:http';
import type { Socket } from 'node:net';
import type { NoAnswerReason, OutboundRequest, OutboundResult } from './send-request.ts';

export interface ExchangePlan {
  url: URL;
  socket: Socket;
  request: OutboundRequest;
  /** Of the answer's head, and again of its body. */
  maxBytes: number;
  /** Ends the exchange. */
  signal: AbortSignal;
}

/** Never rejects, and leaves the connection closed. From the status on it counts as answered, whatever becomes of the body. */
export async function exchange(plan: ExchangePlan): Promise<OutboundResult> {
  try {
    const answer = await readHead(plan);
    return await readBody(answer, plan);
  } catch (error) {
    if (isUnsendable(error)) return { kind: 'not_sent', reason: 'malformed_request' };
    return { kind: 'no_answer', reason: plan.signal.aborted ? 'timeout' : toReason(error) };
  } finally {
    plan.socket.destroy();
  }
}

function readHead({ url, socket, request: wish, maxBytes, signal }: ExchangePlan): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const body = wish.body === undefined ? undefined : Buffer.from(wish.body, 'utf8');
    const sent = request({
      method: wish.method,
      host: url.hostname,
      path: url.pathname + url.search,
      headers: {
        'user-agent': 'Tilltag',
        'accept-encoding': 'identity',
        ...wish.headers,
        host: url.host,
        connection: 'close',
        ...(body !== undefined && { 'content-length': String(body.length) }),
      },
      createConnection: () => socket,
      maxHeaderSize: maxBytes,
      signal,
    });
    sent.once('response', resolve);
    // Stays, because an error that nobody listens for ends the process.
    sent.on('error', reject);
    // A request that has become another protocol no longer hears of its signal.
    sent.once('upgrade', () => reject(new Error('The answer changes the protocol.')));
    sent.on('information', () => {
      // Interim answers have no end of their own.
      if (socket.bytesRead > maxBytes) sent.destroy(new Error('Too many interim answers.'));
    });
    sent.end(body);
  });
}

async function readBody(answer: IncomingMessage, { maxBytes, signal }: ExchangePlan): Promise<OutboundResult> {
  const chunks: Buffer[] = [];
  let size = 0;
  let isWhole = false;
  try {
    for await (const chunk of answer) {
      const bytes = Buffer.from(chunk).subarray(0, maxBytes + 1 - size);
      chunks.push(bytes);
      size += bytes.length;
      if (size > maxBytes || signal.aborted) break;
    }
    isWhole = answer.complete && size <= maxBytes;
  } catch {
    // The status came through, and it is the status that says whether the request was taken.
  }
  const body = Buffer.concat(chunks).subarray(0, maxBytes).toString('utf8');
  return { kind: 'answered', status: answer.statusCode ?? 0, headers: answer.headers, body, isWhole };
}

/** Thrown by Node before it writes anything. */
function isUnsendable(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'ERR_INVALID_CHAR' || code === 'ERR_INVALID_HTTP_TOKEN' || code === 'ERR_UNESCAPED_CHARACTERS';
}

function toReason(error: unknown): NoAnswerReason {
  // The parser's own errors: a head that is too large or no HTTP at all.
  return codeOf(error).startsWith('HPE_') || codeOf(error) === '' ? 'malformed_answer' : 'connection_reset';
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
