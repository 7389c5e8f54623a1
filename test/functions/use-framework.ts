// The registered functions in processes of Google's functions framework, over a SQLite file of their own; anew for each test.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { webhookSecretPlace } from '../../functions/properties/webhook-secret-place.ts';
import type { Property } from '../../functions/rules/property.ts';
import { parseKeyRing } from '../../functions/store/key-ring.ts';
import { openStore } from '../../functions/store/open-store.ts';
import { seal } from '../../functions/store/sealing.ts';
import { stripeKeyPlace } from '../../functions/store/stripe-key-place.ts';
import { findFreePort } from '../find-free-port.ts';
import { newProperty } from './store/records.ts';

export const root = join(import.meta.dirname, '../..');

/** The framework's own program. */
export const framework = join(root, 'node_modules/@google-cloud/functions-framework/build/src/main.js');

const keys = `main:${Buffer.alloc(32, 7).toString('base64')}`;

/** What the property that a test adds has at Stripe. */
export const apiKey = 'rk_test_indexKey0123456789';
export const webhookSecret = 'whsec_indexSecret0123456789';

/** A process with the functions in it, perhaps not ready yet. */
export interface Started {
  url: string;
  /** All that it has written. */
  output: () => string;
  /** Resolves with its exit code. */
  ended: Promise<number | null>;
  process: ChildProcess;
}

export interface Functions {
  /** Where the store is. */
  folder: () => string;
  /** Starts the function of that name, none where it is empty; with another program than the framework's where given. */
  start: (target: string, env?: Record<string, string>, args?: string[]) => Promise<Started>;
  /** A property in the store that the functions will open. */
  addProperty: () => Promise<Property>;
}

/** Sets the surroundings up for the tests of a file. */
export function useFramework(): Functions {
  let folder: string;
  let child: ChildProcess | undefined;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tilltag-index-'));
  });
  afterEach(async () => {
    if (child !== undefined && child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((resolve) => child?.once('close', resolve));
      child.kill('SIGKILL');
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  });
  const start: Functions['start'] = async (target, env = {}, args = [framework]) => {
    const port = await findFreePort();
    const started = spawn(process.execPath, args, {
      cwd: root,
      env: {
        PATH: process.env['PATH'],
        PORT: String(port),
        ...(target !== '' && { FUNCTION_TARGET: target }),
        FUNCTION_SOURCE: join(root, 'functions/index.ts'),
        TILLTAG_STORE: `sqlite:${join(folder, 'a.db')}`,
        TILLTAG_KEYS: keys,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    let output = '';
    for (const stream of [started.stdout, started.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    const ended = new Promise<number | null>((resolve) => started.once('close', resolve));
    return { url: `http://127.0.0.1:${port}`, output: () => output, ended, process: started };
  };
  return { folder: () => folder, start, addProperty: () => addProperty(folder) };
}

async function addProperty(folder: string): Promise<Property> {
  const draft = newProperty({ readsPromotionCodes: { live: false, test: false } });
  const store = await openStore(`sqlite:${join(folder, 'a.db')}`);
  const keyRing = parseKeyRing(keys);
  const sealed = seal(keyRing, apiKey, stripeKeyPlace(draft.id, 'test'));
  const secret = seal(keyRing, webhookSecret, webhookSecretPlace(draft.id, 'test'));
  const webhookSecrets = { live: [], test: [secret] };
  await store.createProperty({ ...draft, stripeKeys: { live: null, test: sealed }, webhookSecrets });
  await store.close();
  return draft;
}
