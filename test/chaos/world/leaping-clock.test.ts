// The clock that leaps, and whoever follows it.
import { describe, expect, test } from 'vitest';
import { createLeapingClock } from './leaping-clock.ts';

describe('createLeapingClock', () => {
  test('it runs as the real clock does, and leaps to a moment that lies ahead', () => {
    let realMs = 1_000;
    const clock = createLeapingClock(() => realMs);
    expect(clock.nowMs()).toBe(1_000);
    clock.moveTo(61_000);
    realMs += 5;
    expect(clock.nowMs()).toBe(61_005);
    expect(clock.offsetMs()).toBe(60_000);
  });

  test('it never goes back', () => {
    const clock = createLeapingClock(() => 1_000);
    clock.moveTo(500);
    expect(clock.nowMs()).toBe(1_000);
  });

  test('followed waits until every follower has heard of the leap', async () => {
    const clock = createLeapingClock(() => 0);
    const { promise, resolve } = Promise.withResolvers<void>();
    const heard: number[] = [];
    clock.follow(async (offsetMs) => {
      await promise;
      heard.push(offsetMs);
    });
    clock.advance(10);
    const followed = clock.followed();
    expect(heard).toEqual([]);
    resolve();
    await followed;
    expect(heard).toEqual([10]);
  });

  test('whoever follows no longer is not told', async () => {
    const clock = createLeapingClock(() => 0);
    const heard: number[] = [];
    const stop = clock.follow(async (offsetMs) => {
      heard.push(offsetMs);
    });
    stop();
    clock.advance(10);
    await clock.followed();
    expect(heard).toEqual([]);
  });
});
