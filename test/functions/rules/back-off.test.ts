// How long is waited after each try, and how many tries there are.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findPauseMs,
  findSearchDelayMs,
  findSendDelayMs,
  maxRetryAfterMs,
  maxSends,
} from '../../../functions/rules/back-off.ts';

const hourMs = 3_600_000;
const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

function sumOf(find: (attempts: number, random: number) => number | undefined, random: number): number {
  let totalMs = 0;
  for (let attempts = 1; ; attempts++) {
    const delayMs = find(attempts, random);
    if (delayMs === undefined) return totalMs;
    totalMs += delayMs;
  }
}

describe('findSendDelayMs', () => {
  it('grows from half a minute to half a day', () => {
    const minutes = [1, 2, 3, 4, 5, 6, 7, 8].map((attempts) => (findSendDelayMs(attempts, 0.5) ?? 0) / 60_000);
    expect(minutes).toEqual([0.5, 2, 10, 60, 180, 360, 720, 720]);
  });

  it('ends after the last send, about three days after the first', () => {
    expect(findSendDelayMs(maxSends - 1, 0.5)).toBeGreaterThan(0);
    expect(findSendDelayMs(maxSends, 0.5)).toBeUndefined();
    expect(sumOf(findSendDelayMs, 0.5) / hourMs).toBeCloseTo(70, 0);
  });

  it('spreads each wait by a quarter either way', () => {
    expect(findSendDelayMs(3, 0)).toBe(450_000);
    fc.assert(
      fc.property(unit, fc.integer({ min: 1, max: maxSends - 1 }), (random, attempts) => {
        const middleMs = findSendDelayMs(attempts, 0.5) ?? 0;
        const delayMs = findSendDelayMs(attempts, random) ?? 0;
        expect(delayMs).toBeGreaterThanOrEqual(middleMs * 0.75);
        expect(delayMs).toBeLessThanOrEqual(middleMs * 1.25);
      }),
    );
  });

  it('waits as long as the destination asked for, where that is longer', () => {
    expect(findSendDelayMs(1, 0.5, 90_000)).toBe(90_000);
    expect(findSendDelayMs(1, 0.5, 5_000)).toBe(30_000);
  });

  it('waits no longer than half a day on a destination that asks for a year', () => {
    expect(findSendDelayMs(1, 0.5, 365 * 24 * hourMs)).toBe(maxRetryAfterMs);
  });

  it('knows no wait before the first send', () => {
    expect(findSendDelayMs(0, 0.5)).toBeUndefined();
  });
});

describe('findSearchDelayMs', () => {
  it('ends after the last search, about three days after the first', () => {
    expect(findSearchDelayMs(5, 0.5)).toBeGreaterThan(0);
    expect(findSearchDelayMs(6, 0.5)).toBeUndefined();
    expect(sumOf(findSearchDelayMs, 0.5) / hourMs).toBeCloseTo(73, 0);
  });
});

describe('findPauseMs', () => {
  it('is an eighth of what was waited already, from half a minute to six hours', () => {
    const pauses = [0, 60_000, 480_000, hourMs, 24 * hourMs, 240 * hourMs].map((waited) => findPauseMs(waited, 0.5));
    expect(pauses.map((ms) => ms / 60_000)).toEqual([0.5, 0.5, 1, 7.5, 180, 360]);
  });

  it('respects what was asked for, up to half a day', () => {
    expect(findPauseMs(0, 0.5, 2 * hourMs)).toBe(2 * hourMs);
    expect(findPauseMs(0, 0.5, 1e12)).toBe(maxRetryAfterMs);
  });
});
