// Token buckets by key: so many at once, so many a second, and only so many keys remembered.
import { LRUCache } from 'lru-cache';

export interface BucketLimit {
  perSecond: number;
  burst: number;
}

export interface TokenBucketsOptions extends BucketLimit {
  /** How many keys are remembered; the least recently seen starts with a full bucket again. */
  maxKeys: number;
  /** The longest that `reserve` lets anybody wait; 0 unless given. */
  maxWaitMs?: number;
  now: () => number;
}

export interface TokenBuckets {
  /** 0 when a token was taken, else the milliseconds after which there will be one. */
  take(key: string): number;
  /** As `take` would answer, without taking. */
  peek(key: string): number;
  /**
   * Takes a token of the near future: the milliseconds to wait for it, or a refusal when they exceed `patienceMs`, which is
   * `maxWaitMs` unless given, and at most that.
   */
  reserve(key: string, patienceMs?: number): Reservation;
  /** Puts a taken token back, as if it had not been taken. */
  giveBack(key: string): void;
}

export type Reservation = { kind: 'taken'; waitMs: number } | { kind: 'refused'; retryAfterMs: number };

/** Below what a clock can tell, above what adding fractions of a millisecond gets wrong. */
const roundingMs = 1e-3;

/**
 * Buckets that all start full. Of each only the time is kept at which it will be full again, so that a request costs one
 * number (https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm).
 */
export function createTokenBuckets(options: TokenBucketsOptions): TokenBuckets {
  const { perSecond, burst, maxKeys, maxWaitMs = 0, now } = options;
  const intervalMs = 1000 / perSecond;
  const spareMs = (burst - 1) * intervalMs;
  const fullAtMs = new LRUCache<string, number>({ max: maxKeys });

  function readFullAtMs(key: string, nowMs: number): number {
    const at = fullAtMs.get(key) ?? nowMs;
    // Later than any bucket can be empty until: the clock was set back, and nobody may be locked out for that long.
    const isImpossible = at > nowMs + spareMs + intervalMs + maxWaitMs + roundingMs;
    return isImpossible ? nowMs : Math.max(at, nowMs);
  }

  function waitFor(at: number, nowMs: number): number {
    return Math.max(0, Math.ceil(at - spareMs - nowMs - roundingMs));
  }

  function attempt(key: string, patienceMs: number): number {
    const nowMs = now();
    const at = readFullAtMs(key, nowMs);
    const waitMs = waitFor(at, nowMs);
    if (waitMs <= patienceMs) fullAtMs.set(key, at + intervalMs);
    return waitMs;
  }

  return {
    take: (key) => attempt(key, 0),
    peek(key) {
      const nowMs = now();
      return waitFor(readFullAtMs(key, nowMs), nowMs);
    },
    giveBack(key) {
      const at = fullAtMs.get(key);
      if (at !== undefined) fullAtMs.set(key, at - intervalMs);
    },
    reserve(key, patienceMs = maxWaitMs) {
      const longestMs = Math.min(patienceMs, maxWaitMs);
      const waitMs = attempt(key, longestMs);
      return waitMs <= longestMs ? { kind: 'taken', waitMs } : { kind: 'refused', retryAfterMs: waitMs };
    },
  };
}
