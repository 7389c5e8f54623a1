// What becomes of a payment in the demo once the buyer is gone, as somebody sees it who presses the stand-ins' buttons.
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '../../scripts/stand-ins/demo/start-demo.ts';
import type { Conversion } from '../../scripts/stand-ins/google/conversions.ts';
import { launchChromium } from './chromium.ts';

let demo: Demo;
let browser: Browser;
let page: Page;
let aheadMs = 0;
const pageErrors: string[] = [];

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tilltag-demo-'));
  const now = () => Date.now() + aheadMs;
  const starting = startDemo({ folder, port: 0, notify: () => undefined, now, sweepEveryMs: 200 });
  [demo, browser] = await Promise.all([starting, launchChromium()]);
});

afterAll(async () => {
  await browser?.close();
  await demo?.close();
});

beforeEach(async () => {
  page = await browser.newPage();
  page.on('pageerror', (error) => pageErrors.push(error.message));
});

afterEach(async () => {
  await page.close();
  expect(pageErrors).toEqual([]);
});

const pollOptions = { timeout: 20_000 };

function passGrace(): void {
  aheadMs += (demo.graceSeconds + 1) * 1000;
}

/** What Google shows about the page's session, or the invoices behind it: who sent what, oldest first. */
async function conversions(...prefixes: string[]): Promise<string[]> {
  const { conversions: all }: { conversions: Conversion[] } = Object(
    await (await fetch(`${demo.collectorUrl}/hits.json`)).json(),
  );
  return all
    .filter(({ transactionId }) => prefixes.some((prefix) => transactionId.startsWith(prefix)))
    .map(({ sentBy, eventName, value }) => [sentBy, eventName, value].filter((part) => part !== undefined).join(' '));
}

/** Comes from the newsletter and goes to the payment page of a product; its session's id. */
async function goToPay(product: string): Promise<string> {
  await page.goto(demo.shopUrl);
  await page.getByRole('link', { name: 'Newsletter', exact: true }).click();
  await page.waitForFunction(() => document.cookie.includes('_ga_DEMO='));
  await page.locator('article', { hasText: product }).getByRole('link').click();
  await page.waitForURL('**/c/pay/**');
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

/** Presses a button beside what the row says, on one of Stripe's pages. */
async function press(path: string, row: string | RegExp, button: string): Promise<void> {
  await page.goto(demo.stripeUrl + path);
  await page
    .getByRole('row')
    .filter({ hasText: row })
    .first()
    .getByRole('button', { name: button, exact: true })
    .click();
}

async function expectConversions(prefix: string, expected: string[]): Promise<void> {
  await expect.poll(() => conversions(prefix), pollOptions).toEqual(expected);
}

describe('startDemo', () => {
  it('shows the purchase of a buyer who closed the tab, sent by the server once, and its refunds', async () => {
    const sessionId = await goToPay('Field notebook');
    await page.getByLabel('Close the tab').check();
    await page.getByRole('button', { name: 'Pay by card' }).click();
    await page.getByText('This tab is closed').waitFor();
    await expect.poll(async () => readLog(), pollOptions).toContain('checkout.session.completed');
    passGrace();
    await expectConversions(sessionId, ['server purchase 16.2']);
    await press('/payments', 'Field notebook', 'Refund half');
    await expectConversions(sessionId, ['server purchase 16.2', 'server refund 8.1']);
    await press('/payments', 'Field notebook', 'Refund all');
    await expectConversions(sessionId, ['server purchase 16.2', 'server refund 8.1', 'server refund 8.1']);
    await page.goto(demo.collectorUrl);
    const [ga4, ads] = [page.getByRole('table').first(), page.getByRole('table').last()];
    const row = ga4.getByRole('row').filter({ hasText: sessionId.slice(-6) });
    expect(await row.count()).toBe(3);
    expect(await row.last().textContent()).toMatch(/purchase.*server.*16\.2 USD.*newsletter \/ email \/ autumn/);
    expect(
      await ads
        .getByRole('row')
        .filter({ hasText: sessionId.slice(-6) })
        .count(),
    ).toBe(1);
  });

  it('says on Google’s page what is still to come, then why nothing was sent, of a mailed link whose buyer closed the tab', async () => {
    await page.goto(`${demo.shopUrl}/life`);
    await page.getByRole('link', { name: 'Open the mailed link' }).click();
    await page.waitForURL('**/c/pay/**');
    const sessionId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    await page.getByLabel('Close the tab').check();
    await page.getByRole('button', { name: 'Pay by card' }).click();
    await page.getByText('This tab is closed').waitFor();
    await page.goto(demo.collectorUrl);
    const row = page.getByRole('row').filter({ hasText: sessionId.slice(-6) });
    await row.getByText('The server leaves it to the thank-you page').waitFor();
    passGrace();
    await row.getByText('The passport is missing').waitFor();
    expect(await conversions(sessionId)).toEqual([]);
    await page.getByRole('link', { name: 'Back to the shop' }).click();
    await page.waitForURL(`${demo.shopUrl}/`);
  });

  it('lets the thank-you page see how the server tells of a debit that arrived', async () => {
    const sessionId = await goToPay('Linen journal');
    await page.getByRole('button', { name: 'Pay by bank debit' }).click();
    await page.locator('#summary').getByText('The payment is on its way').waitFor();
    const thanks = page;
    page = await browser.newPage();
    await press('/dashboard', sessionId.slice(-8), 'Debit arrives');
    await page
      .getByRole('row')
      .filter({ hasText: sessionId.slice(-8) })
      .getByText('paid', { exact: true })
      .waitFor();
    await expect.poll(async () => readLog(), pollOptions).toContain('async_payment_succeeded');
    passGrace();
    await thanks.locator('#summary').getByText('The server told “GA4”: purchase of €49.90').waitFor();
    await expectConversions(sessionId, ['server purchase 49.9']);
    await thanks.close();
  });

  it('shows a debit that failed, and an abandoned checkout that expired', async () => {
    const failed = await goToPay('Linen journal');
    await page.getByRole('button', { name: 'Pay by bank debit' }).click();
    await page.locator('#summary').getByText('The payment is on its way').waitFor();
    await press('/dashboard', failed.slice(-8), 'Debit fails');
    await expectConversions(failed, ['server checkout_failed 49.9']);
    const abandoned = await goToPay('Reading lamp');
    await page.getByRole('button', { name: 'Leave without paying' }).click();
    await press('/dashboard', abandoned.slice(-8), 'Expire');
    await expect.poll(() => conversions(abandoned), pollOptions).toHaveLength(1);
    expect((await conversions(abandoned))[0]).toMatch(/^server checkout_expired/);
  });

  it('shows a subscription from its trial to its end, and a dispute', async () => {
    const sessionId = await goToPay('Paper club');
    await page.getByRole('button', { name: 'Start the trial' }).click();
    await expectConversions(sessionId, ['page trial_start 0']);
    await press('/payments', 'trialing', 'Renew');
    await expectConversions('in_', ['server trial_converted 9']);
    await press('/payments', 'active', 'Renew');
    await expectConversions('in_', ['server trial_converted 9', 'server subscription_renewal 9']);
    const renewals = ['server trial_converted 9', 'server subscription_renewal 9', 'server subscription_refund 9'];
    await press('/payments', 'renewal', 'Refund all');
    await expectConversions('in_', renewals);
    await press('/payments', 'active', 'Cancel');
    await expectConversions(sessionId, ['page trial_start 0', 'server subscription_cancel']);
    await press('/payments', /renewal.*–paid/, 'Bank disputes');
    await expectConversions('in_', [...renewals, 'server dispute 9']);
  });
});

async function readLog(): Promise<string> {
  return readFile(demo.logFile, 'utf8');
}
