// What the SDK sends about us and leaves on this machine, seen by a server that notes headers and nothing else.
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createClient, openStripeConnection, type StripeConnection } from '../../../functions/stripe/create-client.ts';

let home: string;
let server: Server;
let connection: StripeConnection;
let received: IncomingHttpHeaders[];
let answer: string;

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'tilltag-home-'));
  for (const name of ['HOME', 'USERPROFILE', 'XDG_CONFIG_HOME', 'APPDATA']) vi.stubEnv(name, home);
  received = [];
  answer = '{"object":"checkout.session","id":"cs_test_a1b2c3d4e5f6"}';
  server = createServer((request, response) => {
    received.push(request.headers);
    const headers = { 'content-type': 'application/json', 'request-id': 'req_1', 'stripe-notice': 'Hello.' };
    response.writeHead(200, headers).end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  connection = openStripeConnection(
    `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
  );
});

afterEach(async () => {
  connection.agent.destroy();
  await new Promise((resolve) => server.close(resolve));
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true, force: true });
});

describe('createClient', () => {
  it('tells Stripe the pinned version and nothing about this machine, and leaves no file behind', async () => {
    const client = await createClient('rk_test_clientKey0123456789', connection);
    for (let time = 1; time <= 2; time++) await client.checkout.sessions.retrieve('cs_test_a1b2c3d4e5f6');
    expect(received).toHaveLength(2);
    for (const headers of received) {
      expect(headers['stripe-version']).toBe('2026-10-28.endive');
      expect(headers).not.toHaveProperty('x-stripe-client-telemetry');
      expect(String(headers['x-stripe-client-user-agent'])).not.toContain('telemetry_id');
    }
    expect(existsSync(home) && readdirSync(home)).toEqual([]);
  });

  it('keeps its connection for the next request', async () => {
    const client = await createClient('rk_test_clientKey0123456789', connection);
    await client.checkout.sessions.retrieve('cs_test_a1b2c3d4e5f6');
    await client.checkout.sessions.retrieve('cs_test_a1b2c3d4e5f6');
    const connections = await new Promise<number>((resolve) =>
      server.getConnections((_error, count) => resolve(count)),
    );
    expect(connections).toBe(1);
  });

  it.each(['null', '1', '"busy"', 'false'])(
    'rejects where the answer is %s and no object, and the process goes on',
    async (text) => {
      answer = text;
      const client = await createClient('rk_test_clientKey0123456789', connection);
      await expect(client.checkout.sessions.retrieve('cs_test_a1b2c3d4e5f6')).rejects.toThrow('Invalid JSON');
    },
  );
});

describe('loadSharedClient', () => {
  it('asks with the key that each request names, through one client', async () => {
    const client = await connection.loadSharedClient();
    expect(await connection.loadSharedClient()).toBe(client);
    const keys = ['rk_test_firstKey0123456789', 'rk_live_otherKey0123456789'];
    await Promise.all(keys.map((apiKey) => client.checkout.sessions.retrieve('cs_test_a1b2c3d4e5f6', {}, { apiKey })));
    expect(received.map(({ authorization }) => authorization).toSorted()).toEqual(
      keys.map((apiKey) => `Bearer ${apiKey}`).toSorted(),
    );
  });

  it('carries no key where a request names none', async () => {
    const client = await connection.loadSharedClient();
    await client.checkout.sessions.retrieve('cs_test_a1b2c3d4e5f6', {}, { apiKey: 'rk_test_firstKey0123456789' });
    await client.checkout.sessions.retrieve('cs_test_a1b2c3d4e5f6');
    expect(received[1]).not.toHaveProperty('authorization');
  });
});
