// What a simulated server still has to do.
import { describe, expect, it } from 'vitest';
import { createActivity } from '../../../../scripts/simulator/server-container/activity.ts';

/** Longer than any test takes, so that it must be something else that ends the wait. */
const longMs = 3_600_000;

describe('createActivity', () => {
  it('is idle when nothing is due at once and no promise is awaited', async () => {
    const { schedule, track, whenIdle, stop } = createActivity();
    const done: string[] = [];
    schedule(() => done.push('a time limit'), longMs);
    schedule(() => {
      done.push('first');
      schedule(() => done.push('second'), 0);
      track(Promise.resolve()).then(() => schedule(() => done.push('third'), 0));
    }, 0);
    expect(await whenIdle(longMs)).toBe(true);
    expect([...done].sort()).toEqual(['first', 'second', 'third']);
    stop();
  });

  it('gives up on work that does not end', async () => {
    const { track, whenIdle, stop } = createActivity();
    track(new Promise(() => undefined));
    expect(await whenIdle(1)).toBe(false);
    stop();
  });

  it('passes on what a promise comes to, and counts it as done either way', async () => {
    const { track, whenIdle } = createActivity();
    expect(await track(Promise.resolve('value'))).toBe('value');
    await expect(track(Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await whenIdle(longMs)).toBe(true);
  });

  it('runs nothing more once it is stopped', async () => {
    const { schedule, whenIdle, stop } = createActivity();
    let ran = 0;
    schedule(() => {
      ran += 1;
    }, 1);
    stop();
    schedule(() => {
      ran += 1;
    }, 0);
    expect(await whenIdle(longMs)).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(ran).toBe(0);
  });
});
