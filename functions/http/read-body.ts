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

async function collect(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new HttpError('body_too_large');
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof HttpError ? error : new HttpError('invalid_request', { cause: error });
  }
  return Buffer.concat(chunks);
}
