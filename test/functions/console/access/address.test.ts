// The console behind a proxy, and at addresses where browsers would not keep its cookie.
import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { makeSignInLink } from '../../../../functions/console/access/link/make-sign-in-link.ts';
import { type RunningConsole, startConsole } from '../start-console.ts';

let running: RunningConsole;

afterEach(() => running.close());

interface Asked {
  status: number;
  cookies: string[];
  /** Empty where there is none. */
  transport: string;
  body: string;
}

/** As a proxy hands it on: to this machine, with the host that the browser asked for. Paths begin with the console's own. */
async function ask(path: string, headers: Record<string, string>, fields?: Record<string, string>): Promise<Asked> {
  const body = fields === undefined ? undefined : new URLSearchParams(fields).toString();
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  return await new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST';
    const sent = request(new URL(path, running.url), { method, headers: { ...type, ...headers } }, (answer) => {
      const cookies = answer.headers['set-cookie'] ?? [];
      const transport = answer.headers['strict-transport-security'] ?? '';
      text(answer).then((read) => resolve({ status: answer.statusCode ?? 0, cookies, transport, body: read }), reject);
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

async function makeTicket(): Promise<string> {
  const link = await makeSignInLink(running.store, { url: running.url, now: () => running.clock.nowMs, randomBytes });
  return new URL(link).searchParams.get('ticket') ?? '';
}

const host = 'console.example.com';

describe('behind a proxy', () => {
  it('is known by https where the proxy may be believed, and sets its cookie for https alone', async () => {
    running = await startConsole({ TRUSTED_HOPS: '1' }, { isNew: true });
    const headers = { host, 'x-forwarded-proto': 'https', origin: `https://${host}` };
    const answer = await ask('/console/sign-in/link', headers, { ticket: await makeTicket() });
    expect(answer.status).toBe(303);
    expect(answer.cookies).toEqual([
      expect.stringMatching(/^__Host-tilltag_sign_in=[^;]+; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=\d+$/),
    ]);
  });

  it('is known by the address that was set, whatever the proxy says', async () => {
    running = await startConsole({ TILLTAG_CONSOLE_URL: `https://${host}` }, { isNew: true });
    const answer = await ask(
      '/console/sign-in/link',
      { host, origin: `https://${host}` },
      { ticket: await makeTicket() },
    );
    expect([answer.status, answer.cookies.length]).toEqual([303, 1]);
    expect(answer.cookies[0]).toContain('; Secure; ');
  });

  it('takes no form from the address of another site, whatever was set', async () => {
    running = await startConsole({ TILLTAG_CONSOLE_URL: `https://${host}` }, { isNew: true });
    const headers = { host, origin: 'https://evil.example' };
    expect((await ask('/console/sign-in/link', headers, { ticket: await makeTicket() })).status).toBe(403);
  });

  it('counts attempts by the address that the proxy saw', async () => {
    running = await startConsole({ TRUSTED_HOPS: '1', TILLTAG_CONSOLE_URL: `https://${host}` }, { isNew: true });
    const attempt = (address: string) =>
      ask(
        '/console/sign-in/link',
        { host, origin: `https://${host}`, 'x-forwarded-for': `1.2.3.4, ${address}` },
        { ticket: '' },
      );
    for (let count = 0; count < 20; count += 1) expect((await attempt('203.0.113.7')).status).toBe(403);
    expect((await attempt('203.0.113.7')).status).toBe(429);
    expect((await attempt('203.0.113.8')).status).toBe(403);
  });
});

describe('the cookie over https', () => {
  const headers = { host, 'x-forwarded-proto': 'https', origin: `https://${host}` };

  async function signInAt(base: string): Promise<string> {
    const { cookies } = await ask(`${base}/console/sign-in/link`, headers, { ticket: await makeTicket() });
    return cookies[0] ?? '';
  }

  it('counts by the name alone that no other host can give one', async () => {
    running = await startConsole({ TRUSTED_HOPS: '1' }, { isNew: true });
    const [cookie = ''] = (await signInAt('')).split(';', 1);
    expect((await ask('/console/you', { ...headers, cookie })).status).toBe(200);
    expect((await ask('/console/you', { ...headers, cookie: cookie.replace('__Host-', '') })).status).toBe(303);
  });

  it('goes to the console alone below the path of another site', async () => {
    running = await startConsole({ TRUSTED_HOPS: '1', TILLTAG_BASE_PATH: '/shop' }, { isNew: true });
    const cookie = await signInAt('/shop');
    expect(cookie).toMatch(/^__Secure-tilltag_sign_in=[^;]+; Path=\/shop\/console; HttpOnly; SameSite=Lax; Secure; /);
    expect((await ask('/shop/console/you', { ...headers, cookie: cookie.split(';', 1)[0] ?? '' })).status).toBe(200);
  });
});

describe('over https', () => {
  const headers = { host, 'x-forwarded-proto': 'https' };

  it.each(['/console/sign-in', '/console/nothing', '/console/'])(
    'is asked at %s over https from then on',
    async (path) => {
      running = await startConsole({ TRUSTED_HOPS: '1' });
      expect((await ask(path, headers)).transport).toBe('max-age=31536000');
    },
  );

  it.each([
    ['below the path of another site', '/shop/console/sign-in', { TILLTAG_BASE_PATH: '/shop' }, headers],
    ['on a port beside others', '/console/sign-in', {}, { ...headers, host: `${host}:8443` }],
    ['on this machine', '/console/sign-in', {}, { ...headers, host: 'localhost' }],
    ['over plain http', '/console/sign-in', {}, { host }],
  ])('says nothing of the kind %s', async (_, path, settings, sent) => {
    running = await startConsole({ TRUSTED_HOPS: '1', ...settings });
    expect((await ask(path, sent)).transport).toBe('');
  });
});

describe('over plain http from elsewhere', () => {
  it.each(['/console/sign-in', '/console/sign-in/link?ticket=x'])(
    'says at %s that nobody can sign in that way',
    async (path) => {
      running = await startConsole({}, { isNew: true });
      const answer = await ask(path, { host });
      expect([answer.status, answer.body.includes('You can sign in only over https')]).toEqual([403, true]);
    },
  );

  it('uses no link up', async () => {
    running = await startConsole({}, { isNew: true });
    const ticket = await makeTicket();
    expect((await ask('/console/sign-in/link', { host, origin: `http://${host}` }, { ticket })).status).toBe(403);
    expect((await running.post('/sign-in/link', { ticket }, 'nobody')).status).toBe(303);
  });
});

describe('the way to the sign-in', () => {
  it('remembers a page that was asked for, and no form', async () => {
    running = await startConsole();
    expect((await running.get('/accounts?x=1', 'nobody')).location).toBe(
      '/console/sign-in?next=%2Fconsole%2Faccounts%3Fx%3D1',
    );
    expect((await running.post('/accounts', { name: 'x' }, 'nobody')).location).toBe('/console/sign-in');
    expect((await running.get('/', 'nobody')).location).toBe('/console/sign-in');
    expect((await running.get('', 'nobody')).location).toBe('/console/sign-in');
  });
});
