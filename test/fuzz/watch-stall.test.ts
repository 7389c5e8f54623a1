// A stall that is overlooked blames a server for the machine, and one that is invented hides a fault.
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { standStill } from './stand-still.ts';
import { watchStall } from './watch-stall.ts';

describe('watchStall', () => {
  test('a process that stood still tells for how long', async () => {
    const { value, lateMs } = await watchStall(async () => {
      await sleep(1);
      standStill(80);
      return 'done';
    });
    expect(value).toBe('done');
    expect(lateMs).toBeGreaterThanOrEqual(70);
  });

  test('work that fails, fails', async () => {
    await expect(watchStall(() => Promise.reject(new RangeError('No.')))).rejects.toThrow(RangeError);
  });
});
