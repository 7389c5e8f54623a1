// The functions in one process, as demos and benches start them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSettings } from '../../functions/settings.ts';
import { startFunctions } from '../../functions/start-functions.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tilltag-start-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function settingsFor(store: string) {
  return readSettings({
    TILLTAG_STORE: store,
    TILLTAG_KEYS: `main:${Buffer.alloc(32, 7).toString('base64')}`,
    PORT: '0',
    STRIPE_API_BASE: 'http://127.0.0.1:9',
  });
}

describe('startFunctions', () => {
  it('answers at its URL until it is closed', async () => {
    const functions = await startFunctions({ settings: settingsFor(`sqlite:${join(folder, 'a.db')}`), log: () => {} });
    expect((await fetch(`${functions.url}/health`)).status).toBe(200);
    const response = await fetch(`${functions.url}/checkout/sessions.json`);
    expect([response.status, await response.json()]).toMatchObject([400, { error: { code: 'invalid_request' } }]);
    await functions.close();
    await expect(fetch(`${functions.url}/health`)).rejects.toThrow();
  });

  it('rejects where the store cannot be understood or opened', async () => {
    const settings = { ...settingsFor(`sqlite:${join(folder, 'a.db')}`), store: 'mysql:x' };
    await expect(startFunctions({ settings, log: () => {} })).rejects.toMatchObject({ name: 'StoreLocationError' });
    const inAFile = settingsFor('sqlite:/dev/null/a.db');
    await expect(startFunctions({ settings: inAFile, log: () => {} })).rejects.toMatchObject({
      name: 'StoreUnavailableError',
    });
  });

  it('rejects where the port is taken, and leaves nothing open', async () => {
    const settings = settingsFor(`sqlite:${join(folder, 'a.db')}`);
    const first = await startFunctions({ settings, log: () => {} });
    await expect(startFunctions({ settings, log: () => {}, port: first.port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    await first.close();
  });
});
