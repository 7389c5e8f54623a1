// `tilltag console link`: for any store, at any address, and not where an issuer vouches for people.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toTicketId } from '../../../functions/console/access/link/make-sign-in-link.ts';
import { openStore } from '../../../functions/store/open-store.ts';
import { useCli } from './use-cli.ts';

const cli = useCli();
const nowMs = Date.parse('2026-05-12T10:00:00Z');
const now = () => nowMs;

async function take(link: unknown, atMs = nowMs): Promise<string> {
  const store = await openStore(`sqlite:${join(cli.folder(), '.tilltag/tilltag.db')}`);
  try {
    const ticket = new URL(String(link)).searchParams.get('ticket') ?? '';
    return await store.console.takeTicket(toTicketId(ticket), atMs);
  } finally {
    await store.close();
  }
}

describe('console link', () => {
  it('prints a link into the console on this machine, and how long it works', async () => {
    const { code, stdout, stderr } = await cli.run(['console', 'link'], { now });
    expect([code, stderr]).toEqual([0, expect.stringContaining('It works once, for 15 minutes.')]);
    expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:8080\/console\/sign-in\/link\?ticket=[\w-]{43}\n$/);
    expect(await take(stdout.trim())).toBe('taken');
  });

  it('says where the link leads, and how to have it lead elsewhere, where nobody told the address', async () => {
    const guessed = await cli.run(['console', 'link'], { now, env: { PORT: '9000' } });
    expect(guessed.stderr).toContain(
      'It leads to 127.0.0.1:9000. Where the functions listen elsewhere, say so: --url http://127.0.0.1:PORT.',
    );
    const told = await cli.run(['console', 'link', '--url', 'http://127.0.0.1:8788'], { now });
    const set = await cli.run(['console', 'link'], { now, env: { TILLTAG_CONSOLE_URL: 'https://b.example' } });
    expect([told.stderr, set.stderr].join()).not.toContain('It leads to');
  });

  it('prints one JSON object with --json', async () => {
    const { url, ...rest } = await cli.runJson(['console', 'link'], { now });
    expect(rest).toEqual({ expires_at: '2026-05-12T10:15:00.000Z' });
    expect(await take(url, nowMs + 900_000)).toBe('missing');
  });

  it.each([
    [['--url', 'http://127.0.0.1:8788/'], {}, 'http://127.0.0.1:8788/console/'],
    [['--url', 'https://a.example'], { TILLTAG_CONSOLE_URL: 'https://b.example' }, 'https://a.example/console/'],
    [[], { TILLTAG_CONSOLE_URL: 'https://b.example', TILLTAG_BASE_PATH: '/base' }, 'https://b.example/base/console/'],
    [[], { PORT: '9000' }, 'http://127.0.0.1:9000/console/'],
  ])('leads to where the functions answer: %j %j', async (args, env, start) => {
    const { stdout } = await cli.run(['console', 'link', ...args], { now, env });
    expect(stdout.startsWith(start)).toBe(true);
  });

  it('is refused where an issuer vouches for people', async () => {
    const env = { TILLTAG_OIDC_CLIENT_ID: 'console', TILLTAG_OIDC_CLIENT_SECRET: 'hidden' };
    const { code, stdout, stderr } = await cli.run(['console', 'link'], { env });
    expect([code, stdout, stderr]).toEqual([1, '', expect.stringContaining('Open the console and sign in there.')]);
  });

  it('is refused with an address that is none', async () => {
    const { code, stderr } = await cli.run(['console', 'link', '--url', 'shop.example']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('--url must be the address')]);
  });
});
