// An end to waiting.
import { describe, expect, it } from 'vitest';
import { within } from '../../../functions/http/within.ts';

const toError = () => new Error('too late');

describe('within', () => {
  it('is what the promise comes to', async () => {
    await expect(within(Promise.resolve(1), 1_000, toError)).resolves.toBe(1);
    await expect(within(Promise.reject(new Error('own')), 1_000, toError)).rejects.toThrow('own');
  });

  it('rejects when the time is over', async () => {
    await expect(within(new Promise(() => {}), 5, toError)).rejects.toThrow('too late');
    await expect(within(new Promise(() => {}), -5, toError)).rejects.toThrow('too late');
  });

  it('leaves a failure that comes too late to nobody', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    let fail: (error: Error) => void = () => {};
    const late = new Promise((_resolve, reject) => {
      fail = reject;
    });
    await expect(within(late, 1, toError)).rejects.toThrow('too late');
    fail(new Error('late'));
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });
});
