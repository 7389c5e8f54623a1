// What the pages offer to somebody who may look and change nothing, and what they get who ask for more.
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { consolePath } from '../../../functions/console/console-path.ts';
import type { Route } from '../../../functions/console/route.ts';
import { routes } from '../../../functions/console/routes.ts';
import { createRouteFinder } from '../../../functions/console/serve/find-route.ts';
import { headingOf, openPath, signIn, useWindows } from './use-windows.ts';

const { startWorld, openWindow } = useWindows();

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
      expect(await headingOf(viewer.page)).toBe('Only owners may do this');
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
      expect(await headingOf(viewer.page)).toBe('There is nothing here');
    }
    expect(new URL(viewer.page.url()).pathname).toContain('/properties/');
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
