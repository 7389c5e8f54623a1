// Why somebody does not come back signed in, and what the page says then.
import { describe, expect, it } from 'vitest';
import { openBrowser, titleOf } from './cookie-jar.ts';
import { useSignInWorld } from './use-sign-in-world.ts';

const used = useSignInWorld();

describe('a sign-in that cannot be finished', () => {
  it('says that it was cancelled', async () => {
    await used.start();
    const page = await used.world.signIn(openBrowser(), 'cancel');
    expect([page.status, titleOf(page)]).toEqual([403, 'You are not signed in']);
    expect(page.headers.getSetCookie().join()).toMatch(/tilltag_sign_in_state=;/);
  });

  it('refuses another state, and does not ask the issuer then', async () => {
    await used.start();
    const browser = openBrowser();
    const callback = await used.world.comeBack(browser, 'ada');
    callback.searchParams.set('state', 'another');
    const page = await browser.ask(callback);
    expect([page.status, titleOf(page)]).toEqual([403, 'This sign-in cannot be finished']);
    expect(used.world.provider.requests).not.toContain('POST /token');
  });

  it('refuses a code that was used before', async () => {
    await used.start();
    const browser = openBrowser();
    const callback = await used.world.comeBack(browser, 'ada');
    const kept = browser.cookiesFor(callback);
    expect((await browser.ask(callback)).status).toBe(303);
    const again = await openBrowser().ask(callback, { headers: { cookie: kept } });
    expect([again.status, titleOf(again)]).toEqual([403, 'This sign-in cannot be finished']);
    expect(again.headers.getSetCookie().join()).not.toMatch(/tilltag_sign_in=/);
  });

  it('refuses a browser that did not begin it', async () => {
    await used.start();
    const callback = await used.world.comeBack(openBrowser(), 'ada');
    expect((await openBrowser().ask(callback)).status).toBe(403);
  });

  it('refuses a cookie that was changed', async () => {
    await used.start();
    const browser = openBrowser();
    const callback = await used.world.comeBack(browser, 'ada');
    browser.tamper('tilltag_sign_in_state', (value) => `${value.slice(0, -2)}${value.endsWith('AA') ? 'BB' : 'AA'}`);
    expect((await browser.ask(callback)).status).toBe(403);
  });

  it('refuses what took more than ten minutes', async () => {
    await used.start();
    const browser = openBrowser();
    const callback = await used.world.comeBack(browser, 'ada');
    used.world.console.clock.nowMs += 600_000;
    expect((await browser.ask(callback)).status).toBe(403);
  });

  it('says that the issuer is out of order, and finds it again once it is not', async () => {
    await used.start();
    used.world.provider.setDown(true);
    const page = await openBrowser().ask(`${used.world.console.url}/sign-in/start`);
    expect([page.status, titleOf(page)]).toEqual([502, 'The sign-in service does not answer']);
    used.world.provider.setDown(false);
    expect((await used.world.signIn(openBrowser(), 'ada', '/console/you')).status).toBe(200);
  });

  it('says the same where nothing answers at all', async () => {
    await used.start();
    await used.world.provider.close();
    const page = await openBrowser().ask(`${used.world.console.url}/sign-in/start`);
    expect([page.status, titleOf(page)]).toEqual([502, 'The sign-in service does not answer']);
    expect(used.world.console.logged).toMatchObject([{ severity: 'WARNING', event: 'sign_in_issuer_unreachable' }]);
  });

  it('says that the issuer refuses the console where the secret is wrong', async () => {
    await used.start({ TILLTAG_OIDC_CLIENT_SECRET: 'wrong' });
    const page = await used.world.signIn(openBrowser(), 'ada');
    expect([page.status, titleOf(page)]).toEqual([502, 'The sign-in service refuses the console']);
  });

  it('counts the attempts of one network', async () => {
    await used.start();
    const browser = openBrowser();
    const attempts: number[] = [];
    for (let attempt = 0; attempt < 21; attempt += 1) {
      attempts.push((await browser.ask(`${used.world.console.url}/sign-in/start`)).status);
    }
    expect(attempts.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 303));
    expect(attempts[20]).toBe(429);
    used.world.console.clock.nowMs += 5_000;
    expect((await browser.ask(`${used.world.console.url}/sign-in/start`)).status).toBe(303);
  });
});
