// The pictures of coverage and campaigns in a real Chromium: drawn from the tables behind them, in light and dark, without inline code.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Property } from '../../../functions/rules/property.ts';
import { buildAssets } from '../../functions/console/built-assets.ts';
import { listShopRollups } from '../../functions/console/coverage/shop-rollups.ts';
import { type RunningConsole, startConsole } from '../../functions/console/start-console.ts';
import { launchChromium } from '../chromium.ts';

let running: RunningConsole;
let browser: Browser;
let property: Property;
const opened: Page[] = [];

beforeAll(async () => {
  running = await startConsole({}, { assets: await buildAssets() });
  property = await running.addProperty({ stripeKeys: { live: 'sealed1.main.AAAA', test: null } });
  for (const rollup of listShopRollups(property, '2026-05-12', 28)) await running.store.putRollup(rollup);
  browser = await launchChromium();
});

afterAll(async () => {
  for (const page of opened) await page.context().close();
  await browser?.close();
  await running?.close();
});

interface Opened {
  page: Page;
  /** Whatever the browser complained about, such as a breach of the Content-Security-Policy. */
  complaints: string[];
}

async function open(path: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const [name = '', value = ''] = running.cookieOf('viewer').split('=', 2);
  await context.addCookies([{ name, value, url: running.url }]);
  const page = await context.newPage();
  opened.push(page);
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${running.url}/properties/${property.id}${path}`);
  return { page, complaints };
}

/** The colours of a picture's pixels that are neither the ground nor blends at edges: those that many pixels have. */
async function listColors(page: Page, selector: string): Promise<string[]> {
  return await page.evaluate((found) => {
    const canvas = document.querySelector<HTMLCanvasElement>(found);
    const context = canvas?.getContext('2d');
    if (!canvas || !context) return [];
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const counts = new Map<string, number>();
    for (let index = 0; index < data.length; index += 4) {
      if (data[index + 3] !== 255) continue;
      const color = `#${[0, 1, 2].map((part) => (data[index + part] ?? 0).toString(16).padStart(2, '0')).join('')}`;
      counts.set(color, (counts.get(color) ?? 0) + 1);
    }
    return [...counts].filter(([, count]) => count > 60).map(([color]) => color);
  }, selector);
}

describe('coverage', () => {
  test('is drawn with one line for each series of its table, in the colours of the page’s style', async () => {
    const { page, complaints } = await open('/coverage');
    await page.waitForSelector('#coverage canvas');
    expect(await page.locator('#coverage th[data-series]').allTextContents()).toEqual([
      'Paid at Stripe',
      'Recorded',
      'Told to a removed destination (…_ga4)',
      'Told by your pages',
    ]);
    // Between the lines' own are only the text's and the grid's.
    expect(await listColors(page, '#coverage canvas')).toEqual(
      expect.arrayContaining(['#0b6e4f', '#b35c00', '#8a3d7a']),
    );
    expect(complaints).toEqual([]);
  });

  test('holds in its table the numbers of each day', async () => {
    const { page } = await open('/coverage');
    const rows = await page.locator('#coverage tbody tr').all();
    expect(rows).toHaveLength(28);
    const values = await page
      .locator('#coverage tbody tr')
      .first()
      .locator('td[data-value]')
      .evaluateAll((cells) => cells.map((cell) => [cell.textContent, cell.getAttribute('data-value')]));
    expect(values).toEqual([
      ['20', '20'],
      ['20', '20'],
      ['19', '19'],
      ['16', '16'],
    ]);
  });

  test('is drawn anew when light becomes dark', async () => {
    const { page } = await open('/coverage');
    await page.waitForSelector('#coverage canvas');
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(() => listColors(page, '#coverage canvas')).toContain('#5fc9a4');
  });

  test('closes its table once it is drawn, and leaves it open where no script runs', async () => {
    const drawn = await open('/coverage');
    await drawn.page.waitForSelector('#coverage canvas');
    expect(await drawn.page.locator('#coverage details').getAttribute('open')).toBeNull();
    const plain = await open('/coverage', { javaScriptEnabled: false });
    expect(await plain.page.locator('#coverage tbody tr').first().isVisible()).toBe(true);
  });

  test('can be used at the width of a phone', async () => {
    const { page } = await open('/coverage', { viewport: { width: 360, height: 740 } });
    await page.waitForSelector('#coverage canvas');
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(360);
    await page.locator('#coverage summary').click();
    expect(await page.locator('#coverage .sideways').isVisible()).toBe(true);
    const frame = page.locator('#coverage .table');
    const before = await page.locator('#coverage tbody th').first().boundingBox();
    await frame.evaluate((element) => element.scrollBy(300, 0));
    expect(await frame.evaluate(({ scrollLeft }) => scrollLeft)).toBe(300);
    expect(await page.locator('#coverage tbody th').first().boundingBox()).toEqual(before);
  });
});

describe('campaigns', () => {
  test('are drawn as bars whose lengths stand to one another as the numbers in the table', async () => {
    const { page, complaints } = await open('/campaigns');
    await page.waitForSelector('#campaigns-eur canvas');
    const values = await page
      .locator('#campaigns-eur tr[data-row] td:last-child')
      .evaluateAll((cells) => cells.map((cell) => Number(cell.getAttribute('data-value'))));
    const lengths = await measureBars(page, '#campaigns-eur canvas', '11,110,79,255');
    expect(lengths).toHaveLength(values.length);
    const scale = (lengths[0] ?? 0) / (values[0] ?? 1);
    for (const [index, value] of values.entries()) {
      expect(Math.abs((lengths[index] ?? 0) - value * scale)).toBeLessThan(4);
    }
    expect(complaints).toEqual([]);
  });

  test('draw a funnel below them', async () => {
    const { page } = await open('/campaigns');
    await page.waitForSelector('#funnel canvas');
    expect(await page.locator('#funnel td[data-value]').allTextContents()).toEqual(['1932', '756', '644']);
  });
});

/** The lengths of the bars of a colour, from the top, in pixels. */
async function measureBars(page: Page, selector: string, color: string): Promise<number[]> {
  const counts = await page.evaluate(
    ([found = '', wanted = '']) => {
      const canvas = document.querySelector<HTMLCanvasElement>(found);
      const context = canvas?.getContext('2d');
      if (!canvas || !context) return [];
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      const length = canvas.width * 4;
      const rows = Array.from({ length: canvas.height }, (_, y) => data.slice(y * length, (y + 1) * length));
      return rows.map((row) => {
        const pixels = Array.from({ length: row.length / 4 }, (_, x) => row.slice(4 * x, 4 * x + 4).join());
        return pixels.filter((pixel) => pixel === wanted).length;
      });
    },
    [selector, color],
  );
  // Rows that no bar lies on stand between the bars.
  const runs = counts
    .map((count) => (count > 40 ? String(count) : '|'))
    .join(' ')
    .split('|');
  return runs.map((run) => Math.max(...run.trim().split(' ').map(Number))).filter((length) => length > 0);
}
