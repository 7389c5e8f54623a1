// A property of one's own in the demo, by nothing but what the console's pages say: from the link that `npm start` prints
// to the first test payment, and a check-up in which nothing is red.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '../../scripts/stand-ins/demo/start-demo.ts';
import { launchChromium } from './chromium.ts';
import {
  addGa4,
  arriveAt,
  choosePaymentsAndValue,
  confirmGa4,
  confirmRedirect,
  connectWebhook,
  enterTestKey,
  finishSetup,
  follow,
  makeProperty,
  press,
  setRedirect,
} from './console/walk-setup.ts';

let demo: Demo;
let browser: Browser;
const pageErrors: string[] = [];

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tilltag-demo-'));
  const starting = startDemo({ folder, port: 0, notify: () => undefined, sweepEveryMs: 500 });
  [demo, browser] = await Promise.all([starting, launchChromium()]);
});

afterAll(async () => {
  await browser?.close();
  await demo?.close();
});

/** What the demo's hint on this page offers to be copied. */
async function copiedFrom(page: Page): Promise<string[]> {
  const hint = page.getByRole('note', { name: 'In this demo' });
  return await hint.locator('code').allTextContents();
}

/** What findings are of, worked out in the page. */
function toCodes(findings: { dataset: { code?: string } }[]): (string | undefined)[] {
  return findings.map(({ dataset }) => dataset.code);
}

/** Comes from a newsletter and pays; ends on the thank-you page. */
async function pay(page: Page): Promise<void> {
  await follow(page, 'the newsletter');
  await page.waitForFunction(() => document.cookie.includes('_tilltag='));
  await page
    .getByRole('link', { name: /^Buy by/ })
    .first()
    .click();
  await press(page, 'Pay by card');
}

async function walkToTest(page: Page): Promise<void> {
  await page.goto(demo.consoleLink);
  await press(page, 'Sign in');
  await page.getByRole('link', { name: 'New property' }).waitFor();
  await makeProperty(page, { name: 'Mine', hostname: '127.0.0.1' });
  const [key = ''] = await copiedFrom(page);
  await enterTestKey(page, key);
  await choosePaymentsAndValue(page);
  await setRedirect(page, (await copiedFrom(page))[0] ?? '');
  // The step is done now, and its hint folded, not gone.
  await page.getByRole('note', { name: 'In this demo' }).locator('summary').click();
  const [, price = ''] = await copiedFrom(page);
  await makeLink(page, price);
  await confirmRedirect(page);
  await connectWebhook(page);
  await addGa4(page, (await copiedFrom(page))[0] ?? '');
  const hits = await (await fetch(demo.collectorUrl)).text();
  expect(hits).toContain('tilltag_test');
  await confirmGa4(page);
  await finishSetup(page);
}

/** A second payment link, made by Stripe for the price that the hint names. */
async function makeLink(page: Page, price: string): Promise<void> {
  await page.getByText('Make a payment link').click();
  await page.getByLabel('Id of the price').fill(price);
  await press(page, 'Make the payment link');
  await expect.poll(() => page.getByText('Buyers come back with their payment.').count()).toBe(2);
}

describe('a property of one’s own in the demo', () => {
  it('is set up without any account, pays on its own page and turns green everywhere', async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    page.on('pageerror', ({ message }) => pageErrors.push(message));
    await walkToTest(page);
    const opening = context.waitForEvent('page');
    await follow(page, 'Open your page');
    const shop = await opening;
    shop.on('pageerror', ({ message }) => pageErrors.push(message));
    await pay(shop);
    await shop.getByText('purchase_test is in the data layer').waitFor();
    expect(await shop.locator('.summary').textContent()).toContain('newsletter / email / autumn');
    await page.getByText('The payment arrived.').waitFor({ timeout: 20_000 });
    await shop.getByRole('link', { name: 'Back to the set-up' }).click();
    await arriveAt(shop, 'First test payment');
    await follow(page, 'All steps');
    await arriveAt(page, 'Set-up');
    // The key for live payments is what the hints say that nobody needs here.
    expect(await page.locator('.step-list > li:not(.done) a').allTextContents()).toEqual(['Stripe keys']);
    await page.getByRole('link', { name: 'Check-up', exact: true }).click();
    await press(page, 'Check everything');
    await page.locator('[data-code="links_good"]').waitFor();
    expect(await page.locator('.finding.bad').evaluateAll(toCodes)).toEqual([]);
    // The demo has no key for live payments, and says so on the page.
    expect(await page.locator('.finding.warning').evaluateAll(toCodes)).toEqual(['key_only_test']);
    expect(pageErrors).toEqual([]);
    await context.close();
  }, 180_000);
});
