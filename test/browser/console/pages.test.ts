// Every page of the console over a month of sales, in a real Chromium: for everybody to use, in light and dark, at a desk and on a phone.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildAssets } from '../../functions/console/built-assets.ts';
import { type SeededWorld, startSeededShop } from '../../functions/console/start-seeded-shop.ts';
import { launchChromium } from '../chromium.ts';
import { findBarriers } from './find-barriers.ts';
import { listExamples, type PageExample, pagePaths } from './page-examples.ts';

let world: SeededWorld;
let browser: Browser;
/** One for each who looks, at each width. */
const windows = new Map<string, Promise<{ context: BrowserContext; page: Page }>>();
/** What the browser wrote down since the last page, such as a breach of the Content-Security-Policy. */
let complaints: string[] = [];

beforeAll(async () => {
  [world, browser] = await Promise.all([buildAssets().then(startSeededShop), launchChromium()]);
});

afterAll(async () => {
  await browser?.close();
  await world?.close();
});

/** That of a desk, and of a phone of 360 pixels whose scrollbar takes some of them. */
const widths = [1280, 345] as const;

async function openWindow(width: number, as: NonNullable<PageExample['as']>) {
  const context = await browser.newContext({ viewport: { width, height: 800 }, reducedMotion: 'reduce' });
  if (as !== 'nobody') {
    const [name = '', value = ''] = world.app.cookieOf(as).split('=', 2);
    await context.addCookies([{ name, value, url: world.app.url }]);
  }
  const page = await context.newPage();
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  return { context, page };
}

function findWindow(width: number, as: NonNullable<PageExample['as']>) {
  const key = `${as} ${width}`;
  const known = windows.get(key) ?? openWindow(width, as);
  windows.set(key, known);
  return known;
}

/** What is wrong with a page at a width, a line each. */
async function look({ name, path, as = 'owner', status = 200 }: PageExample, width: number): Promise<string[]> {
  complaints = [];
  const { page } = await findWindow(width, as);
  const answer = await page.goto(`${world.app.url}${path}`);
  const faults = answer?.status() === status ? [] : [`It answers ${answer?.status()}.`];
  const { hash, pathname } = new URL(page.url());
  if (`${new URL(world.app.url).pathname}${path.split('?')[0]}` !== pathname)
    faults.push(`It leads to ${pathname}${hash}.`);
  const headings = await page.locator('h1').count();
  if (headings !== 1) faults.push(`It has ${headings} headings of the first level.`);
  faults.push(...(await findBarriers(page)));
  // Chromium counts the answer itself as an error where the page says what is wrong.
  const isExpected = (text: string): boolean => status >= 400 && text.includes(String(status));
  faults.push(...complaints.filter((text) => !isExpected(text)));
  return faults.map((fault) => `${name} at ${width} px: ${fault}`);
}

describe('every page of the console', () => {
  test.each(pagePaths)('%s keeps nobody out, fits a phone, and breaks no rule of its own', async (path) => {
    const faults: string[] = [];
    for (const example of listExamples(path, world)) {
      for (const width of widths) faults.push(...(await look(example, width)));
    }
    expect(faults).toEqual([]);
  });

  test.each(['owner', 'nobody'] as const)('is like that, too, where there is none, for %s', async (as) => {
    const [path, status] = as === 'owner' ? (['/nothing/here', 404] as const) : (['/sign-in/nothing', 404] as const);
    for (const width of widths) expect(await look({ name: 'nothing', path, as, status }, width)).toEqual([]);
  });

  test('is known by an example: a route without one is refused with a sentence', () => {
    expect(() => listExamples('/a/new/page', world)).toThrow('No example of /a/new/page is known');
  });
});
