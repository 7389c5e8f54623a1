// Takes the README's pictures: the thank-you page of the running demo, where somebody came from a newsletter and bought, and the console.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { startDemo } from '../../scripts/stand-ins/demo/start-demo.ts';
import { launchChromium } from './chromium.ts';
import { takeConsolePictures } from './take-console-pictures.ts';

const images = resolve(import.meta.dirname, '../../.github/images');
const viewport = { width: 1120, height: 900 };

const folder = await mkdtemp(join(tmpdir(), 'tilltag-pictures-'));
const demo = await startDemo({ folder, port: 0, notify: () => undefined });
try {
  await mkdir(images, { recursive: true });
  const browser = await launchChromium();
  try {
    await takeThankYouPage(browser, join(images, 'thank-you-page.png'));
    await takeConsolePictures(browser, images);
  } finally {
    await browser.close();
  }
} finally {
  await demo.close();
  await rm(folder, { recursive: true, force: true });
}

async function takeThankYouPage(browser: Browser, path: string): Promise<void> {
  const page = await browser.newPage({ viewport });
  await page.goto(`${demo.shopUrl}/autumn?utm_source=newsletter&utm_medium=email&utm_campaign=autumn`);
  await page.locator('article', { hasText: 'Linen journal' }).getByRole('link').click();
  await page.getByRole('button', { name: 'Pay by card' }).click();
  await page.getByText('1 in all for this transaction').waitFor();
  await page.screenshot({ path, fullPage: true, clip: { x: 0, y: 0, ...viewport, height: await heightOfFacts(page) } });
  console.log(`Took ${path}.`);
}

/** Down to the end of what the data layer got; what follows on the page explains it once more. */
async function heightOfFacts(page: Page): Promise<number> {
  const box = await page.locator('section[aria-labelledby="pushes"]').boundingBox();
  if (box === null) throw new Error('The thank-you page shows no data layer.');
  return Math.ceil(box.y + box.height + 8);
}
