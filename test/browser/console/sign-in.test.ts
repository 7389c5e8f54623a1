// Signing in and out by clicking, with a real OpenID provider or a link, and what a viewer's pages offer.
import { randomBytes } from 'node:crypto';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { makeSignInLink } from '../../../functions/console/access/link/make-sign-in-link.ts';
import { consolePath } from '../../../functions/console/console-path.ts';
import type { Route } from '../../../functions/console/route.ts';
import { routes } from '../../../functions/console/routes.ts';
import type { ConsoleAssets } from '../../../functions/console/serve/console-assets.ts';
import { createRouteFinder } from '../../../functions/console/serve/find-route.ts';
import { type SignInWorld, startSignInWorld } from '../../functions/console/access/sign-in-world.ts';
import { buildAssets } from '../../functions/console/built-assets.ts';
import { type RunningConsole, startConsole } from '../../functions/console/start-console.ts';
import { launchChromium } from '../chromium.ts';

let browser: Browser;
let assets: ConsoleAssets;
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  [browser, assets] = await Promise.all([launchChromium(), buildAssets()]);
});
afterAll(() => browser?.close());
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function startWorld(environment: Record<string, string> = {}): Promise<SignInWorld> {
  const world = await startSignInWorld(environment, { assets });
  closing.push(() => world.close());
  return world;
}

/** A browser of somebody else, without any cookies. */
async function openWindow(): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext();
  closing.push(() => context.close());
  return { context, page: await context.newPage() };
}

/** From the console's address to the page behind the sign-in, as somebody who has an account at the provider. */
async function signIn(page: Page, { url }: RunningConsole, person: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('link', { name: /^Sign in with/ }).click();
  await page.getByRole('link', { name: person, exact: true }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).textContent();
const pathOf = (page: Page) => new URL(page.url()).pathname;

async function openPath(page: Page, { url }: RunningConsole, path: string): Promise<number | undefined> {
  return (await page.goto(`${url}${path}`))?.status();
}

/** An account with a property, owned by Ada; Bob, whom she asked in, may look. */
async function startShop() {
  const world = await startWorld();
  const { console } = world;
  const owner = await openWindow();
  await signIn(owner.page, console, 'ada');
  await owner.page.getByRole('link', { name: 'Members' }).click();
  await owner.page.getByLabel('E-mail address').fill('bob@shop.example');
  await owner.page.getByRole('radio', { name: 'Viewer' }).check();
  await owner.page.getByRole('button', { name: 'Add the address' }).click();
  const accountId = (await console.store.console.findDeployment())?.accountId ?? '';
  const property = await console.addProperty({ accountId, hostnames: ['shop.example.com'] });
  const viewer = await openWindow();
  await signIn(viewer.page, console, 'bob');
  return { console, owner, viewer, accountId, property };
}

describe('signing in by clicking', () => {
  test('leads from the console’s address over the provider to one’s account', async () => {
    const { console } = await startWorld();
    const { page, context } = await openWindow();
    await signIn(page, console, 'ada');
    expect(await heading(page)).toBe('My shops');
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
    expect(await heading(page)).toBe('You');
  });

  test('is refused to an address of another domain, with the way to choose another one', async () => {
    const { console } = await startWorld({ TILLTAG_CONSOLE_DOMAINS: 'shop.example' });
    const { page } = await openWindow();
    await page.goto(console.url);
    await page.getByRole('link', { name: /^Sign in with/ }).click();
    await page.getByRole('link', { name: 'eve', exact: true }).click();
    expect(await heading(page)).toBe('This address may not sign in');
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
    expect(await heading(page)).toBe('You are not signed in');
    await page.getByRole('link', { name: 'Back to the sign-in' }).click();
    expect(await heading(page)).toBe('Sign in');
  });
});

describe('signing in with a link', () => {
  async function startAlone() {
    const console = await startConsole({}, { assets, isNew: true });
    closing.push(() => console.close());
    const { url, store, clock } = console;
    const link = await makeSignInLink(store, { url, now: () => clock.nowMs, randomBytes });
    return { console, link };
  }

  test('takes one click where there is no provider, and works once', async () => {
    const { link } = await startAlone();
    const first = await openWindow();
    await first.page.goto(link);
    await first.page.getByRole('button', { name: 'Sign in' }).click();
    await first.page.getByRole('button', { name: 'Sign out' }).waitFor();
    expect(await heading(first.page)).toBe('My shops');
    const second = await openWindow();
    await second.page.goto(link);
    await second.page.getByRole('button', { name: 'Sign in' }).click();
    expect(await heading(second.page)).toBe('This link does not work any more');
    expect(await second.page.getByRole('button', { name: 'Sign out' }).count()).toBe(0);
  });

  test('is not used up by looking at it', async () => {
    const { link } = await startAlone();
    const { page } = await openWindow();
    await page.goto(link);
    await page.reload();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
  });

  test('is what the sign-in page leads to, with the command that makes one', async () => {
    const { console } = await startAlone();
    const { page } = await openWindow();
    await page.goto(console.url);
    expect(await heading(page)).toBe('Sign in');
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
    expect(await heading(page)).toBe('Sign in');
    await context.addCookies(kept);
    await openPath(page, console, '/accounts');
    expect(await heading(page)).toBe('Sign in');
  });

  test('here leaves the sign-in of another browser alone', async () => {
    const { console } = await startWorld();
    const [desk, phone] = [await openWindow(), await openWindow()];
    for (const { page } of [desk, phone]) await signIn(page, console, 'ada');
    await desk.page.getByRole('button', { name: 'Sign out' }).click();
    expect(await heading(desk.page)).toBe('Sign in');
    await phone.page.reload();
    expect(await heading(phone.page)).toBe('My shops');
  });

  test('everywhere ends that of the other browser as well', async () => {
    const { console } = await startWorld();
    const [desk, phone] = [await openWindow(), await openWindow()];
    for (const { page } of [desk, phone]) await signIn(page, console, 'ada');
    await desk.page.locator('.you').getByRole('link').click();
    await desk.page.getByRole('button', { name: 'Sign out everywhere' }).click();
    expect(await heading(desk.page)).toBe('Sign in');
    await phone.page.reload();
    expect(await heading(phone.page)).toBe('Sign in');
  });
});

describe('a viewer', () => {
  const findRoute = createRouteFinder(routes, consolePath);

  interface Offer {
    method: string;
    url: string;
  }

  /** Where the links of a page lead within the console, and the forms that have a button which can be pressed. */
  async function listOffers(page: Page): Promise<Offer[]> {
    const offers = await page.evaluate(() => {
      const forms = [...document.forms].filter((form) => form.querySelector('button:enabled') !== null);
      return [
        ...[...document.links].map(({ href }) => ({ method: 'GET', url: href })),
        ...forms.map(({ method, action }) => ({ method: method.toUpperCase(), url: action })),
      ];
    });
    const { origin } = new URL(page.url());
    return offers.filter(({ url }) => new URL(url).origin === origin);
  }

  const findOffered = ({ method, url }: Offer) => findRoute(method, new URL(url).pathname)?.route;

  /** Follows the links of a page and on, one link for each route; what only owners may do there, and the routes that were seen. */
  async function lookAround(page: Page): Promise<{ tooMuch: string[]; seen: string[] }> {
    const tooMuch: string[] = [];
    const seen = new Set<string>();
    const open = [page.url()];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const status = (await page.goto(next))?.status();
      if (status !== 200) tooMuch.push(`${next} answers ${status}`);
      const offers = await listOffers(page);
      const ofOwners = offers.filter((offer) => findOffered(offer)?.needs.endsWith('_owner') !== false);
      tooMuch.push(...ofOwners.map(({ method, url }) => `${next}: ${method} ${url}`));
      open.push(...offers.filter((offer) => isUnseenPage(findOffered(offer), seen)).map(({ url }) => url));
    }
    return { tooMuch, seen: [...seen] };
  }

  /** Files are saved and not shown. */
  function isUnseenPage(route: Route | undefined, seen: Set<string>): boolean {
    if (route === undefined || route.method !== 'GET' || seen.has(route.path)) return false;
    seen.add(route.path);
    return !/\.csv$|:fileName$|\/export$/.test(route.path);
  }

  test('finds every page of a property, and nothing on any of them that would be refused', async () => {
    const { console, viewer, property } = await startShop();
    await openPath(viewer.page, console, `/properties/${property.id}`);
    const { tooMuch, seen } = await lookAround(viewer.page);
    expect(tooMuch).toEqual([]);
    const sections = ['', '/setup', '/conversions', '/coverage', '/campaigns', '/doctor', '/settings'];
    expect(seen).toEqual(expect.arrayContaining(sections.map((section) => `/properties/:propertyId${section}`)));
  });

  test('is told so where an owner’s address is opened', async () => {
    const { console, viewer, property, accountId } = await startShop();
    for (const path of [`/accounts/${accountId}/members`, `/properties/${property.id}/erase`]) {
      expect(await openPath(viewer.page, console, path)).toBe(403);
      expect(await heading(viewer.page)).toBe('Only owners may do this');
    }
  });

  test('is refused a form that the page does not have, and nothing changes', async () => {
    const { console, viewer, property } = await startShop();
    await openPath(viewer.page, console, `/properties/${property.id}/settings`);
    const before = console.dump();
    // With the page's own token: the role alone stands in the way.
    const refused = viewer.page.waitForResponse((response) => response.request().method() === 'POST');
    await viewer.page.evaluate((action) => {
      const form = document.createElement('form');
      Object.assign(form, { method: 'post', action });
      const token = document.querySelector<HTMLInputElement>('input[name="csrf"]');
      if (token) form.append(token.cloneNode());
      document.body.append(form);
      form.submit();
    }, `${console.url}/properties/${property.id}/settings/name`);
    expect((await refused).status()).toBe(403);
    await viewer.page.getByRole('heading', { name: 'Only owners may do this' }).waitFor();
    expect(console.dump()).toBe(before);
  });

  test('sees another account’s property no more than one that is not there', async () => {
    const { console, viewer } = await startShop();
    const other = await console.addProperty({ accountId: 'acc_elsewhere' });
    for (const id of [other.id, 'tt_neverneverneverneverne']) {
      expect(await openPath(viewer.page, console, `/properties/${id}`)).toBe(404);
      expect(await heading(viewer.page)).toBe('There is nothing here');
    }
    expect(pathOf(viewer.page)).toContain('/properties/');
  });

  test('becomes an owner as soon as an owner says so', async () => {
    const { console, owner, viewer, property } = await startShop();
    const settings = `/properties/${property.id}/settings`;
    const save = viewer.page.locator('main form[method="post"] button:enabled');
    await openPath(viewer.page, console, settings);
    expect(await save.count()).toBe(0);
    await owner.page.getByRole('button', { name: 'Make owner (bob@shop.example)' }).click();
    await owner.page.getByRole('button', { name: 'Make viewer (bob@shop.example)' }).waitFor();
    await openPath(viewer.page, console, settings);
    expect(await save.count()).toBeGreaterThan(0);
  });
});
