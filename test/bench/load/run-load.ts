// Sends the requests of a plan, a fixed number at a time, and checks and times every answer.
import { type Dispatcher, Pool } from 'undici';
import { toPercentile } from '../statistics.ts';
import type { LoadPlan, LoadResult } from './load-plan.ts';
import { toRequest } from './to-request.ts';

/** Longer than anything that the servers under test may take. */
const requestTimeoutMs = 30_000;

/** Resolves when every request has been answered or has failed; wrong answers are counted, never thrown. */
export async function runLoad(plan: LoadPlan): Promise<LoadResult> {
  const pool = new Pool(plan.origin, {
    connections: plan.concurrency,
    headersTimeout: requestTimeoutMs,
    bodyTimeout: requestTimeoutMs,
  });
  const latenciesMs = new Float64Array(plan.requests);
  const wrong: string[] = [];
  let wrongAnswers = 0;
  let next = 0;
  const sendUntilDone = async (): Promise<void> => {
    while (next < plan.requests) {
      const index = next;
      next += 1;
      const startedAt = performance.now();
      const fault = await send(pool, plan, index);
      latenciesMs[index] = performance.now() - startedAt;
      if (fault === undefined) continue;
      wrongAnswers += 1;
      if (wrong.length === 0) wrong.push(fault);
    }
  };
  const idle = performance.eventLoopUtilization();
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: plan.concurrency }, sendUntilDone));
  const elapsedMs = performance.now() - startedAt;
  const { utilization: busyShare } = performance.eventLoopUtilization(idle);
  await pool.close();
  const [firstWrongAnswer] = wrong;
  return {
    elapsedMs,
    p50Ms: toPercentile(latenciesMs, 0.5),
    p99Ms: toPercentile(latenciesMs, 0.99),
    busyShare,
    wrongAnswers,
    ...(firstWrongAnswer !== undefined && { firstWrongAnswer }),
  };
}

/** What is wrong with the answer, `undefined` for a right one. */
async function send(pool: Pool, plan: LoadPlan, index: number): Promise<string | undefined> {
  const { method, path, headers, body, status, expected } = toRequest(plan, index);
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
