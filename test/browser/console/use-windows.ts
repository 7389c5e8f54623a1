// A console with people who sign in to it, each in a browser of their own; everything is closed after each test.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { ConsoleAssets } from '../../../functions/console/serve/console-assets.ts';
import { type SignInWorld, startSignInWorld } from '../../functions/console/access/sign-in-world.ts';
import { buildAssets } from '../../functions/console/built-assets.ts';
import { type RunningConsole, startConsole } from '../../functions/console/start-console.ts';
import { launchChromium } from '../chromium.ts';

/** A browser of somebody, without any cookies at first. */
export interface OwnWindow {
  context: BrowserContext;
  page: Page;
}

export interface Windows {
  /** A console whose people have accounts at a real OpenID provider. */
  startWorld: (environment?: Record<string, string>) => Promise<SignInWorld>;
  /** A console without a provider, which nobody owns yet. */
  startAlone: () => Promise<RunningConsole>;
  openWindow: () => Promise<OwnWindow>;
}

/** Sets the surroundings up for the tests of a file. */
export function useWindows(): Windows {
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
  const closeLater = <T extends { close: () => Promise<void> }>(one: T): T => {
    closing.push(() => one.close());
    return one;
  };
  return {
    startWorld: async (environment = {}) => closeLater(await startSignInWorld(environment, { assets })),
    startAlone: async () => closeLater(await startConsole({}, { assets, isNew: true })),
    async openWindow() {
      const context = closeLater(await browser.newContext());
      return { context, page: await context.newPage() };
    },
  };
}

/** From the console's address to the page behind the sign-in, as somebody who has an account at the provider. */
export async function signIn(page: Page, { url }: RunningConsole, person: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('link', { name: /^Sign in with/ }).click();
  await page.getByRole('link', { name: person, exact: true }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

/** The text of the page's first heading. */
export function headingOf(page: Page): Promise<string | null> {
  return page.getByRole('heading', { level: 1 }).textContent();
}

/** The status that the page of this path answers. */
export async function openPath(page: Page, { url }: RunningConsole, path: string): Promise<number | undefined> {
  return (await page.goto(`${url}${path}`))?.status();
}
