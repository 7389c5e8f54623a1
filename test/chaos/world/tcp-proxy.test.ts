// The wire that can be cut, blocked and slowed, with a real server at its end.
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

let proxy: TcpProxy;
let closeServer: () => void;

beforeEach(async () => {
  const server = createServer({ allowHalfOpen: true }, (socket) =>
    socket.pipe(socket).on('error', () => undefined),
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  proxy = await startTcpProxy(`127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`);
  closeServer = () => server.close();
});

afterEach(async () => {
  await proxy.close();
  closeServer();
});

function dial(): Socket {
  const [host = '', port = ''] = proxy.host.split(':');
  return connect({ host, port: Number(port), allowHalfOpen: true }).setEncoding('utf8');
}

describe('startTcpProxy', () => {
  test('bytes pass both ways', async () => {
    const socket = dial();
    socket.write('hello');
    expect(await once(socket, 'data')).toEqual(['hello']);
  });

  test('slow bytes arrive in their order', async () => {
    proxy.set({ kind: 'slow', delayMs: 20 });
    const socket = dial();
    socket.write('one ');
    socket.end('two');
    let text = '';
    for await (const chunk of socket) text += String(chunk);
    expect(text).toBe('one two');
  });

  test('held bytes arrive when they may pass again', async () => {
    proxy.set({ kind: 'hold' });
    const socket = dial();
    await once(socket, 'connect');
    socket.write('hello');
    let isThere = false;
    const arrival = once(socket, 'data').then(([text]) => {
      isThere = true;
      return String(text);
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(isThere).toBe(false);
    proxy.set({ kind: 'pass' });
    expect(await arrival).toBe('hello');
  });

  test('a cut ends the connections that are there, and each new one', async () => {
    const before = dial();
    before.write('hello');
    await once(before, 'data');
    const broken = once(before, 'error');
    proxy.set({ kind: 'cut' });
    await broken;
    const after = dial();
    await once(after, 'error').then(([error]) => expect(error).toMatchObject({ code: 'ECONNRESET' }));
  });
});
