// Addresses, hosts and methods that no browser of a person makes up by itself, but that anybody can send.
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningConsole, startConsole } from '../start-console.ts';

let running: RunningConsole;

beforeAll(async () => {
  // Behind a proxy that ends https, where every link would be one that browsers follow.
  running = await startConsole({
    TILLTAG_OIDC_CLIENT_ID: 'console',
    TILLTAG_OIDC_CLIENT_SECRET: 'secret',
    TRUSTED_HOPS: '1',
  });
});
afterAll(() => running.close());

/** The whole answer to a request line, as bytes that no client would clean up before sending. */
function send(line: string, headers: readonly string[] = []): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(running.url).port), '127.0.0.1');
    let answer = '';
    socket.on('data', (bytes) => {
      answer += bytes.toString();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
    const host = headers.some((header) => /^host:/i.test(header)) ? [] : ['Host: console.example'];
    const all = [...host, 'X-Forwarded-Proto: https', 'Connection: close', ...headers];
    socket.write(`${line} HTTP/1.1\r\n${all.join('\r\n')}\r\n\r\n`);
  });
}

function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);
}

describe('the address of a request', () => {
  it('leads to the sign-in of the host that was asked', async () => {
    const answer = await send('GET /console/sign-in');
    expect(statusOf(answer)).toBe(200);
    expect(answer).toContain('https://console.example/console/sign-in/start');
  });

  it.each([
    '//evil.example/console/sign-in',
    '/\\evil.example/console/sign-in',
    'https://evil.example/console/sign-in',
  ])('names no other host by %s', async (target) => {
    expect(await send(`GET ${target}`)).not.toContain('evil.example');
  });

  it.each(['GET //', 'GET //[/console/sign-in', 'OPTIONS *', 'TRACE /console/sign-in', 'PUT /console/sign-in'])(
    'is not there for %s, and that is no fault of ours',
    async (line) => {
      running.logged.length = 0;
      expect(statusOf(await send(line))).toBe(404);
      expect(running.logged).toEqual([]);
    },
  );

  it.each(['a:b@console.example', 'console.example/evil', '', '['])(
    'is answered whatever stands in the Host header: %j',
    async (host) => {
      running.logged.length = 0;
      expect(statusOf(await send('GET /console/sign-in', [`Host: ${host}`]))).toBeLessThan(500);
      expect(running.logged.filter(({ severity }) => severity === 'ERROR')).toEqual([]);
    },
  );
});
