// The uploaded folders, laid out, installed and started for real, with the packages of this machine in the place of npm's registry.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { repositoryRoot } from '../../../../scripts/compiler/repository-root.ts';
import type { FunctionName } from '../../../../scripts/deploy/deployment.ts';
import { toShape } from '../../../../scripts/deploy/function-settings.ts';
import type { OwnProcess } from '../../../../scripts/deploy/own-process.ts';
import { type BuiltAssets, buildAssets } from '../../../../scripts/deploy/package/build-assets.ts';
import { type PackedFunction, packageFunction } from '../../../../scripts/deploy/package/package-function.ts';
import { findFreePort } from '../../../find-free-port.ts';

let folder: string;
let assets: BuiltAssets;
const own: OwnProcess = { machine: '0123456789abcdef', pid: 4711, isAlive: () => true };
const packed = new Map<FunctionName, PackedFunction>();
const names = ['public', 'webhook', 'sweep', 'console'] as const;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tilltag-package-'));
  assets = await buildAssets();
  for (const name of names) packed.set(name, await packageFunction(name, join(folder, name), { assets, own }));
}, 300_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Puts every package of the cut lock file where it names it, and nothing else: what npm would do, without its registry. */
function install(name: FunctionName): void {
  const { packages } = JSON.parse(readFileSync(join(folder, name, 'package-lock.json'), 'utf8'));
  for (const path of Object.keys(packages).filter((one) => one !== '')) {
    const source = join(repositoryRoot, path);
    if (!existsSync(source)) continue;
    mkdirSync(dirname(join(folder, name, path)), { recursive: true });
    cpSync(source, join(folder, name, path), {
      recursive: true,
      filter: (file) => !file.slice(source.length).includes('node_modules'),
    });
  }
}

interface Started {
  origin: string;
  /** MiB of the machine's memory that it takes at the moment. */
  memoryMib: () => number;
  stop: () => Promise<void>;
}

async function start(name: FunctionName, env: Record<string, string>): Promise<Started> {
  const port = await findFreePort();
  const program = 'node_modules/@google-cloud/functions-framework/build/src/main.js';
  const child = spawn(process.execPath, [program, `--target=${name}`, `--port=${port}`], {
    cwd: join(folder, name),
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', ...packed.get(name)?.environment, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said += String(chunk);
    });
  }
  const origin = `http://127.0.0.1:${port}`;
  const deadlineMs = Date.now() + 60_000;
  while (!(await fetch(`${origin}/health`).catch(() => undefined))) {
    if (child.exitCode !== null || Date.now() > deadlineMs) throw new Error(`It did not start:\n${said}`);
    await sleep(100);
  }
  const stop = async (): Promise<void> => {
    child.kill();
    if (child.exitCode === null) await once(child, 'exit');
  };
  const memoryMib = (): number =>
    Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)], { encoding: 'utf8' })) / 1024;
  return { origin, memoryMib, stop };
}

describe('packageFunction', { timeout: 300_000 }, () => {
  test('uploads what a function needs: bundle, packages with their versions, and its own assets alone', () => {
    const list = (name: FunctionName): string[] =>
      readdirSync(join(folder, name, 'assets'), { recursive: true, encoding: 'utf8' }).sort();
    expect(list('public')).toEqual(['tilltag.v1.js']);
    expect(list('console')).toContain('downloads.json');
    expect(list('console')).not.toContain('tilltag.v1.js');
    for (const name of ['webhook', 'sweep']) expect(existsSync(join(folder, name, 'assets'))).toBe(false);
    const { dependencies, engines, main } = JSON.parse(readFileSync(join(folder, 'public/package.json'), 'utf8'));
    expect(existsSync(join(folder, 'public', main))).toBe(true);
    expect(engines).toEqual({ node: '24.x' });
    for (const version of Object.values(dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  test('leaves out what is made where the function is built', () => {
    const ignored = readFileSync(join(folder, 'public/.gcloudignore'), 'utf8').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['node_modules/', 'compile-cache/']));
  });

  test.each(['public', 'webhook', 'sweep'] as const)('a start of %s does not load the promises of node:fs', (name) => {
    expect(readFileSync(join(folder, name, 'index.cjs'), 'utf8')).not.toContain('fs/promises');
  });

  test('the same code has the same digest, and other assets have another', async () => {
    const again = join(folder, 'again');
    expect((await packageFunction('webhook', again, { assets, own })).digest).toBe(packed.get('webhook')?.digest);
    // Another run may be uploading it.
    const before = statSync(join(again, 'index.cjs')).ino;
    await packageFunction('webhook', again, { assets, own });
    expect(statSync(join(again, 'index.cjs')).ino).toBe(before);
    const changed = { ...assets, webhook: [{ path: 'a.txt', text: 'more' }] };
    expect((await packageFunction('webhook', again, { assets: changed, own })).digest).not.toBe(
      packed.get('webhook')?.digest,
    );
    expect(readdirSync(join(again, 'assets'))).toEqual(['a.txt']);
    // What goes into a label: https://cloud.google.com/resource-manager/docs/labels-overview#requirements
    expect(packed.get('webhook')?.digest).toMatch(/^[a-z0-9]{1,63}$/);
  });

  test('two at the same time end with the same folder, and leave nothing else behind', async () => {
    const place = mkdtempSync(join(tmpdir(), 'tilltag-package-twice-'));
    const both = [1, 2].map(() => packageFunction('webhook', join(place, 'webhook'), { assets, own }));
    const digests = (await Promise.all(both)).map(({ digest }) => digest);
    expect(digests).toEqual(Array(2).fill(packed.get('webhook')?.digest));
    expect(readdirSync(place)).toEqual(['webhook']);
    expect(existsSync(join(place, 'webhook', 'package.json'))).toBe(true);
    rmSync(place, { recursive: true });
  });

  test('some at the same time with different assets each come to their end, and the last one stays whole', async () => {
    const place = mkdtempSync(join(tmpdir(), 'tilltag-package-mixed-'));
    const texts = ['1', '2', '3'];
    const mixed = texts.map((text) => ({ ...assets, webhook: [{ path: 'a.txt', text }] }));
    await Promise.all(mixed.map((one) => packageFunction('webhook', join(place, 'webhook'), { assets: one, own })));
    expect(readdirSync(place)).toEqual(['webhook']);
    expect(readdirSync(join(place, 'webhook'))).toContain('package.json');
    expect(texts).toContain(readFileSync(join(place, 'webhook/assets/a.txt'), 'utf8'));
    rmSync(place, { recursive: true });
  });

  test('npm finds manifest and lock file of one mind', () => {
    for (const name of names) {
      const args = ['ci', '--dry-run', '--offline', '--omit=dev', '--no-audit', '--no-fund', '--ignore-scripts'];
      expect(() => execFileSync('npm', args, { cwd: join(folder, name), stdio: 'pipe' }), name).not.toThrow();
    }
  });

  test('starts with these packages alone and answers: health, the loader, and a lookup', async () => {
    install('public');
    const store = `sqlite:${join(folder, 'public.db')}`;
    const keys = `main:${Buffer.alloc(32, 7).toString('base64')}`;
    const env = { TILLTAG_STORE: store, TILLTAG_KEYS: keys, TILLTAG_ASSETS: 'assets' };
    const { origin, memoryMib, stop } = await start('public', env);
    try {
      expect(await (await fetch(`${origin}/health`)).json()).toEqual({ status: 'ok' });
      const loader = await fetch(`${origin}/checkout/tilltag.v1.js`);
      expect(await loader.text()).toBe(assets.public[0]?.text);
      const question = 'property_id=tt_notThere0000000000000&checkout_session_id=cs_test_a1notThere';
      const answer = await fetch(`${origin}/checkout/sessions.json?${question}`);
      expect([answer.status, await answer.json()]).toEqual([
        404,
        { error: expect.objectContaining({ code: 'unknown_property' }) },
      ]);
      // The other half is for requests at once, and for what it remembers.
      const [, givenMib] = /^(\d+)Mi$/.exec(toShape('public', { minInstances: 0 }).memory) ?? [];
      expect(memoryMib()).toBeLessThan(Number(givenMib) / 2);
    } finally {
      await stop();
    }
  });

  test('finds Google’s client for Firestore among these packages', () => {
    const code =
      "import('@google-cloud/firestore-api/client_v1').then((m) => process.stdout.write(typeof m.FirestoreClient))";
    const options = { cwd: join(folder, 'public'), encoding: 'utf8' } as const;
    expect(execFileSync(process.execPath, ['--eval', code], options)).toBe('function');
  });
});
