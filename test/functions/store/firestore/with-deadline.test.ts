// Waiting ends, one way or the other.
import { describe, expect, test } from 'vitest';
import { withDeadline } from '../../../../functions/store/firestore/with-deadline.ts';

describe('withDeadline', () => {
  test('work that is done in time gives its result', async () => {
    expect(await withDeadline(Promise.resolve('result'), 60_000)).toBe('result');
  });

  test('work that fails in time fails as it did', async () => {
    await expect(withDeadline(Promise.reject(new Error('its own')), 60_000)).rejects.toThrow('its own');
  });

  test('work that never ends is given up', async () => {
    await expect(withDeadline(new Promise(() => {}), 5)).rejects.toThrow('No answer within 5 ms.');
  });
});
