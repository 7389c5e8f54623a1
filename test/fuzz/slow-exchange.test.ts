// That the fuzzer sends slowly what it says it does, and sees who never ends.
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SlowClient } from './arbitraries/slow-clients.ts';
import { Fault } from './oracle.ts';
import { exchangeSlowly } from './slow-exchange.ts';

let server: Server;
let port: number;
let pieces: string[];
let hasEnded: boolean;
let onConnection: (socket: Socket) => void;
const sockets = new Set<Socket>();

beforeEach(async () => {
  pieces = [];
  hasEnded = false;
  onConnection = () => {};
  server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.setEncoding('latin1').on('data', (part: string) => pieces.push(part));
    socket.on('error', () => {});
    socket.once('end', () => {
      hasEnded = true;
    });
    onConnection(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});

afterEach(() => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  return new Promise((resolve) => server.close(resolve));
});

const client: SlowClient = { text: 'abcdef', sent: 1_000, pieces: 3, pauseMs: 30, ending: 'waits' };

describe('exchangeSlowly', () => {
  test('bytes come in pieces, and what is answered until the end is told', async () => {
    onConnection = (socket) => {
      socket.on('data', (part) => {
        if (String(part).includes('f')) socket.end('answered');
      });
    };
    expect(await exchangeSlowly(port, client, 10_000)).toBe('answered');
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.join('')).toBe('abcdef');
  });

  test('of what is cut off nothing is sent, and the other side hears that nothing more comes', async () => {
    onConnection = (socket) => socket.once('end', () => socket.end());
    expect(await exchangeSlowly(port, { ...client, sent: 500, ending: 'half_closes' }, 10_000)).toBe('');
    expect([pieces.join(''), hasEnded]).toEqual(['abc', true]);
  });

  test('who breaks off waits for nobody', async () => {
    expect(await exchangeSlowly(port, { ...client, ending: 'breaks_off' }, 10_000)).toBe('');
  });

  test('a server that never ends a connection is found', async () => {
    await expect(exchangeSlowly(port, client, 50)).rejects.toThrow(Fault);
  });

  test('a server that ends it early is sent no more', async () => {
    onConnection = (socket) => socket.destroy();
    expect(await exchangeSlowly(port, { ...client, pieces: 6 }, 10_000)).toBe('');
  });
});
