// Starting and draining a server.
import { request as httpRequest } from 'node:http';
import { describe, expect, it } from 'vitest';
import { startServer } from '../../../functions/http/start-server.ts';

const options = { host: '127.0.0.1', port: 0, maxBodyBytes: 16_384, onRefused: () => {} };

describe('startServer', () => {
  it('answers at its URL on the port that it took', async () => {
    const server = await startServer({ ...options, handle: async (_request, response) => void response.end('hello') });
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
    expect(await (await fetch(server.url)).text()).toBe('hello');
    await server.close();
  });

  it('rejects with the system’s error when the port is taken', async () => {
    const first = await startServer({ ...options, handle: async () => {} });
    const second = startServer({ ...options, port: first.port, handle: async () => {} });
    await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await first.close();
  });

  it('finishes what runs before it is closed, and takes nothing new', async () => {
    let finish = (): void => {};
    let reached = (): void => {};
    const started = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const server = await startServer({
      ...options,
      async handle(_request, response) {
        await new Promise<void>((resolve) => {
          finish = resolve;
          reached();
        });
        response.end('finished');
      },
    });
    const running = fetch(server.url).then((response) => response.text());
    await started;
    let isClosed = false;
    const closing = server.close().then(() => {
      isClosed = true;
    });
    await expect(askOnNewConnection(server.url)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(isClosed).toBe(false);
    finish();
    expect(await running).toBe('finished');
    await closing;
  });

  it('cuts what is not done within the drain time', async () => {
    let reached = (): void => {};
    const started = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const server = await startServer({ ...options, drainMs: 20, handle: async () => reached() });
    const running = fetch(server.url);
    const failure = expect(running).rejects.toThrow();
    await started;
    await server.close();
    await failure;
  });
});

function askOnNewConnection(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    httpRequest(url, { agent: false }, () => resolve())
      .once('error', reject)
      .end();
  });
}
