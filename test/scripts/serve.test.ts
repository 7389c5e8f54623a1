// The command that runs only the functions, as a process of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { downloadsFile } from '../../functions/downloads/built-downloads.ts';
import { parseKeyRing } from '../../functions/store/key-ring.ts';
import { openStore } from '../../functions/store/open-store.ts';
import { seal } from '../../functions/store/sealing.ts';
import { stripeKeyPlace } from '../../functions/store/stripe-key-place.ts';
import { buildLoader } from '../../scripts/compiler/build-loader.ts';
import { startStripeStandIn } from '../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';
import { newProperty, newRefundEntry } from '../functions/store/records.ts';

const script = join(import.meta.dirname, '../../scripts/serve.ts');
const keys = `main:${Buffer.alloc(32, 7).toString('base64')}`;
let folder: string;
let running: Serving[] = [];

interface Serving {
  process: ChildProcess;
  output: () => string;
  errors: () => string;
  /** The exit code and, where one ended it, the signal. */
  ended: Promise<[number | null, NodeJS.Signals | null]>;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tilltag-serve-'));
  running = [];
});

afterEach(async () => {
  for (const { process: child } of running) child.kill('SIGKILL');
  await Promise.all(running.map(({ ended }) => ended));
  rmSync(folder, { recursive: true, force: true });
});

function serve(args: string[], env: Record<string, string> = {}): Serving {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], TILLTAG_STORE: `sqlite:${join(folder, 'a.db')}`, TILLTAG_KEYS: keys, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const ended = new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
    child.once('close', (code, signal) => resolve([code, signal]));
  });
  const serving = { process: child, output: () => output, errors: () => errors, ended };
  running.push(serving);
  return serving;
}

function readyUrl(serving: Serving): Promise<string> {
  return untilPrinted(serving, /^ready: (http:\/\/127\.0\.0\.1:\d+)$/m);
}

async function untilPrinted(serving: Serving, pattern: RegExp): Promise<string> {
  for (;;) {
    const found = pattern.exec(serving.output())?.[1];
    if (found !== undefined) return found;
    if (serving.process.exitCode !== null) throw new Error(`It ended: ${serving.errors()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe('npm run serve', () => {
  it('answers where it says that it is ready', async () => {
    const url = await readyUrl(serve(['--port', '0']));
    expect((await fetch(`${url}/health`)).status).toBe(200);
  });

  it('prints a link that signs in to the console, once', async () => {
    const serving = serve(['--port', '0']);
    const url = await readyUrl(serving);
    const link = await untilPrinted(serving, /^console, .*: (\S+)$/m);
    expect(link).toMatch(new RegExp(`^${url}/console/sign-in/link\\?ticket=`));
    expect((await fetch(link)).status).toBe(200);
    const ticket = new URL(link).searchParams.get('ticket') ?? '';
    const take = () =>
      fetch(`${url}/console/sign-in/link`, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin: url },
        body: new URLSearchParams({ ticket }),
      });
    expect([(await take()).status, (await take()).status]).toEqual([303, 403]);
  });

  it('serves the loader, built from its source', async () => {
    const url = await readyUrl(serve(['--port', '0']));
    const answer = await fetch(`${url}/checkout/tilltag.v1.js`);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe((await buildLoader()).code);
  });

  it('builds what the console hands out beside the functions, which answer already', async () => {
    const built = join(import.meta.dirname, '../../gtm-templates/dist', downloadsFile);
    rmSync(built, { force: true });
    const url = await readyUrl(serve(['--port', '0']));
    expect((await fetch(`${url}/health`)).status).toBe(200);
    await vi.waitFor(() => expect(existsSync(built)).toBe(true), { timeout: 100_000, interval: 200 });
  }, 120_000);

  it('takes store and keys from .tilltag where nothing else is set, as the commands do', async () => {
    const url = await readyUrl(serve(['--port', '0'], { TILLTAG_STORE: '', TILLTAG_KEYS: '' }));
    expect((await fetch(`${url}/health`)).status).toBe(200);
    expect(existsSync(join(folder, '.tilltag/tilltag.db'))).toBe(true);
    expect(readFileSync(join(folder, '.tilltag/keys'), 'utf8')).toMatch(/^local:/);
  });

  it('finishes a lookup that waits for Stripe when it is told to end, and exits with 0', async () => {
    const stripe = await startStripeStandIn();
    const apiKey = 'rk_test_serveKey0123456789';
    const { id: accountId } = stripe.addAccount({
      keys: [{ key: apiKey, permissions: ['rak_checkout_session_read'] }],
    });
    const { id } = stripe.createSession(accountId).session;
    stripe.completeSession(id, 'card');
    const draft = newProperty({ readsPromotionCodes: { live: false, test: false } });
    const store = await openStore(`sqlite:${join(folder, 'a.db')}`);
    const sealed = seal(parseKeyRing(keys), apiKey, stripeKeyPlace(draft.id, 'test'));
    await store.createProperty({ ...draft, stripeKeys: { live: null, test: sealed } });
    await store.close();
    const serving = serve(['--port', '0'], { STRIPE_API_BASE: stripe.url });
    const url = await readyUrl(serving);
    stripe.setFaults({ latencyMs: 500 });
    const lookup = fetch(`${url}/checkout/sessions.json?property_id=${draft.id}&checkout_session_id=${id}`, {
      headers: { origin: 'https://shop.example.test' },
    });
    while (stripe.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    serving.process.kill('SIGTERM');
    expect((await lookup).status).toBe(200);
    expect(await serving.ended).toEqual([0, null]);
    await stripe.close();
  });

  it('sweeps as often as it is told, and ends with 0 all the same', async () => {
    const store = await openStore(`sqlite:${join(folder, 'a.db')}`);
    const resolution = { state: 'orphan', dueAtMs: 0, attempts: 0, reason: null } as const;
    const orphan = newRefundEntry({ propertyId: 'tt_removedshop', resolution });
    await store.createEntry(orphan);
    const serving = serve(['--port', '0', '--sweep-every', '1']);
    await readyUrl(serving);
    while (!serving.output().includes('"event":"swept"')) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await store.findEntry(orphan.id)).toMatchObject({ resolution: { state: 'foreign' } });
    serving.process.kill('SIGTERM');
    expect(await serving.ended).toEqual([0, null]);
    await store.close();
  });

  it('prints its help and ends', async () => {
    const serving = serve(['--help']);
    expect(await serving.ended).toEqual([0, null]);
    expect(serving.output()).toContain('--port N');
    expect(serving.output()).toContain('TILLTAG_STORE');
    expect(serving.output()).toContain('--sweep-every SECONDS');
    expect(serving.output()).toContain('Exit codes: 0 ');
  });

  it.each([
    {
      name: 'no key ring for a store elsewhere',
      args: ['--port', '0'],
      env: { TILLTAG_KEYS: '' },
      words: /TILLTAG_KEYS is missing/,
    },
    {
      name: 'an unknown store',
      args: ['--port', '0'],
      env: { TILLTAG_STORE: 'x', TILLTAG_KEYS: keys },
      words: /TILLTAG_STORE is not valid/,
    },
    { name: 'a port that is none', args: ['--port', 'eighty'], env: {}, words: /--port must be a whole number/ },
    {
      name: 'a pause that is none',
      args: ['--port', '0', '--sweep-every', '1.5'],
      env: {},
      words: /--sweep-every must be a whole number from 0 to 86400/,
    },
    { name: 'an unknown option', args: ['--prot', '1'], env: {}, words: /--prot/ },
    {
      name: 'a host of another machine',
      args: ['--port', '0'],
      env: { HOST: '192.0.2.1' },
      words: /HOST is no address of this machine/,
    },
  ])('says in words what is wrong with $name, and exits with 2', async ({ args, env, words }) => {
    const serving = serve(args, env);
    expect(await serving.ended).toEqual([2, null]);
    expect(serving.errors()).toMatch(words);
    expect(serving.errors()).not.toMatch(/^ +at /m);
    expect(serving.output()).not.toContain('ready');
  });

  it('says that a port is taken, and exits with 1', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const serving = serve(['--port', String(port)]);
    expect(await serving.ended).toEqual([1, null]);
    expect(serving.errors()).toContain('This port is taken');
    await new Promise((resolve) => other.close(resolve));
  });
});
