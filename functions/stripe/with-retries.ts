// Bounded retries around one request to Stripe, within a budget that the whole lookup shares.
import { StripeUnavailableError } from './errors.ts';
import { toStripeProblem } from './to-stripe-problem.ts';

/** What a retry needs from outside, so that tests decide about time and chance. */
export interface RetryClock {
  now: () => number;
  sleep: (ms: number) => Promise<void>;
  /** In [0, 1), for jitter. */
  random: () => number;
}

export interface RetryLimits {
  /** `now()` at which the last attempt must have ended. */
  deadlineAtMs: number;
  maxAttempts: number;
  /** Asked before every attempt; what it rejects with ends the whole. */
  acquire?: () => Promise<void>;
}

/** Below this there is no sense in asking Stripe once more. */
const shortestAttemptMs = 50;

const backoffMs = [100, 400];

/**
 * The result of `attempt`, tried again on 429 (as late as Retry-After says), 5xx and connection errors.
 * Rejects with one of our Stripe errors, at the latest when the budget is spent.
 */
export async function withRetries<T>(
  attempt: (timeoutMs: number) => Promise<T>,
  { deadlineAtMs, maxAttempts, acquire }: RetryLimits,
  clock: RetryClock,
): Promise<T> {
  for (let attempts = 1; ; attempts++) {
    await acquire?.();
    const leftMs = deadlineAtMs - clock.now();
    if (leftMs < shortestAttemptMs) throw new StripeUnavailableError('timeout');
    try {
      return await attempt(leftMs);
    } catch (error) {
      const problem = toStripeProblem(error, clock.now());
      if (!isWorthARetry(problem) || attempts >= maxAttempts) throw problem;
      const waitMs = toWaitMs(problem, attempts, clock.random());
      if (clock.now() + waitMs + shortestAttemptMs > deadlineAtMs) throw problem;
      await clock.sleep(waitMs);
    }
  }
}

function isWorthARetry(problem: Error): problem is StripeUnavailableError {
  return (
    problem instanceof StripeUnavailableError &&
    problem.reason !== 'refused_request' &&
    problem.reason !== 'malformed_answer'
  );
}

function toWaitMs(problem: StripeUnavailableError, attempts: number, random: number): number {
  const ownMs = (backoffMs[attempts - 1] ?? 400) * (0.5 + random / 2);
  return Math.max(ownMs, problem.retryAfterMs ?? 0);
}
