// When a request to Stripe is tried again, and when not.
import { describe, expect, it } from 'vitest';
import { StripeUnavailableError, UnknownSessionError } from '../../../functions/stripe/errors.ts';
import { withRetries } from '../../../functions/stripe/with-retries.ts';

function createClock() {
  const waits: number[] = [];
  const clock = {
    nowMs: 0,
    now: () => clock.nowMs,
    random: () => 0,
    sleep: async (ms: number) => {
      waits.push(ms);
      clock.nowMs += ms;
    },
  };
  return { clock, waits };
}

/** Fails with each of `failures` in turn, then answers. */
function failing(failures: unknown[]) {
  let attempts = 0;
  return {
    count: () => attempts,
    attempt: async () => {
      const failure = failures[attempts];
      attempts += 1;
      if (failure !== undefined) throw failure;
      return 'answer';
    },
  };
}

const limits = { deadlineAtMs: 4_000, maxAttempts: 3 };
const serverError = { type: 'StripeAPIError', statusCode: 500 };
const rateLimited = (retryAfter?: string) => ({
  type: 'StripeRateLimitError',
  statusCode: 429,
  headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter },
});

describe('withRetries', () => {
  it('is the first answer', async () => {
    const { clock, waits } = createClock();
    const request = failing([]);
    expect(await withRetries(request.attempt, limits, clock)).toBe('answer');
    expect([request.count(), waits]).toEqual([1, []]);
  });

  it('tries again on 5xx and broken connections, waiting longer each time', async () => {
    const { clock, waits } = createClock();
    const request = failing([serverError, { type: 'StripeConnectionError' }]);
    expect(await withRetries(request.attempt, limits, clock)).toBe('answer');
    expect(waits).toEqual([50, 200]);
  });

  it('spreads the waits of many by chance', async () => {
    const { clock, waits } = createClock();
    await withRetries(failing([serverError]).attempt, limits, { ...clock, random: () => 0.999 });
    expect(waits[0]).toBeGreaterThan(99);
    expect(waits[0]).toBeLessThan(100);
  });

  it('waits as long as a 429 asks, in seconds or by a date', async () => {
    const { clock, waits } = createClock();
    const date = new Date(3_000).toUTCString();
    await withRetries(failing([rateLimited('1'), rateLimited(date)]).attempt, limits, clock);
    expect(waits).toEqual([1_000, 2_000]);
  });

  it('waits by its own measure where a 429 asks for nothing or nonsense', async () => {
    const { clock, waits } = createClock();
    await withRetries(failing([rateLimited(), rateLimited('soon')]).attempt, limits, clock);
    expect(waits).toEqual([50, 200]);
  });

  it('gives up at once on a 429 that asks for more time than is left, and tells the wait', async () => {
    const { clock, waits } = createClock();
    const request = failing([rateLimited('60')]);
    await expect(withRetries(request.attempt, limits, clock)).rejects.toMatchObject({
      reason: 'rate_limited',
      retryAfterMs: 60_000,
    });
    expect(waits).toEqual([]);
  });

  it('gives up after the last attempt', async () => {
    const { clock } = createClock();
    const request = failing([serverError, serverError, serverError, serverError]);
    await expect(withRetries(request.attempt, limits, clock)).rejects.toBeInstanceOf(StripeUnavailableError);
    expect(request.count()).toBe(3);
  });

  it.each([
    { name: '401', error: { statusCode: 401 }, expected: 'StripeKeyRejectedError' },
    { name: '403', error: { statusCode: 403 }, expected: 'StripeKeyRejectedError' },
    { name: '404', error: { statusCode: 404 }, expected: 'UnknownSessionError' },
    { name: '400', error: { statusCode: 400 }, expected: 'StripeUnavailableError' },
    { name: 'no JSON', error: { type: 'StripeAPIError' }, expected: 'StripeUnavailableError' },
    { name: 'our own error', error: new UnknownSessionError(), expected: 'UnknownSessionError' },
  ])('does not try again on $name', async ({ error, expected }) => {
    const { clock } = createClock();
    const request = failing([error]);
    await expect(withRetries(request.attempt, limits, clock)).rejects.toMatchObject({ name: expected });
    expect(request.count()).toBe(1);
  });

  it('tells each attempt how much time is left, and begins none that has none', async () => {
    const { clock } = createClock();
    const left: number[] = [];
    const slow = async (leftMs: number) => {
      left.push(leftMs);
      clock.nowMs += 3_000;
      throw { type: 'StripeConnectionError', detail: { code: 'ETIMEDOUT' } };
    };
    await expect(withRetries(slow, limits, clock)).rejects.toMatchObject({ reason: 'timeout' });
    expect(left).toEqual([4_000, 950]);
  });

  it('asks for a turn before every attempt, and ends with what refuses it', async () => {
    const { clock } = createClock();
    let turns = 0;
    const refusal = new Error('queue is full');
    const acquire = async () => {
      turns += 1;
      if (turns === 2) throw refusal;
    };
    await expect(withRetries(failing([serverError]).attempt, { ...limits, acquire }, clock)).rejects.toBe(refusal);
    expect(turns).toBe(2);
  });
});
