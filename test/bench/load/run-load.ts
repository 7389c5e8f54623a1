// Sends the requests of a plan, a fixed number at a time, and checks and times every answer.
import { Pool } from 'undici';
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
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: plan.concurrency }, sendUntilDone));
  const elapsedMs = performance.now() - startedAt;
  await pool.close();
  const [firstWrongAnswer] = wrong;
  return {
    elapsedMs,
    p50Ms: toPercentile(latenciesMs, 0.5),
    p99Ms: toPercentile(latenciesMs, 0.99),
    wrongAnswers,
    ...(firstWrongAnswer !== undefined && { firstWrongAnswer }),
  };
}

/** What is wrong with the answer, `undefined` for a right one. */
async function send(pool: Pool, plan: LoadPlan, index: number): Promise<string | undefined> {
  const { method, path, headers, body, status, expected } = toRequest(plan, index);
  try {
    const answer = await pool.request({ method, path, headers, body: body ?? null });
    const text = await answer.body.text();
    if (answer.statusCode === status && text.includes(expected)) return undefined;
    return `${method} ${path.split('?')[0]} answered ${answer.statusCode}: ${text.slice(0, 300)}`;
  } catch (error) {
    return `${method} ${path.split('?')[0]} failed: ${error instanceof Error ? error.message : String(error)}`;
  }
}
