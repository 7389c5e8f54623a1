// What a thief of the database can do with the sign-ins and links in it: nothing.
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findVisitor } from '../../../../functions/console/access/find-visitor.ts';
import { makeSignInLink } from '../../../../functions/console/access/link/make-sign-in-link.ts';
import { type RunningConsole, startConsole } from '../start-console.ts';

let running: RunningConsole;

beforeEach(async () => {
  running = await startConsole();
});
afterEach(() => running.close());

/** Whoever this cookie signs in. */
async function findByCookie(cookie: string): Promise<string | undefined> {
  const settings = {
    console: { issuer: undefined, domains: [], origin: undefined, publicUrl: undefined, webhookUrl: undefined },
  };
  const tools = { store: running.store, now: () => running.clock.nowMs, settings };
  return (await findVisitor(tools, cookie, { prefix: '', path: '/console' }))?.visitor.user.id;
}

describe('a stolen database', () => {
  it('neither cookie nor link can be made from what is stored', async () => {
    const cookie = running.cookieOf('owner');
    const link = await makeSignInLink(running.store, { url: running.url, now: () => running.clock.nowMs, randomBytes });
    const ticket = new URL(link).searchParams.get('ticket') ?? '';
    const [name = '', token = ''] = cookie.split('=');
    const stored = running.dump();
    for (const secret of [...token.split('.'), ticket]) {
      expect(secret).toMatch(/^[\w-]{43}$/);
      expect(stored).not.toContain(secret);
    }
    const digests = [...new Set(stored.match(/\b[0-9a-f]{64}\b/g))];
    expect(digests.length).toBeGreaterThan(1);
    for (const digest of digests) {
      const inForm = Buffer.from(digest, 'hex').toString('base64url');
      for (const text of [digest, inForm, `${inForm}.${inForm}`]) {
        expect(await findByCookie(`${name}=${text}`)).toBeUndefined();
        expect((await running.post('/sign-in/link', { ticket: text }, 'nobody')).status).toBe(403);
      }
    }
    expect(await findByCookie(cookie)).toBe('usr_owner');
    expect((await running.post('/sign-in/link', { ticket }, 'nobody')).status).toBe(303);
  });
});
