// Hearing of servers that somebody else makes.
import { createServer, type Server } from 'node:http';
import { createServer as createSocketServer, type Server as SocketServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { watchServers } from '../../../functions/http/watch-servers.ts';

let stop = (): void => {};

afterEach(() => stop());

async function listenAndClose(server: SocketServer): Promise<void> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await new Promise((resolve) => server.close(resolve));
}

describe('watchServers', () => {
  it('tells of an HTTP server before it listens, and of no other', async () => {
    const told: [Server, boolean][] = [];
    stop = watchServers((server) => told.push([server, server.listening]));
    const server = createServer();
    await listenAndClose(createSocketServer());
    await listenAndClose(server);
    expect(told).toEqual([[server, false]]);
  });

  it('tells nothing once it is stopped', async () => {
    const told: Server[] = [];
    watchServers((server) => told.push(server))();
    await listenAndClose(createServer());
    expect(told).toEqual([]);
  });
});
