// The same function inside Google's functions framework, whose own body parsing must neither buffer nor answer for us.
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { http } from '@google-cloud/functions-framework';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guardBodies } from '../../../functions/http/guard-bodies.ts';
import { prepareServer } from '../../../functions/http/prepare-server.ts';
import { type Shop, shopOrigin, startShop } from './start-shop.ts';

const claim = 'claim_of_the_first_page';

describe.each([{ server: 'the framework' }, { server: 'the plain server' }])(
  'the public function on $server',
  ({ server }) => {
    let shop: Shop;
    let stopGuarding = (): void => {};

    beforeAll(async () => {
      const limits = { addressBurst: 1e9, propertyBurst: 1e9 };
      if (server === 'the plain server') {
        shop = await startShop({ limits });
        return;
      }
      shop = await startShop({
        limits,
        toServer({ handle, noteRefused }) {
          http('public-under-test', handle);
          const framework = getTestServer('public-under-test');
          prepareServer(framework, { onRefused: noteRefused });
          stopGuarding = guardBodies({ limitFor: (_request, guarded) => (guarded === framework ? 16_384 : undefined) });
          return framework;
        },
      });
    });

    afterAll(async () => {
      await shop.close();
      stopGuarding();
    });

    it('answers a lookup and takes its report', async () => {
      const id = shop.buy();
      expect((await shop.look(id, { claim })).json).toMatchObject({ event: 'purchase', first_view: true });
      const report = { property_id: shop.property.id, checkout_session_id: id, event_id: `purchase:${id}`, claim };
      expect((await shop.report(report)).status).toBe(204);
      expect((await shop.look(id, { claim })).json['first_view']).toBe(false);
    });

    it.each([
      'application/json',
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/cloudevents+json',
      'x',
    ])('answers a malformed body of type %s in its own words', async (type) => {
      const answer = await shop.report('{"property_id":', { origin: shopOrigin, 'content-type': type });
      expect(answer).toMatchObject({ status: 400, code: 'invalid_request' });
      expect(answer.text).not.toMatch(/<html|\bat \/|node_modules/);
    });

    it('answers a body in an unknown encoding or character set in its own words', async () => {
      for (const headers of [
        { 'content-encoding': 'br', 'content-type': 'application/json' },
        { 'content-encoding': 'nonsense', 'content-type': 'application/json' },
        { 'content-type': 'application/json; charset=nonsense' },
      ]) {
        expect(await shop.report('{', { origin: shopOrigin, ...headers })).toMatchObject({
          status: 400,
          code: 'invalid_request',
        });
      }
    });

    it('answers body_too_large to 16 kB and one byte by its length', async () => {
      expect((await shop.report('x'.repeat(16_384))).code).toBe('invalid_request');
      expect(await shop.report('x'.repeat(16_385))).toMatchObject({ status: 413, code: 'body_too_large' });
    });

    it('answers body_too_large to an announced gigabyte before any of it arrives', async () => {
      expect(await send(shop.url, { 'content-length': 1_000_000_000 }, [])).toContain('body_too_large');
    });

    it('answers body_too_large to a chunked body that grows beyond 16 kB', async () => {
      const chunks = Array.from({ length: 40 }, () => Buffer.alloc(1_000, 'x'));
      expect(await send(shop.url, { 'transfer-encoding': 'chunked' }, chunks)).toContain('body_too_large');
      expect(await send(shop.url, { 'transfer-encoding': 'chunked' }, chunks.slice(0, 16))).toContain(
        'invalid_request',
      );
    });

    it('cuts the connection of a chunked body that never ends, holding little of it', async () => {
      const before = process.memoryUsage().arrayBuffers;
      const sentBytes = await flood(shop.url, 64_000_000);
      expect(sentBytes).toBeLessThan(64_000_000);
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32_000_000);
    });

    it.each([
      { name: 'without Host', head: 'GET /health HTTP/1.1', words: 'The Host header is missing.' },
      {
        name: 'of an unknown Expect',
        head: 'GET /health HTTP/1.1\r\nHost: x\r\nExpect: tea',
        words: 'knows only 100-c',
      },
      { name: 'that is no HTTP', head: 'hello', words: 'It is not HTTP.' },
    ])('answers a request $name in its own words, and logs it', async ({ head, words }) => {
      const linesBefore = shop.logs.length;
      const answer = await sendRaw(shop.url, `${head}\r\nConnection: close\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
      expect(answer).toMatch(/^Access-Control-Allow-Origin: \*\r$/im);
      expect(answer).toContain(words);
      expect(shop.logs.slice(linesBefore)).toMatchObject([{ event: 'invalid_request' }]);
    });

    it('answers an old client without Host, and one that waits to be asked for its body', async () => {
      expect(await sendRaw(shop.url, 'GET /health HTTP/1.0\r\n\r\n')).toContain('{"status":"ok"}');
      expect(await send(shop.url, { expect: '100-continue', 'transfer-encoding': 'chunked' }, [])).toContain(
        'invalid_request',
      );
    });

    it('serves the next request on the connection of a refused one', async () => {
      await shop.report('x'.repeat(20_000));
      expect((await shop.ask('/health')).status).toBe(200);
    });

    it('answers a path that does not decode in its own words', async () => {
      const answer = await shop.ask('/checkout/%E0%A4%A');
      expect(answer).toMatchObject({ status: 404, code: 'not_found' });
    });

    it('answers a request for *, which is no path, in its own words', async () => {
      const answer = await sendRaw(shop.url, 'GET * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
      expect(answer).toMatch(/^HTTP\/1\.1 404 /);
      expect(answer).toContain('"not_found"');
    });

    it.each([
      ['http://other.example/health', 200],
      ['http://%6fther.example/health', 200],
      ['http://[/health', 404],
    ])('answers a request for %s by its path', async (target, status) => {
      const answer = await sendRaw(shop.url, `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      expect(answer).toContain(`HTTP/1.1 ${status} `);
      expect(answer).not.toContain('<html');
    });

    it('reads a query that does not decode as malformed', async () => {
      const answer = await shop.ask('/checkout/sessions.json?property_id=%E0%A4%A&checkout_session_id=%');
      expect(answer).toMatchObject({ status: 400, code: 'invalid_request' });
    });

    it('answers repeated keys as malformed', async () => {
      const answer = await shop.look(shop.buy(), { query: '&checkout_session_id=cs_test_a1b2c3d4e5f6' });
      expect(answer).toMatchObject({ status: 400, code: 'invalid_request' });
    });
  },
);

/** The raw answer to a POST whose body may stay unfinished. */
function send(url: string, headers: Record<string, string | number>, chunks: Buffer[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${url}/checkout/reports`, {
      method: 'POST',
      headers: { origin: shopOrigin, ...headers },
      agent: false,
    });
    request.once('error', reject);
    request.once('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.once('end', () => {
        resolve(text);
        request.destroy();
      });
      response.once('error', reject);
    });
    for (const chunk of chunks) request.write(chunk);
    if ('transfer-encoding' in headers) request.end();
    else request.flushHeaders();
  });
}

/** Everything that the server writes to these bytes until it ends the connection. */
function sendRaw(url: string, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(bytes));
    socket.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    socket.once('close', () => resolve(text));
  });
}

/** How many bytes of a chunked body the server let in before it cut the connection. */
function flood(url: string, maxBytes: number): Promise<number> {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'text/plain', 'transfer-encoding': 'chunked' };
    const request = httpRequest(`${url}/checkout/reports`, { method: 'POST', headers, agent: false });
    const chunk = Buffer.alloc(65_536, 'x');
    let sentBytes = 0;
    const finish = (): void => {
      request.destroy();
      resolve(sentBytes);
    };
    const more = (): void => {
      while (sentBytes < maxBytes) {
        sentBytes += chunk.length;
        if (!request.write(chunk)) {
          request.once('drain', more);
          return;
        }
      }
      finish();
    };
    request.on('error', finish);
    request.on('response', (response) => response.resume());
    more();
  });
}
