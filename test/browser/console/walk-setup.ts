// The steps of a set-up as a person walks them in a browser, with whatever is typed and whoever answers.
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { findBarriers } from './find-barriers.ts';

export const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
export const follow = (page: Page, name: string | RegExp) => page.getByRole('link', { name }).click();

/** Waits for the page of this title, which keeps nobody out. */
export async function arriveAt(page: Page, title: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
  expect(await findBarriers(page), title).toEqual([]);
}

/** From the list of an account's properties to the keys of a new one. */
export async function makeProperty(page: Page, { name, hostname }: { name: string; hostname: string }): Promise<void> {
  await follow(page, 'New property');
  await arriveAt(page, 'New property');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Hostnames of your thank-you pages').fill(hostname);
  await press(page, 'Make the property');
}

/** Enters a key that has every right, and goes on. */
export async function enterTestKey(page: Page, key: string): Promise<void> {
  await arriveAt(page, 'Stripe keys');
  await page.getByLabel('Restricted key for test payments').fill(key);
  await press(page, 'Check and store');
  await page.getByText('The test key has every right that is needed.').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await follow(page, /^Next/);
}

/** All payments of the account, without tax and shipping. */
export async function choosePaymentsAndValue(page: Page): Promise<void> {
  await arriveAt(page, 'Whose payments');
  await page.getByLabel('All payments of the Stripe account').check();
  await press(page, 'Save and go on');
  await arriveAt(page, 'Value of a payment');
  await page.getByLabel('Without tax and shipping').check();
  await press(page, 'Save and go on');
}

/** Has the one payment link that there is redirect to the thank-you page. */
export async function setRedirect(page: Page, thankYouUrl: string): Promise<void> {
  await arriveAt(page, 'Redirect after the payment');
  await page.getByLabel('Address of your thank-you page').fill(thankYouUrl);
  await press(page, 'Show what to enter');
  await press(page, /^Set the redirect of/);
  await page.getByText('Buyers come back with their payment.').waitFor();
  expect(await findBarriers(page)).toEqual([]);
}

/** Leaves the step about redirects, which is done by itself. */
export async function confirmRedirect(page: Page): Promise<void> {
  await page.getByText('so this step is done').waitFor();
  await follow(page, /^Next/);
}

/** Has Stripe make the webhook. */
export async function connectWebhook(page: Page): Promise<void> {
  await arriveAt(page, 'Webhook');
  await press(page, 'Make the test webhook');
  await page.getByText('The test webhook is connected.').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await follow(page, /^Next/);
}

/** Adds a stream of GA4's for test payments, and has a test event sent there. */
export async function addGa4(page: Page, measurementId: string): Promise<void> {
  await arriveAt(page, 'Destinations');
  await page.getByText('Add GA4', { exact: true }).click();
  expect(await findBarriers(page)).toEqual([]);
  await page.getByLabel('Measurement ID').fill(measurementId);
  await page.getByLabel('API secret').fill('SecretOfTheStream');
  // Nothing is chosen while there is no key for live payments.
  await page.locator('input[name="ga4_mode"][value="test"]').check();
  await press(page, 'Check and add');
  await page.getByText('not proven yet').waitFor();
  await press(page, /^Send a test event/);
  await page.getByText('The test event was sent.').waitFor();
  expect(await findBarriers(page)).toEqual([]);
}

/** Says that the event was seen, and goes on. */
export async function confirmGa4(page: Page): Promise<void> {
  await press(page, /^I saw it in Realtime/);
  await page.getByText('seen at work').waitFor();
  await follow(page, /^Next/);
}

/** Container and checklist, up to the page that waits for the first test payment. */
export async function finishSetup(page: Page): Promise<void> {
  await arriveAt(page, 'Google Tag Manager');
  await press(page, 'I have imported and published the container');
  await arriveAt(page, 'Outside Google Tag Manager');
  for (const box of await page.getByRole('checkbox').all()) await box.check();
  await press(page, 'Save and go on');
  await arriveAt(page, 'First test payment');
}
