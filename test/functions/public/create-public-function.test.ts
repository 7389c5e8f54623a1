// The routes of the public function: addresses, methods, preflights, health and the loader.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Shop, shopOrigin, startShop } from './start-shop.ts';

const loader = `window.tilltag = {};\n${'// filler\n'.repeat(100)}`;
let folder: string;
let shop: Shop;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tilltag-assets-'));
  writeFileSync(join(folder, 'tilltag.v1.js'), loader);
  shop = await startShop({ env: { TILLTAG_ASSETS: folder } });
});

afterAll(async () => {
  await shop.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('GET /checkout/tilltag.v1.js', () => {
  const path = '/checkout/tilltag.v1.js';

  it('is script that any page may load and every cache may keep', async () => {
    const { status, headers, text } = await shop.ask(path);
    expect([status, text]).toEqual([200, loader]);
    expect(headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(headers.get('cache-control')).toBe('public, max-age=3600, stale-while-revalidate=86400');
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('vary')).toBe('Accept-Encoding');
    expect(headers.get('etag')).toMatch(/^W\/"[\w-]{27}"$/);
  });

  it('is zipped for whoever takes that, and plain for whoever does not', async () => {
    expect((await shop.ask(path, { headers: { 'accept-encoding': 'br, gzip' } })).headers.get('content-encoding')).toBe(
      'gzip',
    );
    for (const refusal of ['identity', 'gzip;q=0', 'br']) {
      const { headers, text } = await shop.ask(path, { headers: { 'accept-encoding': refusal } });
      expect([headers.get('content-encoding'), text]).toEqual([null, loader]);
    }
  });

  it('is not sent again to whoever has it', async () => {
    const etag = (await shop.ask(path)).headers.get('etag') ?? '';
    for (const known of [etag, etag.replace('W/', ''), `"other", ${etag}`, '*']) {
      const answer = await shop.ask(path, { headers: { 'if-none-match': known } });
      expect([answer.status, answer.text, answer.headers.get('etag')]).toEqual([304, '', etag]);
    }
    expect((await shop.ask(path, { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
  });

  it('is served to a server container as to anybody, whatever its secret', async () => {
    for (const authorization of ['Bearer right-or-wrong', 'Bearer ', 'Basic x']) {
      const headers = { authorization, 'tilltag-visitor-origin': 'https://shop.example.test', 'tilltag-sends': '1' };
      const { status, text } = await shop.ask(path, { headers });
      expect([status, text]).toEqual([200, loader]);
    }
  });

  it('answers HEAD with headers only', async () => {
    const answer = await shop.ask(path, { method: 'HEAD' });
    expect([answer.status, answer.text]).toEqual([200, '']);
  });

  it('answers internal where it was not built, logs the file, and is there once it is built', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'tilltag-assets-'));
    const unbuilt = await startShop({ env: { TILLTAG_ASSETS: empty } });
    expect(await unbuilt.ask(path)).toMatchObject({ status: 500, code: 'internal' });
    expect(unbuilt.logs.at(-1)).toMatchObject({ severity: 'ERROR', event: 'internal' });
    expect(String(unbuilt.logs.at(-1)?.['detail'])).toMatch(/npm run build/);
    writeFileSync(join(empty, 'tilltag.v1.js'), loader);
    expect((await unbuilt.ask(path)).status).toBe(200);
    await unbuilt.close();
    rmSync(empty, { recursive: true, force: true });
  });
});

describe('other addresses and methods', () => {
  it('answers /health', async () => {
    expect(await shop.ask('/health')).toMatchObject({ status: 200, json: { status: 'ok' } });
  });

  it.each([
    '/',
    '/checkout',
    '/checkout/',
    '/checkout/sessions.json/',
    '/checkout/clicks/',
    '/__proto__',
    '//health',
    '/health/..%2f',
  ])('answers not_found at %s', async (path) => {
    expect(await shop.ask(path)).toMatchObject({ status: 404, code: 'not_found' });
  });

  it.each([
    { method: 'POST', path: '/checkout/sessions.json', allow: 'GET, OPTIONS' },
    { method: 'DELETE', path: '/checkout/sessions.json', allow: 'GET, OPTIONS' },
    { method: 'GET', path: '/checkout/reports', allow: 'POST, OPTIONS' },
    { method: 'GET', path: '/checkout/clicks', allow: 'POST, OPTIONS' },
    { method: 'PUT', path: '/checkout/tilltag.v1.js', allow: 'GET, HEAD, OPTIONS' },
  ])('answers method_not_allowed to $method $path and names what is', async ({ method, path, allow }) => {
    const answer = await shop.ask(path, { method });
    expect(answer).toMatchObject({ status: 405, code: 'method_not_allowed' });
    expect(answer.headers.get('allow')).toBe(allow);
  });

  it.each([
    { path: '/checkout/sessions.json', methods: 'GET, OPTIONS' },
    { path: '/checkout/reports', methods: 'POST, OPTIONS' },
  ])('answers the preflight of $path for any page, without credentials', async ({ path, methods }) => {
    const headers = { origin: shopOrigin, 'access-control-request-method': 'POST' };
    const answer = await shop.ask(path, { method: 'OPTIONS', headers });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('access-control-allow-methods')).toBe(methods);
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
  });

  it('answers below the base path and nowhere else', async () => {
    const based = await startShop({ env: { TILLTAG_BASE_PATH: '/base' } });
    expect((await based.look(based.buy())).status).toBe(200);
    for (const path of ['/health', '/basement/health', '/base']) {
      const response = await fetch(`${based.url}${path}`);
      expect([path, response.status]).toEqual([path, 404]);
      await response.arrayBuffer();
    }
    await based.close();
  });

  it('writes no log line for what went well without Stripe or store', async () => {
    const quiet = await startShop();
    await quiet.ask('/health');
    const id = quiet.buy();
    await quiet.look(id);
    await quiet.look(id);
    expect(quiet.logs.map(({ event }) => event)).toEqual(['lookup_answered']);
    await quiet.close();
  });
});
