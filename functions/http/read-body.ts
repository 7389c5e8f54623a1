// The bytes of a small body, whether a framework has read them already or not.
import type { IncomingMessage } from 'node:http';
import { isBodyRefused } from './guard-bodies.ts';
import { HttpError } from './http-error.ts';

/** The whole body. Rejects with `body_too_large` above `maxBytes`, and with `invalid_request` when it breaks off. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  if (isBodyRefused(request)) throw new HttpError('body_too_large');
  const body = findRawBody(request) ?? (await collect(request, maxBytes));
  if (isBodyRefused(request) || body.length > maxBytes) throw new HttpError('body_too_large');
  return body;
}

/** functions-framework keeps the bytes here, and has consumed the stream. */
function findRawBody(request: IncomingMessage): Buffer | undefined {
  return 'rawBody' in request && Buffer.isBuffer(request.rawBody) ? request.rawBody : undefined;
}

/** By events: an async iterator would take longer than the verification of a small event. */
function collect(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const settle = (finish: () => void): void => {
      request.off('data', take).off('end', end).off('error', fail).off('close', breakOff);
      finish();
    };
    const take = (chunk: Buffer): void => {
      bytes += chunk.length;
      chunks.push(chunk);
      // What is still to come is swallowed by the server once the answer is written.
      if (bytes > maxBytes) settle(() => reject(new HttpError('body_too_large')));
    };
    const end = (): void => settle(() => resolve(Buffer.concat(chunks, bytes)));
    const fail = (cause: Error): void => settle(() => reject(new HttpError('invalid_request', { cause })));
    const breakOff = (): void => fail(new Error('The connection was closed before the body was whole.'));
    // Whoever ended or closed it before will not say so again.
    if (request.destroyed || request.readableEnded) breakOff();
    else request.on('data', take).on('end', end).on('error', fail).on('close', breakOff);
  });
}
