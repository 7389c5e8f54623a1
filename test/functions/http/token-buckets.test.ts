// How many requests a key gets, at once and over time.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTokenBuckets } from '../../../functions/http/token-buckets.ts';

function createBuckets(limits: { perSecond: number; burst: number; maxKeys?: number; maxWaitMs?: number }) {
  const clock = { nowMs: 0 };
  return { clock, buckets: createTokenBuckets({ maxKeys: 100, ...limits, now: () => clock.nowMs }) };
}

describe('createTokenBuckets', () => {
  it('gives the burst at once and then one token per interval', () => {
    const { clock, buckets } = createBuckets({ perSecond: 2, burst: 3 });
    expect([1, 2, 3].map(() => buckets.take('a'))).toEqual([0, 0, 0]);
    expect(buckets.take('a')).toBe(500);
    clock.nowMs = 499;
    expect(buckets.take('a')).toBe(1);
    clock.nowMs = 500;
    expect(buckets.take('a')).toBe(0);
  });

  it('takes a token back as if it had not been taken, and never more than the burst', () => {
    const { buckets } = createBuckets({ perSecond: 1, burst: 2 });
    buckets.take('a');
    buckets.giveBack('a');
    buckets.giveBack('a');
    buckets.giveBack('b');
    expect([1, 2, 3].map(() => buckets.take('a'))).toEqual([0, 0, 1_000]);
    expect([1, 2, 3].map(() => buckets.take('b'))).toEqual([0, 0, 1_000]);
  });

  it('tells how long to wait without taking a token', () => {
    const { buckets } = createBuckets({ perSecond: 1, burst: 1 });
    expect([buckets.peek('a'), buckets.peek('a'), buckets.take('a')]).toEqual([0, 0, 0]);
    expect([buckets.peek('a'), buckets.peek('a'), buckets.take('a')]).toEqual([1_000, 1_000, 1_000]);
  });

  it('counts every key for itself', () => {
    const { buckets } = createBuckets({ perSecond: 1, burst: 1 });
    expect(buckets.take('a')).toBe(0);
    expect(buckets.take('b')).toBe(0);
    expect(buckets.take('a')).toBe(1_000);
  });

  it('never holds more than the burst, however long nobody asks', () => {
    const { clock, buckets } = createBuckets({ perSecond: 10, burst: 2 });
    buckets.take('a');
    clock.nowMs = 3_600_000;
    expect([1, 2, 3].map(() => buckets.take('a'))).toEqual([0, 0, 100]);
  });

  it('takes nothing away when the clock is set back', () => {
    const { clock, buckets } = createBuckets({ perSecond: 1, burst: 2 });
    clock.nowMs = 10_000;
    buckets.take('a');
    clock.nowMs = 0;
    expect(buckets.take('a')).toBe(0);
  });

  it('forgets the least recently seen key first', () => {
    const { buckets } = createBuckets({ perSecond: 1, burst: 1, maxKeys: 2 });
    for (const key of ['a', 'b', 'b', 'c']) buckets.take(key);
    expect(buckets.take('b')).toBeGreaterThan(0);
    expect(buckets.take('a')).toBe(0);
  });

  it('hands out tokens of the near future in turn and refuses the far one without taking it', () => {
    const { clock, buckets } = createBuckets({ perSecond: 10, burst: 1, maxWaitMs: 200 });
    const reserve = () => buckets.reserve('a');
    expect(reserve()).toEqual({ kind: 'taken', waitMs: 0 });
    expect(reserve()).toEqual({ kind: 'taken', waitMs: 100 });
    expect(reserve()).toEqual({ kind: 'taken', waitMs: 200 });
    expect(reserve()).toEqual({ kind: 'refused', retryAfterMs: 300 });
    expect(reserve()).toEqual({ kind: 'refused', retryAfterMs: 300 });
    clock.nowMs = 100;
    expect(reserve()).toEqual({ kind: 'taken', waitMs: 200 });
  });

  it('gives no more than burst and rate allow, whenever it is asked', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 200 }),
        (perSecond, burst, gapsMs) => {
          const { clock, buckets } = createBuckets({ perSecond, burst });
          let taken = 0;
          for (const gapMs of gapsMs) {
            clock.nowMs += gapMs;
            if (buckets.take('a') === 0) taken += 1;
          }
          expect(taken).toBeLessThanOrEqual(burst + (clock.nowMs / 1000) * perSecond + 1e-6);
        },
      ),
    );
  });
});
