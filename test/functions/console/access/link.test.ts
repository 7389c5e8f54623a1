// One-time links: what they are good for, how often, and where they are not taken.
import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { makeSignInLink } from '../../../../functions/console/access/link/make-sign-in-link.ts';
import { type ConsoleAnswer, type RunningConsole, startConsole } from '../start-console.ts';

let running: RunningConsole;

afterEach(() => running.close());

async function start(...options: Parameters<typeof startConsole>): Promise<void> {
  running = await startConsole(...options);
}

async function makeTicket(): Promise<string> {
  const link = await makeSignInLink(running.store, { url: running.url, now: () => running.clock.nowMs, randomBytes });
  return new URL(link).searchParams.get('ticket') ?? '';
}

function titleOf({ body }: ConsoleAnswer): string | undefined {
  return /<h1>([^<]*)<\/h1>/.exec(body)?.[1];
}

describe('a one-time link', () => {
  it('signs its holder in as the owner of the deployment, which it makes where there is none', async () => {
    await start({}, { isNew: true });
    const answer = await running.post('/sign-in/link', { ticket: await makeTicket() }, 'nobody');
    expect([answer.status, answer.location]).toEqual([303, '/console/']);
    expect(answer.headers.get('set-cookie')).toMatch(/^tilltag_sign_in=/);
    const deployment = await running.store.console.findDeployment();
    const members = await running.store.console.listMembershipsOfAccount(deployment?.accountId ?? '');
    expect(members).toMatchObject([{ email: 'owner@localhost', role: 'owner', userId: deployment?.ownerUserId }]);
  });

  it('makes its holder an owner beside those of a deployment that there is', async () => {
    await start();
    await running.post('/sign-in/link', { ticket: await makeTicket() }, 'nobody');
    expect(await running.store.console.findMembership(running.accountId, 'owner@localhost')).toMatchObject({
      role: 'owner',
    });
    const [event] = await running.store.console.listAuditEvents({ accountId: running.accountId, limit: 1 });
    expect(event).toMatchObject({ what: 'member_joined', about: 'owner@localhost' });
  });

  it('is not used up by being looked at', async () => {
    await start({}, { isNew: true });
    const ticket = await makeTicket();
    const page = await running.get(`/sign-in/link?ticket=${ticket}`, 'nobody');
    expect([page.status, titleOf(page)]).toEqual([200, 'Sign in with this link']);
    expect((await running.post('/sign-in/link', { ticket }, 'nobody')).status).toBe(303);
  });

  it('works once, also for two who use it at the same moment', async () => {
    await start({}, { isNew: true });
    const ticket = await makeTicket();
    const use = () => running.post('/sign-in/link', { ticket }, 'nobody');
    const answers = await Promise.all([use(), use()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 403]);
    const last = await use();
    expect([last.status, titleOf(last)]).toEqual([403, 'This link does not work any more']);
  });

  it('works for a quarter of an hour', async () => {
    await start({}, { isNew: true });
    const [early, late] = [await makeTicket(), await makeTicket()];
    running.clock.nowMs += 899_999;
    expect((await running.post('/sign-in/link', { ticket: early }, 'nobody')).status).toBe(303);
    running.clock.nowMs += 1;
    expect((await running.post('/sign-in/link', { ticket: late }, 'nobody')).status).toBe(403);
  });

  it('is nothing that can be guessed', async () => {
    await start({}, { isNew: true });
    await makeTicket();
    const before = running.dump();
    for (const ticket of ['', 'x', '%']) {
      expect((await running.post('/sign-in/link', { ticket }, 'nobody')).status).toBe(403);
    }
    expect(running.dump()).toBe(before);
  });

  it('is not taken where an issuer vouches for people', async () => {
    await start({ TILLTAG_OIDC_CLIENT_ID: 'console', TILLTAG_OIDC_CLIENT_SECRET: 'hidden' }, { isNew: true });
    const ticket = await makeTicket();
    expect(titleOf(await running.get(`/sign-in/link?ticket=${ticket}`, 'nobody'))).toBe('Links are not taken here');
    expect((await running.post('/sign-in/link', { ticket }, 'nobody')).status).toBe(403);
    expect(await running.store.console.findDeployment()).toBeUndefined();
  });

  it('is not taken on Cloud Run', async () => {
    await start({ K_SERVICE: 'console' }, { isNew: true });
    const answer = await running.post('/sign-in/link', { ticket: await makeTicket() }, 'nobody');
    expect([answer.status, titleOf(answer)]).toEqual([403, 'Links are not taken here']);
  });
});

describe('the sign-in page', () => {
  it('says how a link is made where there is no issuer', async () => {
    await start({}, { isNew: true });
    const page = await running.get('/sign-in', 'nobody');
    expect(page.body).toContain('npm run tilltag -- console link');
    expect(page.body).not.toContain('/sign-in/start');
  });

  it('says what is to be set on Cloud Run', async () => {
    await start({ K_SERVICE: 'console', TILLTAG_CONSOLE_URL: 'https://console.example.com' }, { isNew: true });
    expect((await running.get('/sign-in', 'nobody')).body).toContain('TILLTAG_OIDC_CLIENT_ID');
  });

  it('sends whoever is signed in on to where they wanted to go', async () => {
    await start();
    expect((await running.get('/sign-in?next=%2Fconsole%2Fyou')).location).toBe('/console/you');
    expect((await running.get('/sign-in')).location).toBe('/console/');
  });

  it('leads to the issuer by the address that the console is known by', async () => {
    await start({
      TILLTAG_OIDC_CLIENT_ID: 'console',
      TILLTAG_OIDC_CLIENT_SECRET: 'hidden',
      TILLTAG_CONSOLE_URL: 'https://console.example.com',
    });
    const { body } = await running.get('/sign-in?next=%2Fconsole%2Fyou', 'nobody');
    expect(body).toContain('href="https://console.example.com/console/sign-in/start?next=%2Fconsole%2Fyou"');
    expect(body).toContain('Sign in with Google');
  });
});
