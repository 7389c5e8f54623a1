// What a tag can rely on when it waits.
import { describe, expect, test } from 'vitest';
import { createTilltag } from '../../../../gtm-templates/loader/create-tilltag.ts';
import { createFakeWindow } from '../fake-window.ts';

describe('after', () => {
  test('calls back when the time is over, not before', async () => {
    const page = createFakeWindow();
    let calls = 0;
    expect(
      createTilltag(page).after(1000, () => {
        calls += 1;
      }),
    ).toBe(true);
    await page.pass(999);
    expect(calls).toBe(0);
    await page.pass(1);
    expect(calls).toBe(1);
  });
});
