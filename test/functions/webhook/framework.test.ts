// The webhook inside Google's functions framework, whose own body parsing must change no byte and answer nothing for us.
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { http } from '@google-cloud/functions-framework';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { guardBodies } from '../../../functions/http/guard-bodies.ts';
import { limitBodies } from '../../../functions/http/limit-bodies.ts';
import { prepareServer } from '../../../functions/http/prepare-server.ts';
import { webhookPath } from '../../../functions/http/webhook-path.ts';
import { entryId } from '../../../functions/store/store.ts';
import { buildEvent, session } from '../stripe/events.ts';
import { sign, startWebhook, type Webhook } from './start-webhook.ts';

/** A completed session whose event has exactly so many bytes, or as many as it has. */
function newEvent(name: string, bytes = 0): Buffer {
  const event = buildEvent('checkout.session.completed', { ...session, id: `cs_test_${name}0000000000` });
  const text = JSON.stringify({ ...event, padding: '' });
  return Buffer.from(JSON.stringify({ ...event, padding: 'x'.repeat(Math.max(0, bytes - text.length)) }));
}

describe.each([{ server: 'the framework' }, { server: 'the plain server' }])(
  'the webhook function on $server',
  ({ server }) => {
    let webhook: Webhook;
    let stopGuarding = (): void => {};

    beforeAll(async () => {
      if (server === 'the plain server') {
        webhook = await startWebhook();
        return;
      }
      webhook = await startWebhook({
        toServer({ handle, noteRefused }) {
          http('webhook-under-test', handle);
          const framework = getTestServer('webhook-under-test');
          prepareServer(framework, { onRefused: noteRefused });
          const limitFor = limitBodies('');
          stopGuarding = guardBodies({
            limitFor: (request, guarded) => (guarded === framework ? limitFor(request) : undefined),
          });
          return framework;
        },
      });
    });

    afterAll(async () => {
      await webhook.close();
      stopGuarding();
    });

    /** The raw answer to these chunks, signed as one body, under headers of the caller's choice. */
    function post(chunks: Buffer[], headers: Record<string, string | number> = {}): Promise<string> {
      const body = Buffer.concat(chunks);
      return new Promise((resolve, reject) => {
        const request = httpRequest(`${webhook.url}${webhookPath(webhook.property.id)}`, {
          method: 'POST',
          headers: { 'stripe-signature': sign(body) ?? '', ...headers },
          agent: false,
        });
        request.once('error', reject);
        request.once('response', (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (part: string) => {
            text += part;
          });
          response.once('end', () => resolve(text));
        });
        for (const chunk of chunks) request.write(chunk);
        request.end();
      });
    }

    async function isRecorded(name: string): Promise<boolean> {
      const id = entryId(webhook.property.id, `cs_test_${name}0000000000`);
      return (await webhook.store.findEntry(id)) !== undefined;
    }

    it.each(['application/json', 'application/json; charset=utf-8', 'application/cloudevents+json', 'text/plain', 'x'])(
      'verifies the very bytes of a body of type %s',
      async (type) => {
        const body = newEvent(`type${type.length}`);
        const answer = await webhook.send(body, { headers: { 'content-type': type } });
        expect([answer.status, answer.text]).toEqual([200, '{"received":true}']);
        expect(await isRecorded(`type${type.length}`)).toBe(true);
      },
    );

    it('takes a chunked body', async () => {
      const body = newEvent('chunked', 100_000);
      const chunks = [body.subarray(0, 7), body.subarray(7, 50_000), body.subarray(50_000)];
      expect(await post(chunks, { 'transfer-encoding': 'chunked' })).toBe('{"received":true}');
      expect(await isRecorded('chunked')).toBe(true);
    });

    it('takes 1 MB to the byte, in one piece or chunked', async () => {
      expect((await webhook.send(newEvent('whole', 1_048_576))).status).toBe(200);
      expect(await post([newEvent('parts', 1_048_576)], { 'transfer-encoding': 'chunked' })).toBe('{"received":true}');
    });

    it('answers body_too_large to one byte more, in one piece or chunked', async () => {
      expect(await webhook.send(newEvent('more', 1_048_577))).toMatchObject({ status: 413, code: 'body_too_large' });
      expect(await post([newEvent('more', 1_048_577)], { 'transfer-encoding': 'chunked' })).toContain('body_too_large');
      expect(await isRecorded('more')).toBe(false);
    });

    it('answers a chunked body of nearly 2 MB rather than cut its connection', async () => {
      const chunks = Array.from({ length: 19 }, () => Buffer.alloc(100_000, 'x'));
      expect(await post(chunks, { 'transfer-encoding': 'chunked' })).toContain('body_too_large');
    });

    it('answers a request without Host in its own words', async () => {
      const answer = await new Promise<string>((resolve) => {
        let text = '';
        const socket = connect(Number(new URL(webhook.url).port), '127.0.0.1', () =>
          socket.write(`POST ${webhookPath(webhook.property.id)} HTTP/1.1\r\nConnection: close\r\n\r\n`),
        );
        socket.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        socket.once('close', () => resolve(text));
      });
      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
      expect(answer).toContain('The Host header is missing.');
    });

    it('does not inflate a compressed body, whose bytes are not those that were signed', async () => {
      const body = newEvent('gzip');
      const headers = { 'content-encoding': 'gzip', 'content-type': 'application/json' };
      const signature = sign(body) ?? '';
      expect(await webhook.send(gzipSync(body), { headers, signature })).toMatchObject({
        status: 400,
        code: 'invalid_signature',
      });
      const bomb = gzipSync(Buffer.alloc(50_000_000));
      expect(await webhook.send(bomb, { headers, signature })).toMatchObject({
        status: 400,
        code: 'invalid_signature',
      });
      expect(await webhook.send(body, { headers: { 'content-encoding': 'nonsense' } })).toMatchObject({ status: 200 });
    });

    it.each(['with its length', 'in chunks'])('records nothing of a body that breaks off %s', async (way) => {
      const body = newEvent('broken', 2_000);
      const framing = way === 'in chunks' ? 'Transfer-Encoding: chunked' : `Content-Length: ${body.length}`;
      const part = body.subarray(0, 1_000);
      const bytes = way === 'in chunks' ? `3e8\r\n${part}\r\n` : part;
      await new Promise<void>((resolve, reject) => {
        const socket = connect(Number(new URL(webhook.url).port), '127.0.0.1', () => {
          const head = `POST ${webhookPath(webhook.property.id)} HTTP/1.1\r\nHost: x\r\nStripe-Signature: ${sign(body)}`;
          socket.write(`${head}\r\n${framing}\r\n\r\n`);
          socket.write(bytes, () => setTimeout(() => socket.destroy(), 20));
        });
        socket.once('error', reject);
        socket.once('close', () => resolve());
      });
      await vi.waitFor(async () => expect((await webhook.send(newEvent(`after${way.length}`))).status).toBe(200));
      expect(await isRecorded('broken')).toBe(false);
    });

    it('takes many events at once', async () => {
      const names = Array.from({ length: 60 }, (_, index) => `many${index}`);
      const answers = await Promise.all(names.map((name) => webhook.send(newEvent(name))));
      expect(answers.map(({ status }) => status)).toEqual(names.map(() => 200));
      for (const name of names) expect(await isRecorded(name)).toBe(true);
    });
  },
);
