// What a client gets whose request the HTTP parser cannot read, byte for byte over a socket.
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HttpError } from '../../../functions/http/http-error.ts';
import { type RunningServer, startServer } from '../../../functions/http/start-server.ts';

let server: RunningServer;
let refused: HttpError[];
let handled: number;
let finish = (): void => {};

async function start(limits: { requestTimeoutMs?: number } = {}): Promise<void> {
  refused = [];
  handled = 0;
  server = await startServer({
    ...limits,
    host: '127.0.0.1',
    port: 0,
    maxBodyBytes: 16_384,
    onRefused: (error) => refused.push(error),
    async handle(_request, response) {
      handled += 1;
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      response.end('answered');
    },
  });
}

beforeEach(() => start());

afterEach(async () => {
  finish();
  await server.close();
});

/** Everything that the server wrote until it ended the connection. */
function send(bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(server.port, '127.0.0.1', () => socket.write(bytes));
    socket.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    socket.on('error', () => {});
    socket.once('close', () => resolve(text));
  });
}

describe('answerUnreadable', () => {
  it.each([
    { name: 'what is no HTTP', bytes: 'hello\r\n\r\n', detail: 'It is not HTTP.' },
    {
      name: 'a length that is no number',
      bytes: 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: abc\r\n\r\n',
      detail: 'It is not HTTP.',
    },
    {
      name: 'two lengths',
      bytes: 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      detail: 'It is not HTTP.',
    },
    {
      name: 'headers of 20 kB',
      bytes: `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`,
      detail: 'Its address and headers are too long.',
    },
    {
      name: 'an address of 20 kB',
      bytes: `GET /?${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
      detail: 'Its address and headers are too long.',
    },
  ])('answers invalid_request to $name, for any page to read, and tells of it once', async ({ bytes, detail }) => {
    const answer = await send(bytes);
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(answer).toMatch(/^Access-Control-Allow-Origin: \*\r$/m);
    expect(answer).toMatch(/^Connection: close\r$/m);
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({
      error: { code: 'invalid_request', message: expect.stringContaining(detail) },
    });
    expect(refused.map(({ code }) => code)).toEqual(['invalid_request']);
    expect(handled).toBe(0);
  });

  it('ends the connection of a request that never arrives whole, with an answer where none is being prepared', async () => {
    await server.close();
    await start({ requestTimeoutMs: 50 });
    expect(await send('GET / HTTP/1.1\r\nHost')).toContain('It took too long to arrive.');
    expect(await send('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{')).toBe('');
    expect(refused).toHaveLength(1);
    expect(handled).toBe(1);
  });

  it('ends a connection that asks nothing without a word, which a browser would take for the answer to what it asks next', async () => {
    await server.close();
    await start({ requestTimeoutMs: 50 });
    expect(await send('')).toBe('');
    expect(refused).toEqual([]);
  });

  it('writes nothing into an answer that is on its way, and ends its connection', async () => {
    expect(await send('GET / HTTP/1.1\r\nHost: x\r\n\r\nno HTTP\r\n\r\n')).toBe('');
    expect(handled).toBe(1);
    expect(refused).toEqual([]);
  });

  it('takes a connection that breaks for no request', async () => {
    await new Promise<void>((resolve) => {
      const socket = connect(server.port, '127.0.0.1', () => {
        socket.write('GET / HT');
        socket.resetAndDestroy();
        socket.once('close', () => resolve());
      });
    });
    await send('hello\r\n\r\n');
    expect(refused).toHaveLength(1);
  });
});
