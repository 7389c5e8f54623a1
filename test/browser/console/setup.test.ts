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

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
const follow = (page: Page, name: string | RegExp) => page.getByRole('link', { name }).click();
const heading = (page: Page) => page.getByRole('heading', { level: 1 }).textContent();

async function makeProperty(page: Page): Promise<void> {
  await page.goto(`${world.app.url}/accounts/${world.app.accountId}`);
  expect(await findBarriers(page)).toEqual([]);
  await follow(page, 'New property');
  expect(await findBarriers(page)).toEqual([]);
  await page.getByLabel('Name', { exact: true }).fill('My shop');
  await page.getByLabel('Hostnames of your thank-you pages').fill('shop.example.com');
  await press(page, 'Make the property');
}

async function enterKeys(page: Page): Promise<void> {
  expect(await heading(page)).toBe('Stripe keys');
  await page.getByLabel('Restricted key for test payments').fill('sk_test_neverStored0123456789');
  await press(page, 'Check and store');
  expect(await page.getByText('so Tilltag refuses to hold it').count()).toBe(1);
  expect(await findBarriers(page)).toEqual([]);
  expect(await page.getByLabel('Restricted key for test payments').inputValue()).toBe('');
  await page.getByLabel('Restricted key for test payments').fill(testKey);
  await press(page, 'Check and store');
  expect(await page.getByText('The test key has every right that is needed.').count()).toBe(1);
  expect(await findBarriers(page)).toEqual([]);
  await follow(page, /^Next/);
}

async function choosePaymentsAndValue(page: Page): Promise<void> {
  expect(await heading(page)).toBe('Whose payments');
  expect(await findBarriers(page)).toEqual([]);
  await page.getByLabel('All payments of the Stripe account').check();
  await press(page, 'Save and go on');
  expect(await heading(page)).toBe('Value of a payment');
  expect(await findBarriers(page)).toEqual([]);
  await page.getByLabel('Without tax and shipping').check();
  await press(page, 'Save and go on');
}

async function setRedirect(page: Page): Promise<void> {
  expect(await heading(page)).toBe('Redirect after the payment');
  expect(await findBarriers(page)).toEqual([]);
  await page.getByLabel('Address of your thank-you page').fill('https://shop.example.com/merci');
  await press(page, 'Show what to enter');
  await press(page, /^Set the redirect of/);
  await page.getByText('Buyers come back with their payment.').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await press(page, 'I have entered it in every payment link');
}

async function connectWebhook(page: Page): Promise<void> {
  expect(await heading(page)).toBe('Webhook');
  expect(await findBarriers(page)).toEqual([]);
  await press(page, 'Make the test webhook');
  await page.getByText('The test webhook is connected.').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await follow(page, /^Next/);
}

async function addGa4(page: Page): Promise<void> {
  expect(await heading(page)).toBe('Destinations');
  await page.getByText('Add GA4').click();
  expect(await findBarriers(page)).toEqual([]);
  await page.getByLabel('Measurement ID').fill('G-SHOP1234');
  await page.getByLabel('API secret').fill('SecretOfTheStream');
  // Nothing is chosen while there is no key for live payments.
  await page.locator('input[name="ga4_mode"][value="test"]').check();
  await press(page, 'Check and add');
  await page.getByText('not proven yet').waitFor();
  await press(page, /^Send a test event/);
  await page.getByText('The test event was sent.').waitFor();
  expect(world.google.serverHits).toMatchObject([{ faults: [] }]);
  expect(await findBarriers(page)).toEqual([]);
  await press(page, /^I saw it in Realtime/);
  await page.getByText('seen at work').waitFor();
  await follow(page, /^Next/);
}

async function finish(page: Page): Promise<void> {
  expect(await heading(page)).toBe('Google Tag Manager');
  expect(await findBarriers(page)).toEqual([]);
  await press(page, 'I have imported and published the container');
  expect(await heading(page)).toBe('Outside Google Tag Manager');
  expect(await findBarriers(page)).toEqual([]);
  for (const box of await page.getByRole('checkbox').all()) await box.check();
  await press(page, 'Save and go on');
  expect(await heading(page)).toBe('First test payment');
}

/** Waits for the payment as it shows itself, then has a page of the shop ask about it as well. */
async function payAndWatch(page: Page): Promise<void> {
  await page.getByText('Waiting for your first test payment').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  const propertyId = /tt_\w+/.exec(page.url())?.[0] ?? '';
  const sessionId = await world.buy({ lines: [{ name: 'Tea', unitAmountMinor: 5000 }] });
  await world.lookFrom('https://shop.example.com', propertyId, sessionId);
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
      await makeProperty(page);
      await enterKeys(page);
      await choosePaymentsAndValue(page);
      await setRedirect(page);
      await connectWebhook(page);
      await addGa4(page);
      await finish(page);
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
    await makeProperty(page);
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
    await world.buy();
    await page.getByText('The payment arrived.').waitFor({ timeout: 30_000 });
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
    await page.getByText('This hostname has no dot').waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await field.getAttribute('aria-describedby')).toContain('hostnames-error');
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('My shop');
    await page.context().close();
  });
});
