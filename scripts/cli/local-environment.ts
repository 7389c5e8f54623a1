// Fills in, on one machine, the two settings that nobody should have to think of at first.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Environment, readSettings, SettingsError } from '../../functions/settings.ts';
import { CommandFailedError, UsageError } from './cli-errors.ts';

const localStore = 'sqlite:.tilltag/tilltag.db';

const keysMissing =
  'TILLTAG_KEYS is missing: it seals the Stripe keys in the store, so the function needs the same value.\nMake one and keep it safe: export TILLTAG_KEYS="main:$(openssl rand -base64 32)"';

/**
 * `env` with a store and a key ring; the path of an SQLite file starts at `folder`. Without `TILLTAG_STORE` the store is an
 * SQLite file below `folder`; that one's keys are kept beside it and made at first use, of which `notify` hears. Any other
 * store without `TILLTAG_KEYS` throws `UsageError`, because keys that stay on one machine would be lost to the
 * functions.
 */
export function completeEnvironment(env: Environment, folder: string, notify: (notice: string) => void): Environment {
  const store = env['TILLTAG_STORE'] || localStore;
  const placed = { ...env, TILLTAG_STORE: resolveStore(store, folder) };
  if (env['TILLTAG_KEYS']) return placed;
  if (store !== localStore) {
    throw new UsageError([...listOtherFaults(placed), keysMissing].join('\n'));
  }
  return { ...placed, TILLTAG_KEYS: readOrMakeKeys(join(folder, '.tilltag', 'keys'), notify) };
}

/** What else is wrong, so that all is told at once; a key ring stands in for the one that is missing. */
function listOtherFaults(placed: Environment): string[] {
  try {
    readSettings({ ...placed, TILLTAG_KEYS: `any:${Buffer.alloc(32).toString('base64')}` });
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return [error.message];
    throw error;
  }
}

function resolveStore(store: string, folder: string): string {
  const [, path] = /^sqlite:(.+)$/s.exec(store) ?? [];
  return path === undefined || path === ':memory:' ? store : `sqlite:${resolve(folder, path)}`;
}

function readOrMakeKeys(path: string, notify: (notice: string) => void): string {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    // Made only where there is none: of two commands that start at once, the second reads what the first wrote.
    writeFileSync(path, `local:${randomBytes(32).toString('base64')}\n`, { flag: 'wx', mode: 0o600 });
    notify('Made a key that seals Stripe keys on this machine: .tilltag/keys. Back it up together with the database.');
  } catch (error) {
    if (!isCode(error, 'EEXIST')) {
      throw new CommandFailedError('The file .tilltag/keys cannot be made. Check the rights of this folder.', {
        cause: error,
      });
    }
  }
  return readFileSync(path, 'utf8').trim();
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
