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
  body: string;
}

/** As a proxy hands it on: to this machine, with the host that the browser asked for. */
async function ask(path: string, headers: Record<string, string>, fields?: Record<string, string>): Promise<Asked> {
  const body = fields === undefined ? undefined : new URLSearchParams(fields).toString();
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  return await new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST';
    const sent = request(`${running.url}${path}`, { method, headers: { ...type, ...headers } }, (answer) => {
      const cookies = answer.headers['set-cookie'] ?? [];
      text(answer).then((read) => resolve({ status: answer.statusCode ?? 0, cookies, body: read }), reject);
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
    const answer = await ask('/sign-in/link', headers, { ticket: await makeTicket() });
    expect(answer.status).toBe(303);
    expect(answer.cookies).toEqual([expect.stringMatching(/^tilltag_sign_in=.*; Secure; /)]);
  });

  it('is known by the address that was set, whatever the proxy says', async () => {
    running = await startConsole({ TILLTAG_CONSOLE_URL: `https://${host}` }, { isNew: true });
    const answer = await ask('/sign-in/link', { host, origin: `https://${host}` }, { ticket: await makeTicket() });
    expect([answer.status, answer.cookies.length]).toEqual([303, 1]);
    expect(answer.cookies[0]).toContain('; Secure; ');
  });

  it('takes no form from the address of another site, whatever was set', async () => {
    running = await startConsole({ TILLTAG_CONSOLE_URL: `https://${host}` }, { isNew: true });
    const headers = { host, origin: 'https://evil.example' };
    expect((await ask('/sign-in/link', headers, { ticket: await makeTicket() })).status).toBe(403);
  });

  it('counts attempts by the address that the proxy saw', async () => {
    running = await startConsole({ TRUSTED_HOPS: '1', TILLTAG_CONSOLE_URL: `https://${host}` }, { isNew: true });
    const attempt = (address: string) =>
      ask(
        '/sign-in/link',
        { host, origin: `https://${host}`, 'x-forwarded-for': `1.2.3.4, ${address}` },
        { ticket: '' },
      );
    for (let count = 0; count < 20; count += 1) expect((await attempt('203.0.113.7')).status).toBe(403);
    expect((await attempt('203.0.113.7')).status).toBe(429);
    expect((await attempt('203.0.113.8')).status).toBe(403);
  });
});

describe('over plain http from elsewhere', () => {
  it.each(['/sign-in', '/sign-in/link?ticket=x'])('says at %s that nobody can sign in that way', async (path) => {
    running = await startConsole({}, { isNew: true });
    const answer = await ask(path, { host });
    expect([answer.status, answer.body.includes('You can sign in only over https')]).toEqual([403, true]);
  });

  it('uses no link up', async () => {
    running = await startConsole({}, { isNew: true });
    const ticket = await makeTicket();
    expect((await ask('/sign-in/link', { host, origin: `http://${host}` }, { ticket })).status).toBe(403);
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
