// A folder, a Stripe that knows keys, and the command line between them, anew for each test.

import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import picocolors from 'picocolors';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { Property } from '../../../functions/rules/property.ts';
import { type KeyRing, parseKeyRing } from '../../../functions/store/key-ring.ts';
import { openStore } from '../../../functions/store/open-store.ts';
import type { Store } from '../../../functions/store/store.ts';
import { runCli } from '../../../scripts/cli/run-cli.ts';
import { type CliRun, type ProcessOptions, runTilltag } from './run-tilltag.ts';
import { type KeyProbeStandIn, startKeyProbe } from './start-key-probe.ts';

/** Good keys, whose middle must never be printed. */
export const testKey = 'rk_test_51SecretOfTheShop0001';
export const liveKey = 'rk_live_51SecretOfTheShop0002';

/** The arguments that add a shop, but for its key. */
export const shop = ['property', 'add', '--name', 'My shop', '--hostname', 'shop.example.com'];

/** What is added to the environment, and what stands on the standard input. */
export interface RunOptions {
  env?: Record<string, string>;
  input?: string;
  /** The time of a command that runs within this process; that of the machine unless given. */
  now?: () => number;
  /** Whether Ctrl-C is pressed as soon as such a command listens for it. */
  isInterrupted?: boolean;
  /** Whether such a command can ask somebody, who types the input. */
  isTerminal?: boolean;
}

/** What a test may do; `folder` and `requests` are those of the running test. */
export interface Cli {
  folder: () => string;
  /** What Stripe was asked. */
  requests: () => KeyProbeStandIn['requests'];
  /** The real program in a process of its own. */
  runProcess: (args: string[], options?: ProcessOptions) => Promise<CliRun>;
  /** The same command line within this process, which spares the start of another one. */
  run: (args: string[], options?: RunOptions) => Promise<CliRun>;
  /** The one object that the command prints with `--json`; expects it to succeed. */
  runJson: (args: string[], options?: RunOptions) => Promise<Record<string, unknown>>;
  /** Adds a shop with a test key, and further options; answers its id. */
  addShop: (...options: string[]) => Promise<string>;
  readStored: (id: string) => Promise<Property>;
  /** Gives a stored property fields that no command would, such as those of an earlier version. */
  changeStored: (id: string, fields: Partial<Property>) => Promise<void>;
  readKeyRing: () => KeyRing;
}

/** Sets the surroundings up for the tests of a file. */
export function useCli(): Cli {
  let stripe: KeyProbeStandIn;
  let folder: string;
  beforeAll(async () => {
    stripe = await startKeyProbe();
  });
  afterAll(() => stripe.stop());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tilltag-cli-'));
    stripe.requests.length = 0;
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const withStripe = <Options extends RunOptions | ProcessOptions>(options?: Options) => ({
    ...options,
    env: { STRIPE_API_BASE: stripe.apiBase, ...options?.env },
  });
  const run: Cli['run'] = (args, options) => runHere(folder, args, withStripe(options));
  const runJson: Cli['runJson'] = async (args, options) => {
    const { code, stdout, stderr } = await run([...args, '--json'], options);
    expect({ code, lines: stdout.split('\n').length }, stderr).toEqual({ code: 0, lines: 2 });
    return JSON.parse(stdout);
  };
  return {
    folder: () => folder,
    requests: () => stripe.requests,
    runProcess: (args, options) => runTilltag(folder, args, withStripe(options)),
    run,
    runJson,
    addShop: async (...options) =>
      String((await runJson([...shop, '--stripe-key', testKey, ...options]))['property_id']),
    readStored: (id) => withStored(folder, id, async (_, property) => property),
    changeStored: (id, fields) =>
      withStored(folder, id, async (store, property) => {
        expect(await store.changeProperty({ ...property, ...fields })).toBe('changed');
      }),
    readKeyRing: () => parseKeyRing(readFileSync(join(folder, '.tilltag/keys'), 'utf8')),
  };
}

async function withStored<T>(
  folder: string,
  id: string,
  work: (store: Store, property: Property) => Promise<T>,
): Promise<T> {
  const store = await openStore(`sqlite:${join(folder, '.tilltag/tilltag.db')}`);
  try {
    const property = await store.findProperty(id);
    if (!property) throw new Error('The property is not stored.');
    return await work(store, property);
  } finally {
    await store.close();
  }
}

async function runHere(
  folder: string,
  args: string[],
  { env = {}, input = '', now = Date.now, isInterrupted = false, isTerminal = false }: RunOptions,
): Promise<CliRun> {
  const output = new PassThrough({ encoding: 'utf8' });
  const messages = new PassThrough({ encoding: 'utf8' });
  const code = await runCli(args, {
    env,
    folder,
    input: Object.assign(new PassThrough().end(input), { isTTY: isTerminal }),
    output,
    messages,
    colors: picocolors.createColors(false),
    now,
    randomBytes,
    onInterrupt(end) {
      if (isInterrupted) end();
      return () => {};
    },
  });
  return { code, stdout: String(output.read() ?? ''), stderr: String(messages.read() ?? '') };
}
