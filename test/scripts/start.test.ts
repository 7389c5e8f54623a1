// `npm start` as a process: it becomes ready, answers, ends cleanly and remembers.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { repositoryRoot } from '../../scripts/compiler/repository-root.ts';

let folder: string;
let running: ChildProcess | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tilltag-start-'));
});

afterEach(() => {
  running?.kill('SIGKILL');
  running = undefined;
});

function spawnStart(...args: string[]) {
  const script = join(repositoryRoot, 'scripts/start.ts');
  return spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
}

/** The addresses that a start prints, once it is ready. */
async function start(): Promise<Record<'shop' | 'function' | 'Stripe' | 'Google', string>> {
  const child = spawnStart('--port', '0', '--folder', folder);
  running = child;
  child.stderr.pipe(process.stderr);
  let printed = '';
  for await (const chunk of child.stdout) {
    printed += chunk;
    if (/^ready: .*$/m.test(printed)) {
      break;
    }
  }
  const addressOf = (name: string) =>
    new RegExp(`^ +${name} +(http://127\\.0\\.0\\.1:\\d+)`, 'm').exec(printed)?.[1] ?? '';
  expect(printed).toContain(`ready: ${addressOf('shop')}\n`);
  for (const name of ['function', 'container']) {
    expect(printed).toContain(`${addressOf(name)}            (no page; answers below /checkout)`);
  }
  expect(addressOf('console')).toBe(addressOf('function'));
  // Only what somebody at a demo can do something with.
  expect(printed).not.toMatch(/Back it up|undefined/);
  return {
    shop: addressOf('shop'),
    function: addressOf('function'),
    Stripe: addressOf('Stripe'),
    Google: addressOf('Google'),
  };
}

async function stop(): Promise<unknown[]> {
  const child = running;
  running = undefined;
  const exit = child === undefined ? [] : once(child, 'exit');
  child?.kill('SIGTERM');
  return exit;
}

async function buy(stripeUrl: string): Promise<string> {
  const page = await fetch(`${stripeUrl}/test_journal?utm_source=newsletter`, { redirect: 'manual' });
  const form = new URLSearchParams({ way: 'card', email: 'ada@example.com', name: 'Ada', quantity: '1' });
  const paid = await fetch(stripeUrl + page.headers.get('location'), {
    method: 'POST',
    body: form,
    redirect: 'manual',
  });
  return paid.headers.get('location') ?? '';
}

describe('npm start', () => {
  it('answers everywhere, ends with 0 on SIGTERM and keeps what was bought', async () => {
    const first = await start();
    for (const address of [
      first.shop,
      `${first.function}/checkout/tilltag.v1.js`,
      `${first.Stripe}/dashboard`,
      first.Google,
    ]) {
      expect((await fetch(address)).status, address).toBe(200);
    }
    const thanks = new URL(await buy(first.Stripe));
    expect(thanks.origin).toBe(first.shop);
    expect(thanks.searchParams.get('utm_source')).toBe('newsletter');
    const container = await (await fetch(`${first.shop}/container.js`)).text();
    const propertyId = /\btt_[a-z0-9]{20}\b/.exec(container)?.[0];
    expect(await stop()).toEqual([0, null]);

    const second = await start();
    const query = new URLSearchParams({
      property_id: propertyId ?? '',
      checkout_session_id: thanks.searchParams.get('session_id') ?? '',
    });
    const answer = await fetch(`${second.function}/checkout/sessions.json?${query}`, {
      headers: { origin: second.shop },
    });
    expect(await answer.json()).toMatchObject({
      event: 'purchase',
      customer_email: 'ada@example.com',
      ecommerce: { value: 49.9, currency: 'EUR', shipping: 4.9 },
    });
    expect(await stop()).toEqual([0, null]);
  });

  it('refuses a second start in the same folder, in words', async () => {
    await start();
    const other = spawnStart('--port', '0', '--folder', folder);
    const [complaint, [code]] = await Promise.all([text(other.stderr), once(other, 'exit')]);
    expect(complaint).toMatch(/^"npm start" already runs here \(process \d+\)/);
    expect(code).toBe(1);
  });

  it('names the port that is taken and leaves nothing running', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const child = spawnStart('--port', String(port), '--folder', folder);
    const [complaint, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    taken.close();
    // Any of the next three may be taken as well, and is then found first.
    expect(complaint).toMatch(/^Port \d+ is taken, and the \S.* needs it\. Stop the program that has it/);
    expect(code).toBe(1);
  });

  it('explains itself with --help and refuses what it does not know', async () => {
    const helped = spawnStart('--help');
    const [words, [good]] = await Promise.all([text(helped.stdout), once(helped, 'exit')]);
    expect(words).toContain('--port N');
    expect(good).toBe(0);
    for (const args of [['--port', 'x'], ['--port', '65533'], ['--nonsense']]) {
      const refused = spawnStart(...args);
      const [complaint, [bad]] = await Promise.all([text(refused.stderr), once(refused, 'exit')]);
      expect(complaint).toMatch(/--port must be|Unknown option/);
      expect(bad).toBe(1);
    }
  });
});
