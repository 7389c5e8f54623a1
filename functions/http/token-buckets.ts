// Token buckets by key: so many at once, so many a second, and only so many keys remembered.
import { LRUCache } from 'lru-cache';

export interface BucketLimit {
  perSecond: number;
  burst: number;
}

export interface TokenBucketsOptions extends BucketLimit {
  /** How many keys are remembered; the least recently seen starts with a full bucket again. */
  maxKeys: number;
  now: () => number;
}

export interface TokenBuckets {
  /** 0 when a token was taken, else the milliseconds after which there will be one. */
  take(key: string): number;
  /** Takes a token of the near future: the milliseconds to wait for it, or a refusal when they exceed `maxWaitMs`. */
  reserve(key: string, maxWaitMs: number): Reservation;
}

export type Reservation = { kind: 'taken'; waitMs: number } | { kind: 'refused'; retryAfterMs: number };

interface Bucket {
  /** Below 0 when tokens of the future are taken already. */
  tokens: number;
  atMs: number;
}

/** Buckets that all start full. */
export function createTokenBuckets({ perSecond, burst, maxKeys, now }: TokenBucketsOptions): TokenBuckets {
  const buckets = new LRUCache<string, Bucket>({ max: maxKeys });

  function refill(key: string): Bucket {
    const nowMs = now();
    let bucket = buckets.get(key);
    if (bucket === undefined) {
      bucket = { tokens: burst, atMs: nowMs };
      buckets.set(key, bucket);
      return bucket;
    }
    // A clock that was set back must not take tokens away.
    const elapsedMs = Math.max(0, nowMs - bucket.atMs);
    bucket.tokens = Math.min(burst, bucket.tokens + (elapsedMs / 1000) * perSecond);
    bucket.atMs = nowMs;
    return bucket;
  }

  function toWaitMs({ tokens }: Bucket): number {
    return tokens >= 1 ? 0 : Math.ceil(((1 - tokens) / perSecond) * 1000);
  }

  return {
    take(key) {
      const bucket = refill(key);
      const waitMs = toWaitMs(bucket);
      if (waitMs === 0) bucket.tokens -= 1;
      return waitMs;
    },
    reserve(key, maxWaitMs) {
      const bucket = refill(key);
      const waitMs = toWaitMs(bucket);
      if (waitMs > maxWaitMs) return { kind: 'refused', retryAfterMs: waitMs };
      bucket.tokens -= 1;
      return { kind: 'taken', waitMs };
    },
  };
}
