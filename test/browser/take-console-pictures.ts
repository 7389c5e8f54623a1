// Takes the README's pictures of the console, over a shop that has sold for a month.
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { addDays, toDay } from '../../functions/rules/day.ts';
import { buildAssets } from '../functions/console/built-assets.ts';
import { type SeededWorld, startSeededShop } from '../functions/console/start-seeded-shop.ts';

const width = 1240;

/** What of the window is kept, so that a picture shows what it is about and not a whole long page. */
interface Picture {
  file: string;
  path: string;
  height: number;
  /** Drawn by the page's script. */
  waitsFor?: string;
}

function listPictures({ property, app }: SeededWorld): readonly Picture[] {
  const base = `/properties/${property.id}`;
  // Today is not over, so its lines would fall.
  const until = addDays(toDay(app.clock.nowMs), -1);
  const days = new URLSearchParams({ from: addDays(until, -27), until });
  return [
    { file: 'console-conversions.png', path: `${base}/conversions`, height: 1000 },
    { file: 'console-coverage.png', path: `${base}/coverage?${days}`, height: 1250, waitsFor: '#coverage canvas' },
    { file: 'console-check-up.png', path: `${base}/doctor`, height: 1000 },
  ];
}

/** Writes the pictures into the folder and says so. */
export async function takeConsolePictures(browser: Browser, folder: string): Promise<void> {
  const world = await startSeededShop(await buildAssets());
  try {
    const context = await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: 'reduce' });
    const [name = '', value = ''] = world.app.cookieOf('owner').split('=', 2);
    await context.addCookies([{ name, value, url: world.app.url }]);
    const page = await context.newPage();
    for (const { file, path, height, waitsFor } of listPictures(world)) {
      await page.goto(`${world.app.url}${path}`);
      if (waitsFor !== undefined) await page.waitForSelector(waitsFor);
      const target = join(folder, file);
      await page.screenshot({ path: target, fullPage: true, clip: { x: 0, y: 0, width, height } });
      console.log(`Took ${target}.`);
    }
    await context.close();
  } finally {
    await world.close();
  }
}
