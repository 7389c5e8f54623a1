// Doing something again and again in time that only passes when a test says so.
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { repeat } from '../../functions/repeat.ts';

/** Pauses that end when the test says so, or when they are broken off. */
function createPauses() {
  const asked: number[] = [];
  let end = (): void => {};
  return {
    asked,
    async finish() {
      end();
      await sleep(0);
    },
    sleep: (ms: number, signal: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        asked.push(ms);
        end = resolve;
        signal.addEventListener('abort', () => reject(new Error('aborted')));
      }),
  };
}

describe('repeat', () => {
  it('runs after every pause, the first time not before one', async () => {
    const pauses = createPauses();
    let runs = 0;
    const repetition = repeat({
      everyMs: 60_000,
      sleep: pauses.sleep,
      run: async () => void runs++,
      onError: () => {},
    });
    expect(runs).toBe(0);
    await pauses.finish();
    await pauses.finish();
    expect(runs).toBe(2);
    expect(pauses.asked).toEqual([60_000, 60_000, 60_000]);
    await repetition.stop();
    expect(runs).toBe(2);
  });

  it('pauses again only when a run has ended, so that it never runs twice at once', async () => {
    const pauses = createPauses();
    let finish = (): void => {};
    const run = () =>
      new Promise<void>((resolve) => {
        finish = resolve;
      });
    const repetition = repeat({ everyMs: 1, sleep: pauses.sleep, run, onError: () => {} });
    await pauses.finish();
    expect(pauses.asked).toHaveLength(1);
    finish();
    await sleep(0);
    expect(pauses.asked).toHaveLength(2);
    await repetition.stop();
  });

  it('waits for what runs when it is stopped, and tells it to end', async () => {
    const pauses = createPauses();
    let finish = (): void => {};
    let isTold = false;
    const run = (signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        finish = resolve;
        signal.addEventListener('abort', () => {
          isTold = true;
        });
      });
    const repetition = repeat({ everyMs: 1, sleep: pauses.sleep, run, onError: () => {} });
    await pauses.finish();
    let isStopped = false;
    const stopping = repetition.stop().then(() => {
      isStopped = true;
    });
    await sleep(5);
    expect([isTold, isStopped]).toEqual([true, false]);
    finish();
    await stopping;
    expect(pauses.asked).toHaveLength(1);
  });

  it('tells of a failed run and goes on', async () => {
    const pauses = createPauses();
    const errors: unknown[] = [];
    const repetition = repeat({
      everyMs: 1,
      sleep: pauses.sleep,
      run: async () => {
        throw new Error('down');
      },
      onError: (error) => errors.push(error),
    });
    await pauses.finish();
    await pauses.finish();
    expect(errors).toHaveLength(2);
    await repetition.stop();
    expect(errors).toHaveLength(2);
  });
});
