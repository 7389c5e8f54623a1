// The functions in one process, as demos and benches start them.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Log } from '../../functions/http/log.ts';
import { readSettings } from '../../functions/settings.ts';
import { startFunctions } from '../../functions/start-functions.ts';
import { openStore } from '../../functions/store/open-store.ts';
import { newProperty, newRefundEntry } from './store/records.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tilltag-start-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const token = '0123456789abcdef0123456789abcdef';

function settingsFor(store: string, env: Record<string, string> = {}) {
  return readSettings({
    TILLTAG_STORE: store,
    TILLTAG_KEYS: `main:${Buffer.alloc(32, 7).toString('base64')}`,
    PORT: '0',
    STRIPE_API_BASE: 'http://127.0.0.1:9',
    ...env,
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

  it('answers all functions, each by its path, over one store', async () => {
    const settings = settingsFor(`sqlite:${join(folder, 'a.db')}`, { TILLTAG_SWEEP_TOKEN: token });
    const functions = await startFunctions({ settings, log: () => {} });
    const post = async (path: string, headers: Record<string, string> = {}) => {
      const response = await fetch(`${functions.url}${path}`, { method: 'POST', headers });
      return [response.status, await response.json()];
    };
    expect(await post('/webhooks/stripe/tt_nosuchshop')).toMatchObject([404, { error: { code: 'unknown_property' } }]);
    expect(await post('/sweep')).toMatchObject([401, { error: { code: 'unauthorized' } }]);
    expect(await post('/sweep', { authorization: `Bearer ${token}` })).toMatchObject([200, { isComplete: true }]);
    expect(await post('/checkout/reports')).toMatchObject([400, { error: { code: 'invalid_request' } }]);
    await functions.close();
    // SQLite removes its journal when the last connection closes properly.
    expect(readdirSync(folder)).toEqual(['a.db']);
  });

  it('has no sweep to ask for where no token is set', async () => {
    const functions = await startFunctions({ settings: settingsFor(`sqlite:${join(folder, 'a.db')}`), log: () => {} });
    expect((await fetch(`${functions.url}/sweep`, { method: 'POST' })).status).toBe(404);
    await functions.close();
  });

  it('sweeps by itself as often as it is told, until it is closed', async () => {
    const settings = settingsFor(`sqlite:${join(folder, 'a.db')}`);
    const store = await openStore(settings.store, settings);
    const resolution = { state: 'orphan', dueAtMs: 0, attempts: 0, reason: null } as const;
    const orphan = newRefundEntry({ propertyId: 'tt_removedshop', resolution });
    await store.createEntry(orphan);
    const lines: string[] = [];
    const log: Log = (_severity, _message, { event }) => lines.push(String(event));
    const functions = await startFunctions({ settings, log, sweepEveryMs: 10 });
    await vi.waitFor(
      async () => expect(await store.findEntry(orphan.id)).toMatchObject({ resolution: { state: 'foreign' } }),
      { timeout: 10_000 },
    );
    await vi.waitFor(() => expect(lines).toEqual(['swept']));
    await functions.close();
    const late = newRefundEntry({ propertyId: 'tt_removedshop', resolution });
    await store.createEntry(late);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await store.findEntry(late.id)).toEqual(late);
    // Where there was nothing to do, no run wrote a line.
    expect(lines).toEqual(['swept']);
    await store.close();
  });

  it('writes down by itself what the webhook counted in a burst', async () => {
    const settings = settingsFor(`sqlite:${join(folder, 'a.db')}`);
    const store = await openStore(settings.store, settings);
    const property = newProperty();
    await store.createProperty(property);
    const functions = await startFunctions({ settings, log: () => {}, sweepEveryMs: 10 });
    const path = `/webhooks/stripe/${property.id}`;
    // One after the other, because those that come at once share a write.
    for (let index = 0; index < 55; index++) {
      expect((await fetch(`${functions.url}${path}`, { method: 'POST', body: '{}' })).status).toBe(409);
    }
    await vi.waitFor(
      async () => {
        const tallies = await store.listTallies(property.id, Date.now());
        expect(tallies.map(({ counts }) => counts)).toEqual([{ webhook_secret_missing: 55 }]);
      },
      { timeout: 10_000 },
    );
    await functions.close();
    await store.close();
  });

  it('tells that a sweep failed, and tries again', async () => {
    const settings = settingsFor(`sqlite:${join(folder, 'a.db')}`);
    const lines: string[] = [];
    const log: Log = (severity, _message, { event }) => lines.push(`${severity} ${event}`);
    const functions = await startFunctions({ settings, log, sweepEveryMs: 10 });
    const database = new DatabaseSync(join(folder, 'a.db'));
    database.exec('DROP TABLE entries');
    await vi.waitFor(() => expect(lines.length).toBeGreaterThan(1), { timeout: 10_000 });
    await functions.close();
    database.close();
    expect(new Set(lines)).toEqual(new Set(['ERROR sweep_failed']));
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
