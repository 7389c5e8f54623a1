// Signing in with an OpenID provider, from the button to the page behind it, and who may.
import { describe, expect, it } from 'vitest';
import { openBrowser, titleOf } from './cookie-jar.ts';
import { useSignInWorld } from './use-sign-in-world.ts';

const used = useSignInWorld();

describe('signing in', () => {
  it('makes the first person the owner of the deployment and of its first account', async () => {
    const { console } = await used.start();
    const browser = openBrowser();
    expect(await console.store.console.findDeployment()).toBeUndefined();
    await browser.ask(await used.world.comeBack(browser, 'ada'));
    const deployment = await console.store.console.findDeployment();
    const [membership] = await console.store.console.listMembershipsOfEmail('ada@shop.example');
    expect(membership).toMatchObject({
      accountId: deployment?.accountId,
      role: 'owner',
      userId: deployment?.ownerUserId,
    });
    expect(await console.store.console.findUser(deployment?.ownerUserId ?? '')).toMatchObject({
      email: 'ada@shop.example',
      name: 'Ada Lovelace',
    });
    expect(await console.store.console.findAccount(deployment?.accountId ?? '')).toMatchObject({ name: 'My shops' });
    const home = await browser.ask(`${console.url}/`);
    expect(home.headers.get('location')).toBe(`/console/accounts/${deployment?.accountId}`);
  });

  it('lets whoever came with the wrong address choose another one', async () => {
    await used.start({ TILLTAG_CONSOLE_DOMAINS: 'shop.example' });
    const browser = openBrowser();
    await used.world.signIn(browser, 'eve');
    const choice = await browser.go(`${used.world.console.url}/sign-in/start?another=yes`);
    expect(choice.body).toContain('>ada</a>');
  });

  it('goes on to the page that was asked for', async () => {
    await used.start();
    const browser = openBrowser();
    const asked = await browser.go(`${used.world.console.url}/you`);
    expect(asked.url.pathname + asked.url.search).toBe('/console/sign-in?next=%2Fconsole%2Fyou');
    const page = await used.world.signIn(browser, 'ada', '/console/you');
    expect([page.status, page.url.pathname, titleOf(page)]).toEqual([200, '/console/you', 'You']);
  });

  it.each([
    'https://evil.example/console/',
    '//evil.example/console/',
    '/\\evil.example/console/',
    '/elsewhere',
    '/console/../x',
  ])('does not go on to %s', async (next) => {
    await used.start();
    const browser = openBrowser();
    const callback = await used.world.comeBack(browser, 'ada', next);
    expect((await browser.ask(callback)).headers.get('location')).toBe('/console/');
  });

  it('sets a cookie that no script reads, for the console alone, and takes the one of the attempt away', async () => {
    await used.start();
    const browser = openBrowser();
    const callback = await used.world.comeBack(browser, 'ada');
    const [signIn = '', state = ''] = (await browser.ask(callback)).headers.getSetCookie();
    expect(signIn).toMatch(
      /^tilltag_sign_in=[\w-]{43}\.[\w-]{43}; Path=\/console; HttpOnly; SameSite=Lax; Max-Age=1209600$/,
    );
    expect(state).toMatch(
      /^tilltag_sign_in_state=; Path=\/console\/sign-in\/callback; HttpOnly; SameSite=Lax; Max-Age=0$/,
    );
  });

  it('gives a new token to whoever signs in again, and forgets the one before', async () => {
    await used.start();
    const browser = openBrowser();
    await used.world.signIn(browser, 'ada', '/console/you');
    const before = browser.cookiesFor(`${used.world.console.url}/you`);
    const back = await browser.go(`${used.world.console.url}/sign-in/start`, (url) =>
      url.pathname.endsWith('/callback'),
    );
    await browser.ask(back.url);
    expect(browser.cookiesFor(`${used.world.console.url}/you`)).not.toBe(before);
    const old = await fetch(`${used.world.console.url}/you`, { headers: { cookie: before }, redirect: 'manual' });
    expect(old.status).toBe(303);
  });

  it('asks for the profile where the token does not hold it, and says who it is by the method that the issuer knows', async () => {
    await used.start({}, { hasFullTokens: false, clientAuthMethod: 'client_secret_basic' });
    const page = await used.world.signIn(openBrowser(), 'ada', '/console/you');
    expect(page.body).toContain('ada@shop.example');
    expect(used.world.provider.requests).toContain('GET /me');
  });

  it('asks the issuer what it is once, however many sign in', async () => {
    await used.start({ TILLTAG_CONSOLE_DOMAINS: 'shop.example' });
    await used.world.signIn(openBrowser(), 'ada', '/console/you');
    await used.world.signIn(openBrowser(), 'bob', '/console/you');
    const discoveries = used.world.provider.requests.filter((request) => request.includes('/.well-known/'));
    expect(discoveries).toHaveLength(1);
  });

  it('logs the person by id alone', async () => {
    await used.start();
    await used.world.signIn(openBrowser(), 'ada', '/console/you');
    expect(used.world.console.logged).toContainEqual(expect.objectContaining({ event: 'signed_in' }));
    expect(JSON.stringify(used.world.console.logged)).not.toContain('@');
  });
});

describe('who may sign in', () => {
  it('lets everybody of a domain in, and names the first account after it', async () => {
    await used.start({ TILLTAG_CONSOLE_DOMAINS: 'shop.example' });
    await used.world.signIn(openBrowser(), 'ada', '/console/you');
    const page = await used.world.signIn(openBrowser(), 'bob', '/console/accounts');
    expect([page.status, page.body.includes('You are in no account yet')]).toEqual([200, true]);
    const deployment = await used.world.console.store.console.findDeployment();
    expect(await used.world.console.store.console.findAccount(deployment?.accountId ?? '')).toMatchObject({
      name: 'shop.example',
    });
  });

  it('refuses an address whose domain only looks like one that may', async () => {
    await used.start({ TILLTAG_CONSOLE_DOMAINS: 'shop.example' });
    const page = await used.world.signIn(openBrowser(), 'eve');
    expect([page.status, titleOf(page)]).toEqual([403, 'This address may not sign in']);
    expect(page.body).toContain('/console/sign-in/start?another=yes');
    expect(JSON.stringify(used.world.console.logged)).not.toContain('@');
  });

  it.each([
    ['mallory', 'Your e-mail address is not confirmed'],
    ['nobody', 'The sign-in service names no e-mail address'],
  ])('refuses %s, with the words "%s", and makes nobody the owner', async (id, title) => {
    await used.start();
    const page = await used.world.signIn(openBrowser(), id);
    expect([page.status, titleOf(page)]).toEqual([403, title]);
    expect(page.headers.getSetCookie().join()).not.toMatch(/tilltag_sign_in=/);
    expect(await used.world.console.store.console.findDeployment()).toBeUndefined();
  });

  it('lets one of two who come first own the deployment, and turns the other one away', async () => {
    await used.start();
    const browsers = [openBrowser(), openBrowser()] as const;
    const callbacks = [
      await used.world.comeBack(browsers[0], 'ada'),
      await used.world.comeBack(browsers[1], 'bob'),
    ] as const;
    const answers = await Promise.all([browsers[0].ask(callbacks[0]), browsers[1].ask(callbacks[1])]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 403]);
    const store = used.world.console.store.console;
    const memberships = [
      ...(await store.listMembershipsOfEmail('ada@shop.example')),
      ...(await store.listMembershipsOfEmail('bob@shop.example')),
    ];
    expect(memberships).toMatchObject([{ userId: (await store.findDeployment())?.ownerUserId, role: 'owner' }]);
  });

  it('turns away whom nobody asked in, and lets the same person in once somebody has', async () => {
    await used.start();
    const ada = openBrowser();
    await used.world.signIn(ada, 'ada', '/console/you');
    const bob = openBrowser();
    const refused = await used.world.signIn(bob, 'bob');
    expect([refused.status, titleOf(refused)]).toEqual([403, 'Nobody has asked you in yet']);
    const { accountId } = (await used.world.console.store.console.findDeployment()) ?? { accountId: '' };
    await invite(ada, accountId, 'Bob@Shop.example', 'viewer');
    used.world.console.clock.nowMs += 1;
    const page = await used.world.signIn(bob, 'bob', '/console/you');
    expect([page.status, page.body.includes('Viewer')]).toEqual([200, true]);
    const joined = await used.world.console.store.console.listAuditEvents({ accountId, limit: 1 });
    expect(joined).toMatchObject([{ what: 'member_joined', email: 'bob@shop.example' }]);
  });

  it('finds the same person again under another address, with what they were a member of', async () => {
    await used.start();
    await used.world.signIn(openBrowser(), 'ada', '/console/you');
    used.world.provider.changeAccount({ id: 'ada', email: 'countess@shop.example', email_verified: true });
    const page = await used.world.signIn(openBrowser(), 'ada', '/console/you');
    expect([page.status, page.body.includes('My shops')]).toEqual([200, true]);
    const former = await used.world.console.store.console.listMembershipsOfEmail('ada@shop.example');
    expect(former).toEqual([]);
  });

  it('gives an address that somebody else had nothing of what that person was a member of', async () => {
    await used.start({ TILLTAG_CONSOLE_DOMAINS: 'shop.example' });
    await used.world.signIn(openBrowser(), 'ada', '/console/you');
    used.world.provider.changeAccount({ id: 'bob', email: 'ada@shop.example', email_verified: true });
    const page = await used.world.signIn(openBrowser(), 'bob', '/console/accounts');
    expect(page.body).toContain('You are in no account yet');
  });
});

async function invite(browser: ReturnType<typeof openBrowser>, accountId: string, email: string, role: string) {
  const url = `${used.world.console.url}/accounts/${accountId}/members`;
  const page = await browser.go(url);
  const [, csrf = ''] = /name="csrf" value="([^"]*)"/.exec(page.body) ?? [];
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
  const body = new URLSearchParams({ csrf, email, role }).toString();
  const answer = await browser.ask(url, { method: 'POST', headers, body });
  expect(answer.status, answer.body).toBe(303);
}
