// The demo as a visitor meets it: shop, payment page, thank-you page, in a real browser.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
// For the type of window.simulatedContainer only.
import type {} from '../../scripts/simulator/browser/start-in-browser.ts';
import { type Demo, startDemo } from '../../scripts/stand-ins/demo/start-demo.ts';
import { launchChromium } from './chromium.ts';

let demo: Demo;
let browser: Browser;
let page: Page;
const pageErrors: string[] = [];

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tilltag-demo-'));
  [demo, browser] = await Promise.all([startDemo({ folder, port: 0, notify: () => undefined }), launchChromium()]);
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

async function buy(product: string, button: string): Promise<void> {
  await page.goto(demo.shopUrl);
  await page.getByRole('link', { name: 'Newsletter', exact: true }).click();
  await page.locator('article', { hasText: product }).getByRole('link').click();
  await page.getByLabel('E-mail').fill('ada@example.com');
  await page.getByLabel('Name').fill('Ada Byron');
  await page.getByRole('button', { name: button }).click();
  await page.waitForURL(`${demo.shopUrl}/thanks?**`);
}

const headline = () => page.locator('#summary');

async function hitsOfThisSession(): Promise<unknown[]> {
  const sessionId = new URL(page.url()).searchParams.get('session_id');
  const { hits } = Object(await (await fetch(`${demo.collectorUrl}/hits.json`)).json());
  return [...hits].filter((hit) => Object(hit).parameters.transaction_id === sessionId);
}

describe('startDemo', () => {
  it('shows the purchase with money and campaign, once, however often the page is opened', async () => {
    await buy('Linen journal', 'Pay by card');
    await page.getByText('1 in all for this transaction').waitFor();
    expect(await headline().textContent()).toBe('A purchase of €49.90 is in the data layer');
    expect(await page.getByText('Brought by the campaign newsletter / email / autumn.').count()).toBe(1);
    expect(await hitsOfThisSession()).toMatchObject([
      { eventName: 'purchase', currency: 'EUR', parameters: { value: 49.9, shipping: 4.9 } },
    ]);
    await page.reload();
    await headline().getByText('Counted before').waitFor();
    expect(await hitsOfThisSession()).toHaveLength(1);
  });

  it('names the first and the last campaign on the thank-you page, as they were before Stripe', async () => {
    await page.goto(demo.shopUrl);
    await page.getByRole('link', { name: 'an Instagram ad' }).click();
    await page.waitForFunction(() => document.cookie.includes('_tilltag='));
    // The cookie tells visits apart by the second.
    await page.waitForTimeout(1_100);
    await page.getByRole('link', { name: 'a Google ad' }).click();
    await page.waitForFunction(() => document.cookie.includes('google'));
    await page.getByRole('link', { name: 'All ways to buy' }).click();
    await page.waitForURL(`${demo.shopUrl}/ways`);
    await page.waitForFunction(() => window.simulatedContainer?.tags.every(({ status }) => status === 'succeeded'));
    await page.getByRole('link', { name: 'Buy', exact: true }).first().click();
    await page.getByRole('button', { name: 'Pay by card' }).click();
    await page.getByText('1 in all for this transaction').waitFor();
    expect(await page.locator('.summary').textContent()).toContain(
      'Brought by the campaign google / cpc / Schönes Papier 2026. The first visit came by instagram / paid_social / autumn.reel.',
    );
    const station = page.locator('ol.stations li').first();
    expect(await station.textContent()).toMatch(/done.*decorated at the click.*tt1_/);
    const row = page.getByRole('row', { name: /^Google click/ });
    expect(await row.textContent()).toContain('Cj0KCQiA');
  });

  it.each(['buy-button', 'pricing-table'])(
    'sells through Stripe’s %s, whose reference is set beforehand',
    async (name) => {
      await page.goto(`${demo.shopUrl}/autumn?utm_source=newsletter&utm_medium=email&utm_campaign=autumn`);
      await page.getByRole('link', { name: 'All ways to buy' }).click();
      const withReference = () =>
        page
          .frames()
          .find((frame) => frame.url().includes(`/v3/${name}?`) && frame.url().includes('reference-id=tt1_'));
      await expect.poll(() => withReference() !== undefined, { timeout: 20_000 }).toBe(true);
      await withReference()?.getByRole('button').first().click();
      await page.getByRole('button', { name: 'Pay by card' }).click();
      await page.getByText('Brought by the campaign newsletter / email / autumn.').waitFor();
    },
  );

  it('shows a trial as a trial and no purchase', async () => {
    await buy('Paper club', 'Start the trial');
    await headline().getByText('trial_start is in the data layer').waitFor();
  });

  it('shows a bank debit as pending and sends GA4 nothing', async () => {
    await buy('Linen journal', 'Pay by bank debit');
    await headline().getByText('The payment is on its way').waitFor();
    expect(await hitsOfThisSession()).toEqual([]);
  });

  it('lets a debit arrive on a narrow screen, and leads back to the thank-you page', async () => {
    await page.setViewportSize({ width: 390, height: 800 });
    await buy('Linen journal', 'Pay by bank debit');
    const thanks = page.url();
    await page.getByRole('link', { name: 'Checkout sessions' }).last().click();
    const row = page
      .getByRole('row')
      .filter({ hasText: new URL(thanks).searchParams.get('session_id')?.slice(-8) ?? '' });
    for (const name of ['Debit arrives', 'Debit fails']) {
      const box = await row.getByRole('button', { name }).boundingBox();
      expect((box?.x ?? 390) + (box?.width ?? 0), name).toBeLessThanOrEqual(390);
    }
    await row.getByRole('button', { name: 'Debit arrives' }).click();
    await row.getByText('paid', { exact: true }).waitFor();
    await row.getByRole('link', { name: 'Thank-you page' }).click();
    expect(page.url()).toBe(thanks);
  });

  it('names the fix where the placeholder was left in the redirect address', async () => {
    await page.goto(demo.shopUrl);
    await page.getByRole('link', { name: 'placeholder left in it' }).click();
    await headline().getByText('The tag reported a failure').waitFor();
    expect(await page.locator('.summary').textContent()).toContain('session_id={CHECKOUT_SESSION_ID}');
  });

  it('is silent on a thank-you page without a session', async () => {
    await page.goto(`${demo.shopUrl}/thanks`);
    await headline().getByText('Nothing to report').waitFor();
    expect(await page.getByText('The tag printed nothing.').count()).toBe(1);
    expect(await page.getByRole('heading', { name: 'What “GA4” received' }).count()).toBe(0);
  });
});
