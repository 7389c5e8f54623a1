// What becomes of a server that is not ours once it is prepared: here that of functions-framework.
import type { Server } from 'node:http';
import { connect } from 'node:net';
import { http } from '@google-cloud/functions-framework';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepareServer } from '../../../functions/http/prepare-server.ts';

let server: Server;
let port: number;

beforeEach(async () => {
  http('never-asked', (_request, response) => response.end('answered'));
  server = getTestServer('never-asked');
  prepareServer(server, { onRefused: () => {}, requestTimeoutMs: 50 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});

afterEach(() => new Promise((resolve) => server.close(resolve)));

/** Waits until the server ends the connection. */
function sendUnfinished(bytes: string): Promise<'cut'> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('error', () => {});
    socket.resume().once('close', () => resolve('cut'));
  });
}

describe('prepareServer', () => {
  it.each([
    { name: 'head', bytes: 'GET / HTTP/1.1\r\nHost' },
    { name: 'body', bytes: 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{' },
  ])('has the server cut a connection whose $name never arrives whole', async ({ bytes }) => {
    expect(await sendUnfinished(bytes)).toBe('cut');
  });
});
