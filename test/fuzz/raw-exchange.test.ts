// That the fuzzer sees what a server answers, also where the answer takes its time.
import { createServer, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exchange } from './raw-exchange.ts';

let server: Server;
let url: string;

beforeEach(async () => {
  server = createServer(async (request, response) => {
    if (request.url === '/slow') await sleep(20);
    response.end(request.url);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
});

afterEach(() => new Promise((resolve) => server.close(resolve)));

const request = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`;

test('every answer of one connection is seen, and that of the good request behind them', async () => {
  const answers = await exchange(url, { text: request('/slow') + request('/quick'), isCut: false });
  expect(answers.map(({ body }) => body.trim())).toEqual(['/slow', '/quick', '/health']);
});

test('a request that never ends is given up, with what was answered before it', async () => {
  const text = `${request('/slow')}POST /quick HTTP/1.1\r\nHost: a\r\nContent-Length: 9999\r\n\r\n`;
  const answers = await exchange(url, { text, isCut: false });
  expect(answers[0]?.body).toContain('/slow');
});

test('a connection that is cut has no answers to wait for', async () => {
  expect(await exchange(url, { text: 'GET /slow HTTP/1.1\r\n', isCut: true })).toEqual([]);
});
