// Sends the requests of a plan, a fixed number at a time, and checks and times every answer.
import { Pool } from 'undici';
import { toPercentile } from '../statistics.ts';
import type { LoadPlan, LoadResult } from './load-plan.ts';
import { sendRequest } from './send-request.ts';
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
      const fault = await sendRequest(pool, toRequest(plan, index));
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
