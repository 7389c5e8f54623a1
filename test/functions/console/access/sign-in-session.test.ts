// How long a sign-in lasts, how its token changes, and how it ends.

import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findVisitor } from '../../../../functions/console/access/find-visitor.ts';
import { linkLifeMs, makeSignInLink } from '../../../../functions/console/access/link/make-sign-in-link.ts';
import { signInLife } from '../../../../functions/console/access/sign-in-life.ts';
import { youTexts } from '../../../../functions/console/texts/access-texts.ts';
import { signInTexts } from '../../../../functions/console/texts/sign-in-texts.ts';
import type { ConsoleSettings } from '../../../../functions/console-settings.ts';
import { type RunningConsole, startConsole } from '../start-console.ts';
import { type Browser, openBrowser } from './cookie-jar.ts';

const dayMs = 86_400_000;

let running: RunningConsole;
let browser: Browser;

beforeEach(async () => {
  running = await startConsole({}, { isNew: true });
  browser = await signIn();
});
afterEach(() => running.close());

/** A browser that a link has signed in. */
async function signIn(): Promise<Browser> {
  const signedIn = openBrowser();
  const now = () => running.clock.nowMs;
  const link = new URL(await makeSignInLink(running.store, { url: running.url, now, randomBytes }));
  const fields = { ticket: link.searchParams.get('ticket') ?? '' };
  expect(await post(signedIn, '/sign-in/link', fields)).toBe(303);
  return signedIn;
}

async function post(who: Browser, path: string, fields: Record<string, string>): Promise<number> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
  const body = new URLSearchParams(fields).toString();
  return (await who.ask(`${running.url}${path}`, { method: 'POST', headers, body })).status;
}

function tokenOf(who: Browser): string {
  return who.cookiesFor(`${running.url}/you`);
}

async function isSignedIn(cookie: string, access: Partial<ConsoleSettings> = {}): Promise<boolean> {
  const settings = {
    console: {
      issuer: undefined,
      domains: [],
      origin: undefined,
      publicUrl: undefined,
      webhookUrl: undefined,
      ...access,
    },
  };
  const tools = { store: running.store, now: () => running.clock.nowMs, settings };
  return (await findVisitor(tools, cookie, { prefix: '', path: '/console' })) !== undefined;
}

async function csrfOn(who: Browser): Promise<string> {
  const { body } = await who.ask(`${running.url}/you`);
  return /name="csrf" value="([^"]*)"/.exec(body)?.[1] ?? '';
}

describe('a sign-in', () => {
  it('counts no longer where its address may not sign in any more', async () => {
    const issuer = { issuer: 'https://accounts.google.com', clientId: 'console', clientSecret: 'secret' };
    const token = tokenOf(browser);
    expect(await isSignedIn(token, { issuer })).toBe(true);
    expect(await isSignedIn(token, { issuer, domains: ['localhost'] })).toBe(true);
    expect(await isSignedIn(token, { issuer, domains: ['shop.example'] })).toBe(false);
    // Whoever holds a link is let in whatever the address is.
    expect(await isSignedIn(token, { domains: ['shop.example'] })).toBe(true);
  });

  it('keeps its token for a day of use', async () => {
    const token = tokenOf(browser);
    running.clock.nowMs += dayMs - 1;
    await browser.ask(`${running.url}/you`);
    expect(tokenOf(browser)).toBe(token);
  });

  it('gets another token after a day of use, and the one before counts a minute longer', async () => {
    const token = tokenOf(browser);
    running.clock.nowMs += dayMs;
    expect((await browser.ask(`${running.url}/you`)).status).toBe(200);
    expect(tokenOf(browser)).not.toBe(token);
    running.clock.nowMs += 59_999;
    expect(await isSignedIn(token)).toBe(true);
    running.clock.nowMs += 1;
    expect(await isSignedIn(token)).toBe(false);
    expect(await isSignedIn(tokenOf(browser))).toBe(true);
  });

  it('gets only one other token where pages load at once', async () => {
    running.clock.nowMs += dayMs;
    const cookie = tokenOf(browser);
    const ask = async () => (await fetch(`${running.url}/you`, { headers: { cookie } })).headers.getSetCookie();
    const cookies = (await Promise.all([ask(), ask(), ask()])).flat();
    expect(cookies).toHaveLength(1);
  });

  it('lets a form be sent that was opened before the token changed', async () => {
    const csrf = await csrfOn(browser);
    running.clock.nowMs += dayMs;
    const { status } = await browser.ask(`${running.url}/you`);
    expect(status).toBe(200);
    expect(await post(browser, '/accounts', { csrf, name: 'Another shop' })).toBe(303);
  });

  it('ends after two weeks without a visit', async () => {
    running.clock.nowMs += 14 * dayMs - 1;
    expect(await isSignedIn(tokenOf(browser))).toBe(true);
    running.clock.nowMs += 1;
    expect(await isSignedIn(tokenOf(browser))).toBe(false);
  });

  it('ends thirty days after it began, visited or not', async () => {
    for (let day = 1; day < 30; day += 1) {
      running.clock.nowMs += dayMs;
      expect((await browser.ask(`${running.url}/you`)).status, `day ${day}`).toBe(200);
    }
    running.clock.nowMs += dayMs;
    expect((await browser.ask(`${running.url}/you`)).status).toBe(303);
  });

  it('lasts for as long as the pages and the link say', () => {
    expect(youTexts.signOutAbout).toContain(`after ${signInLife.idleMs / dayMs} days without a visit`);
    expect(youTexts.signOutAbout).toContain(`${signInLife.longestMs / dayMs} days after it began`);
    expect(signInTexts.withLink).toContain(`for ${linkLifeMs / 60_000} minutes`);
  });

  it('is ended by signing out, for whoever kept the cookie as well', async () => {
    const cookie = tokenOf(browser);
    expect(await post(browser, '/sign-out', { csrf: await csrfOn(browser) })).toBe(303);
    expect(tokenOf(browser)).toBe('');
    expect(await isSignedIn(cookie)).toBe(false);
  });

  it('is ended in every browser by signing out everywhere, and a later one is not', async () => {
    const other = await signIn();
    const cookies = [tokenOf(browser), tokenOf(other)];
    expect(await post(browser, '/sign-out-everywhere', { csrf: await csrfOn(browser) })).toBe(303);
    expect(await Promise.all(cookies.map((cookie) => isSignedIn(cookie)))).toEqual([false, false]);
    expect(await isSignedIn(tokenOf(await signIn()))).toBe(true);
  });

  it('outlives the signing out of another browser', async () => {
    const other = await signIn();
    await post(browser, '/sign-out', { csrf: await csrfOn(browser) });
    expect(await isSignedIn(tokenOf(other))).toBe(true);
  });
});
