// Signing in and out by clicking, with a real OpenID provider or a link.
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { makeSignInLink } from '../../../functions/console/access/link/make-sign-in-link.ts';
import { headingOf, openPath, signIn, useWindows } from './use-windows.ts';

const { startWorld, startAlone, openWindow } = useWindows();

describe('signing in by clicking', () => {
  test('leads from the console’s address over the provider to one’s account', async () => {
    const { console } = await startWorld();
    const { page, context } = await openWindow();
    await signIn(page, console, 'ada');
    expect(await headingOf(page)).toBe('My shops');
    expect(await page.locator('.you').getByRole('link').textContent()).toBe('ada@shop.example');
    const [cookie] = (await context.cookies(console.url)).filter(({ name }) => name.startsWith('tilltag'));
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/console' });
    expect(await page.evaluate(() => document.cookie)).toBe('');
  });

  test('comes back to the page that was asked for', async () => {
    const { console } = await startWorld();
    const { page } = await openWindow();
    await openPath(page, console, '/you');
    await page.getByRole('link', { name: /^Sign in with/ }).click();
    await page.getByRole('link', { name: 'ada', exact: true }).click();
    await page.waitForURL(`${console.url}/you`);
    expect(await headingOf(page)).toBe('You');
  });

  test('is refused to an address of another domain, with the way to choose another one', async () => {
    const { console } = await startWorld({ TILLTAG_CONSOLE_DOMAINS: 'shop.example' });
    const { page } = await openWindow();
    await page.goto(console.url);
    await page.getByRole('link', { name: /^Sign in with/ }).click();
    await page.getByRole('link', { name: 'eve', exact: true }).click();
    expect(await headingOf(page)).toBe('This address may not sign in');
    await page.getByRole('link', { name: 'Sign in with another address' }).click();
    // The provider asks who it is, though it knows.
    await page.getByRole('link', { name: 'ada', exact: true }).waitFor();
  });

  test('can be broken off, and begun again', async () => {
    const { console } = await startWorld();
    const { page } = await openWindow();
    await page.goto(console.url);
    await page.getByRole('link', { name: /^Sign in with/ }).click();
    await page.getByRole('link', { name: 'cancel', exact: true }).click();
    expect(await headingOf(page)).toBe('You are not signed in');
    await page.getByRole('link', { name: 'Back to the sign-in' }).click();
    expect(await headingOf(page)).toBe('Sign in');
  });
});

describe('signing in with a link', () => {
  async function makeLink() {
    const console = await startAlone();
    const { url, store, clock } = console;
    const link = await makeSignInLink(store, { url, now: () => clock.nowMs, randomBytes });
    return { console, link };
  }

  test('takes one click where there is no provider, and works once', async () => {
    const { link } = await makeLink();
    const first = await openWindow();
    await first.page.goto(link);
    await first.page.getByRole('button', { name: 'Sign in' }).click();
    await first.page.getByRole('button', { name: 'Sign out' }).waitFor();
    expect(await headingOf(first.page)).toBe('My shops');
    const second = await openWindow();
    await second.page.goto(link);
    await second.page.getByRole('button', { name: 'Sign in' }).click();
    expect(await headingOf(second.page)).toBe('This link does not work any more');
    expect(await second.page.getByRole('button', { name: 'Sign out' }).count()).toBe(0);
  });

  test('is not used up by looking at it', async () => {
    const { link } = await makeLink();
    const { page } = await openWindow();
    await page.goto(link);
    await page.reload();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
  });

  test('is what the sign-in page leads to, with the command that makes one', async () => {
    const console = await startAlone();
    const { page } = await openWindow();
    await page.goto(console.url);
    expect(await headingOf(page)).toBe('Sign in');
    expect(await page.locator('code').first().textContent()).toBe('npm run tilltag -- console link');
  });
});

describe('signing out', () => {
  test('ends the sign-in of this browser, also for whoever kept its cookie', async () => {
    const { console } = await startWorld();
    const { page, context } = await openWindow();
    await signIn(page, console, 'ada');
    const kept = await context.cookies(console.url);
    await page.getByRole('button', { name: 'Sign out' }).click();
    expect(await page.getByRole('status').textContent()).toContain('You are signed out.');
    await openPath(page, console, '/accounts');
    expect(await headingOf(page)).toBe('Sign in');
    await context.addCookies(kept);
    await openPath(page, console, '/accounts');
    expect(await headingOf(page)).toBe('Sign in');
  });

  test('here leaves the sign-in of another browser alone', async () => {
    const { console } = await startWorld();
    const [desk, phone] = [await openWindow(), await openWindow()];
    for (const { page } of [desk, phone]) await signIn(page, console, 'ada');
    await desk.page.getByRole('button', { name: 'Sign out' }).click();
    expect(await headingOf(desk.page)).toBe('Sign in');
    await phone.page.reload();
    expect(await headingOf(phone.page)).toBe('My shops');
  });

  test('everywhere ends that of the other browser as well', async () => {
    const { console } = await startWorld();
    const [desk, phone] = [await openWindow(), await openWindow()];
    for (const { page } of [desk, phone]) await signIn(page, console, 'ada');
    await desk.page.locator('.you').getByRole('link').click();
    await desk.page.getByRole('button', { name: 'Sign out everywhere' }).click();
    expect(await headingOf(desk.page)).toBe('Sign in');
    await phone.page.reload();
    expect(await headingOf(phone.page)).toBe('Sign in');
  });
});
