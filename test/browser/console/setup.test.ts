// The set-up of a property as a person walks it, with a mouse and on a phone, in light and dark, with and without script.
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ConsoleAssets } from '../../../functions/console/serve/console-assets.ts';
import { buildAssets } from '../../functions/console/built-assets.ts';
import {
  neededRights,
  type SetupWorld,
  setUpRights,
  startSetup,
  testKey,
} from '../../functions/console/setup/start-setup.ts';
import { launchChromium } from '../chromium.ts';
import { findBarriers } from './find-barriers.ts';
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
} from './walk-setup.ts';

let browser: Browser;
let assets: ConsoleAssets;
let world: SetupWorld;
beforeAll(async () => {
  [browser, assets] = await Promise.all([launchChromium(), buildAssets()]);
});
afterAll(() => browser.close());
beforeEach(async () => {
  world = await startSetup({ assets });
});
afterEach(() => world.close());

/** A window of the owner's, signed in; faults of its pages are written down. */
async function openWindow(options: BrowserContextOptions): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'], ...options });
  const [name = '', value = ''] = world.app.cookieOf('owner').split('=');
  await context.addCookies([{ name, value, url: world.app.url }]);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('console', (line) => {
    // A form that is shown again with what is wrong comes with 422, which Chromium counts as an error.
    if (line.type() === 'error' && !line.text().includes('422')) faults.push(line.text());
  });
  return { page, faults };
}

async function begin(page: Page): Promise<void> {
  await page.goto(`${world.app.url}/accounts/${world.app.accountId}`);
  expect(await findBarriers(page)).toEqual([]);
  await makeProperty(page, { name: 'My shop', hostname: 'shop.example.com' });
}

/** One that is never taken, whatever it may do. */
async function enterSecretKey(page: Page): Promise<void> {
  await arriveAt(page, 'Stripe keys');
  await page.getByLabel('Restricted key for test payments').fill('sk_test_neverStored0123456789');
  await press(page, 'Check and store');
  await page.getByText('so Tilltag refuses to hold it').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  expect(await page.getByLabel('Restricted key for test payments').inputValue()).toBe('');
}

/** Waits for the payment as it shows itself, part by part: Stripe and a lookup first, then the page’s word that it was processed. */
async function payAndWatch(page: Page): Promise<void> {
  await page.getByText('Waiting for your first test payment').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  const propertyId = /tt_\w+/.exec(page.url())?.[0] ?? '';
  const sessionId = await world.buy({ lines: [{ name: 'Tea', unitAmountMinor: 5000 }] });
  await world.lookFrom('https://shop.example.com', propertyId, sessionId);
  await page.getByText('Not there yet: Thank-you page').waitFor({ timeout: 20_000 });
  expect(await findBarriers(page)).toEqual([]);
  await world.reportFrom('https://shop.example.com', propertyId, sessionId);
  await page.getByText('The payment arrived.').waitFor({ timeout: 20_000 });
  // The key for live payments is still missing.
  await page.getByRole('link', { name: 'See what is left of the set-up' }).waitFor();
  expect(await findBarriers(page)).toEqual([]);
}

describe('the set-up in Chromium', () => {
  test.each([
    ['on a desk', { viewport: { width: 1280, height: 900 } }],
    ['on a phone', { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true }],
  ])(
    'is walked %s from nothing to the first green payment, and nothing on the way keeps anybody out',
    async (_where, options) => {
      world.stripe.putPaymentLink(world.stripeAccountId, { slug: 'tea', afterCompletion: { confirmation: 'Thanks.' } });
      const { page, faults } = await openWindow(options);
      await begin(page);
      await enterSecretKey(page);
      await enterTestKey(page, testKey);
      await choosePaymentsAndValue(page);
      await setRedirect(page, 'https://shop.example.com/merci');
      await confirmRedirect(page);
      await connectWebhook(page);
      await addGa4(page, 'G-SHOP1234');
      expect(world.google.serverHits).toMatchObject([{ faults: [] }]);
      await confirmGa4(page);
      await finishSetup(page);
      // Lost by any load of the page: it turns green in place.
      await page.evaluate(() => document.documentElement.setAttribute('data-same', ''));
      await payAndWatch(page);
      expect(await page.locator('html[data-same]').count()).toBe(1);
      await follow(page, 'All steps');
      expect(await findBarriers(page)).toEqual([]);
      await follow(page, 'Overview');
      expect(await page.getByText('50.00 EUR').count()).toBe(1);
      expect(await findBarriers(page)).toEqual([]);
      expect(faults).toEqual([]);
      await page.context().close();
    },
    180_000,
  );

  test('says what is wrong with a key, a right and a redirect, and takes each once it is put right', async () => {
    const { page } = await openWindow({ viewport: { width: 1280, height: 900 } });
    const enterKey = async (key: string): Promise<void> => {
      await page.getByLabel('Restricted key for test payments').fill(key);
      await press(page, 'Check and store');
    };
    await begin(page);
    await enterKey('rk_test_revoked0123456789');
    await page.getByText('Stripe does not know this key').waitFor();
    world.permit('rak_customer_read');
    await enterKey(testKey);
    await page.getByText('“Checkout Sessions: Read”').first().waitFor();
    expect(await findBarriers(page)).toEqual([]);
    world.permit(...neededRights.filter((right) => right !== 'rak_event_read'), ...setUpRights);
    await enterKey(testKey);
    await page.getByText('“Events: Read”, so that it can ask Stripe for events that the webhook missed').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    world.stripe.putPaymentLink(world.stripeAccountId, {
      slug: 'tea',
      afterCompletion: { redirectUrl: 'https://shop.example.com/merci' },
    });
    await page.goto(page.url().replace(/\/keys.*$/, '/redirect'));
    await page.getByText('payment missing').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    // Which page it is only its owner knows, even where a link leads to one already.
    expect(await page.getByRole('button', { name: /^Set the redirect of/ }).count()).toBe(0);
    await page.getByLabel('Address of your thank-you page').fill('https://shop.example.com/merci');
    await press(page, 'Show what to enter');
    await press(page, /^Set the redirect of/);
    await page.getByText('Buyers come back with their payment.').waitFor();
    await page.context().close();
  });

  test('turns green without script, too', async () => {
    const { page } = await openWindow({ javaScriptEnabled: false });
    const property = await world.app.addProperty({ hostnames: ['shop.example.com'] });
    const setup = `/properties/${property.id}/setup`;
    await world.app.post(`${setup}/keys`, { stripe_key_test: testKey });
    await world.app.post(`${setup}/webhook/make`, { mode: 'test', address: new URL(world.app.url).origin });
    await page.goto(`${world.app.url}${setup}/test`);
    await page.getByText('Waiting for your first test payment').waitFor();
    const sessionId = await world.buy();
    await page.getByText('It has not asked about the payment.').waitFor({ timeout: 30_000 });
    await world.reportFrom('https://shop.example.com', property.id, sessionId);
    await page.getByText('The payment arrived.').waitFor({ timeout: 30_000 });
    await page.context().close();
  });

  test('shows the open step in its bar on a phone, however far behind it lies', async () => {
    const { page } = await openWindow({ viewport: { width: 360, height: 740 } });
    const property = await world.app.addProperty({ hostnames: ['shop.example.com'] });
    await page.goto(`${world.app.url}/properties/${property.id}/setup/checklist`);
    const box = await page.locator('.steps [aria-current]').boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(360);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await page.context().close();
  });

  test('is done with the keyboard alone: the form is reached, sent, and told what is wrong', async () => {
    const { page } = await openWindow({ viewport: { width: 1280, height: 900 } });
    await page.goto(`${world.app.url}/accounts/${world.app.accountId}/properties/new`);
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').textContent()).toBe('Skip to content');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type('My shop');
    await page.keyboard.press('Tab');
    await page.keyboard.type('shop');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const field = page.getByLabel('Hostnames of your thank-you pages');
    await page.getByText('The hostname “shop” has no dot').waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await field.getAttribute('aria-describedby')).toContain('hostnames-error');
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('My shop');
    await page.context().close();
  });
});
