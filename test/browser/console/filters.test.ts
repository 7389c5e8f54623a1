// Filters and buttons that depend on the window and on scripts, in a real Chromium: folded on a phone, there at a desk.
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Property } from '../../../functions/rules/property.ts';
import { buildAssets } from '../../functions/console/built-assets.ts';
import { type RunningConsole, startConsole } from '../../functions/console/start-console.ts';
import { launchChromium } from '../chromium.ts';

let running: RunningConsole;
let browser: Browser;
let property: Property;
const opened: Page[] = [];

beforeAll(async () => {
  running = await startConsole({}, { assets: await buildAssets() });
  property = await running.addProperty();
  browser = await launchChromium();
});

afterEach(async () => {
  for (const page of opened.splice(0)) await page.context().close();
});

afterAll(async () => {
  await browser?.close();
  await running?.close();
});

async function open(path: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const [name = '', value = ''] = running.cookieOf('owner').split('=', 2);
  await context.addCookies([{ name, value, url: running.url }]);
  const page = await context.newPage();
  opened.push(page);
  await page.goto(`${running.url}/properties/${property.id}${path}`);
  return page;
}

const phone = { viewport: { width: 360, height: 740 } };

describe.each(['/coverage', '/campaigns', '/conversions'])('the filters of %s', (path) => {
  const isShown = (page: Page): Promise<boolean> => page.locator('.folded select').first().isVisible();

  test('are there at a desk, with nothing that folds them', async () => {
    const page = await open(path);
    expect([await isShown(page), await page.locator('.folded > summary').isVisible()]).toEqual([true, false]);
  });

  test('are folded away on a phone until somebody opens them, without a script, too', async () => {
    const page = await open(path, { ...phone, javaScriptEnabled: false });
    expect(await isShown(page)).toBe(false);
    await page.locator('.folded > summary').click();
    expect(await isShown(page)).toBe(true);
  });

  test('stand open on a phone where one of them is set', async () => {
    const page = await open(`${path}?from=2026-05-01&until=2026-05-03`, phone);
    expect(await isShown(page)).toBe(true);
  });
});

test('a button that copies is there only where a script can do it', async () => {
  const withScript = await open('');
  await expect.poll(() => withScript.locator('button[data-copy]').first().isVisible()).toBe(true);
  const without = await open('', { javaScriptEnabled: false });
  expect(await without.locator('button[data-copy]').count()).toBeGreaterThan(0);
  expect(await without.locator('button[data-copy]').first().isVisible()).toBe(false);
});
