// Deployed functions: each alone in its file, and started from code that was compiled when its image was built.
import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bundleDeployment, type DeployedName } from '../../../scripts/bundle/bundle-deployment.ts';
import { findFreePort } from '../../find-free-port.ts';

const root = path.resolve(import.meta.dirname, '../../..');
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'deployment-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What only some functions need: part of a path, and who may have it. */
const owned: readonly (readonly [RegExp, readonly DeployedName[]])[] = [
  [/^functions\/public\//, ['public']],
  [/^functions\/webhook\//, ['webhook']],
  [/^functions\/sweep\//, ['sweep']],
  [/^functions\/(?:console|doctor|downloads)\//, ['console']],
  [/^functions\/coverage\//, ['sweep', 'console']],
  [/^functions\/(?:delivery|destinations|outbound)\//, ['sweep', 'console']],
  [/^functions\/ledger\/record-(?:view|report|click|container-view)\.ts$/, ['public']],
  [/^functions\/deployed\/public\.ts$/, ['public']],
  [/^node_modules\/(?:openid-client|oauth4webapi|jose|hono)\//, ['console']],
  [/^node_modules\/ipaddr\.js\//, ['sweep', 'console']],
];

/** What belongs into no deployed function. */
const foreign =
  /^(?:scripts|gtm-templates|test)\/|open-all-functions|functions\/index\.ts|node_modules\/(?:chart\.js|undici|ajv\/dist\/(?!runtime))/;

describe('bundleDeployment', () => {
  test.each(['public', 'webhook', 'sweep', 'console'] as const)(
    '%s holds nothing that only another one needs',
    async (name) => {
      const { files, packages } = await bundleDeployment(name, folder);
      for (const [part, owners] of owned) {
        const found = files.filter((file) => part.test(file));
        if (!owners.includes(name)) expect(found, `${part}`).toEqual([]);
        // Where the owner has none either, the pattern is out of date and would find nothing anywhere.
        if (owners[0] === name) expect(found, `${part}`).not.toEqual([]);
      }
      expect(files.filter((file) => foreign.test(file))).toEqual([]);
      expect(packages).toEqual(['@google-cloud/firestore-api', '@google-cloud/functions-framework', 'google-gax']);
    },
  );
});

/** The public function laid out as a platform does, and built as Google's builder would. */
let built = '';
let environment: Readonly<Record<string, string>>;

beforeAll(async () => {
  built = mkdtempSync(path.join(tmpdir(), 'built-'));
  const { main, scripts, environment: needed } = await bundleDeployment('public', built);
  environment = needed;
  writeFileSync(path.join(built, 'package.json'), JSON.stringify({ main, scripts }));
  symlinkSync(path.join(root, 'node_modules'), path.join(built, 'node_modules'), 'junction');
  expect(runScript(scripts['gcp-build'], built)).toMatchObject({ status: 0, stderr: '' });
});

afterAll(() => rmSync(built, { recursive: true, force: true }));

function runScript(script: string, cwd: string) {
  const [, ...args] = script.split(' ');
  return spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
}

/** Copies it to where the next start finds it. */
function deploy(): void {
  cpSync(built, folder, { recursive: true, verbatimSymlinks: true });
}

/** Starts the function as the platform does, asks for its health, ends it, and answers what Node said of the cache. */
async function start(): Promise<{ status: number; exitCode: number | null; words: string }> {
  const port = await findFreePort();
  const started = spawn(process.execPath, ['node_modules/@google-cloud/functions-framework/build/src/main.js'], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      PORT: String(port),
      FUNCTION_TARGET: 'public',
      TILLTAG_STORE: 'sqlite::memory:',
      TILLTAG_KEYS: `main:${Buffer.alloc(32, 7).toString('base64')}`,
      NODE_DEBUG_NATIVE: 'COMPILE_CACHE',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let words = '';
  for (const stream of [started.stdout, started.stderr])
    stream.setEncoding('utf8').on('data', (text) => (words += text));
  const ended = new Promise<number | null>((resolve) => started.once('close', resolve));
  const status = await untilHealthy(`http://127.0.0.1:${port}/health`, () => started.exitCode !== null);
  started.kill('SIGTERM');
  return { status, exitCode: await ended, words };
}

async function untilHealthy(url: string, hasEnded: () => boolean): Promise<number> {
  while (!hasEnded()) {
    try {
      return (await fetch(url)).status;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
  return 0;
}

const healthy = { status: 200, exitCode: 0 };
const bundleAccepted = /cache for CommonJS \S*index\.cjs was accepted/;
const frameworkAccepted = /cache for CommonJS \S*functions-framework\/build\/src\/server\.js was accepted/;
const cache = () => path.join(folder, 'compile-cache');

describe('a deployed function', () => {
  test('starts from the code that its build compiled, the framework included, wherever the folder lies', async () => {
    deploy();
    const started = await start();
    expect(started).toMatchObject(healthy);
    expect(started.words).toMatch(bundleAccepted);
    expect(started.words).toMatch(frameworkAccepted);
  });

  test('starts from it on a machine with another kind of processor', async () => {
    deploy();
    const [own = ''] = readdirSync(cache());
    const elsewhere = own.replace(/-[0-9a-f]{8}/, '-00000000');
    renameSync(path.join(cache(), own), path.join(cache(), elsewhere));
    const started = await start();
    expect(started).toMatchObject(healthy);
    expect(started.words).toMatch(bundleAccepted);
    expect(readdirSync(cache()).sort()).toEqual([elsewhere, own].sort());
  });

  test('takes nothing that another release of Node compiled', async () => {
    deploy();
    const [own = ''] = readdirSync(cache());
    renameSync(path.join(cache(), own), path.join(cache(), own.replace(/^v\d+/, 'v23')));
    const started = await start();
    expect(started).toMatchObject(healthy);
    expect(started.words).not.toMatch(bundleAccepted);
  });

  test('starts without the folder, and makes none', async () => {
    deploy();
    rmSync(cache(), { recursive: true });
    expect(await start()).toMatchObject(healthy);
    expect(existsSync(cache())).toBe(false);
  });

  test('starts where the folder cannot be used', async () => {
    deploy();
    rmSync(cache(), { recursive: true });
    writeFileSync(cache(), 'no folder');
    expect(await start()).toMatchObject(healthy);
    expect(readFileSync(cache(), 'utf8')).toBe('no folder');
  });
});

describe('the build of a deployed function', () => {
  test('goes on where nothing can be compiled, and says so', async () => {
    const { scripts } = await bundleDeployment('public', folder);
    symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
    writeFileSync(path.join(folder, 'index.cjs'), 'throw new Error("no function");');
    const { status, stderr } = runScript(scripts['gcp-build'], folder);
    expect(status).toBe(0);
    expect(stderr).toContain('starts will be slower');
    expect(stderr).toContain('no function');
  });
});
