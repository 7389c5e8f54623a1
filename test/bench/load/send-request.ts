// Sends one request of a load and checks its answer.
import type { Dispatcher, Pool } from 'undici';
import type { LoadRequest } from './to-request.ts';

/** What is wrong with the answer, `undefined` for a right one. Never rejects. */
export async function sendRequest(pool: Pool, request: LoadRequest): Promise<string | undefined> {
  const { method, path, headers, body, status, expected } = request;
  const where = `${method} ${path.split('?')[0]}`;
  try {
    const answer = await exchange(pool, { method, path, headers, body: body ?? null });
    if (answer.status === status && answer.body.includes(expected)) return undefined;
    return `${where} answered ${answer.status}: ${answer.body.toString().slice(0, 300)}`;
  } catch (error) {
    return `${where} failed: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Dispatches without streams, which would take more of the processor than many a server that is measured. */
function exchange(pool: Pool, request: Dispatcher.DispatchOptions): Promise<{ status: number; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let status = 0;
    pool.dispatch(request, {
      // Nothing to do, but the client refuses a handler without it.
      onRequestStart() {},
      onResponseStart(_controller, statusCode) {
        status = statusCode;
      },
      onResponseData(_controller, chunk) {
        chunks.push(chunk);
      },
      onResponseEnd() {
        const [only] = chunks;
        resolve({ status, body: chunks.length === 1 && only ? only : Buffer.concat(chunks) });
      },
      onResponseError(_controller, error) {
        reject(error);
      },
    });
  });
}
