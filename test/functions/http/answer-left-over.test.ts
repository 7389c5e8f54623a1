// What functions-framework would answer and print in its own words, as it runs in production.
import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { http } from '@google-cloud/functions-framework';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answerLeftOver } from '../../../functions/http/answer-left-over.ts';
import type { HttpError } from '../../../functions/http/http-error.ts';

let server: Server | undefined;
let refused: HttpError[];
let handled: number;

beforeEach(() => {
  refused = [];
  handled = 0;
  // In tests Express keeps silent by itself.
  vi.stubEnv('NODE_ENV', 'production');
  vi.spyOn(console, 'error').mockImplementation(() => {});
});

afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)));
});

function newFramework(): Server {
  http('left-over', (_request, response) => {
    handled += 1;
    response.end('answered');
  });
  return getTestServer('left-over');
}

async function listen(one: Server): Promise<number> {
  server = one;
  answerLeftOver(one, (error) => refused.push(error));
  await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
  const address = one.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const unfinished = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\n{';

describe('answerLeftOver', () => {
  it('takes a request that breaks off for a refused one, and prints nothing', async () => {
    const port = await listen(newFramework());
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(unfinished, () => setTimeout(() => socket.destroy(), 20)),
    );
    await vi.waitFor(() => expect(refused).toHaveLength(1));
    expect(refused[0]).toMatchObject({ code: 'invalid_request', cause: { type: 'request.aborted' } });
    expect(console.error).not.toHaveBeenCalled();
    expect(handled).toBe(0);
  });

  it('answers what the framework cannot read in our words', async () => {
    const port = await listen(newFramework());
    const headers = { 'content-type': 'application/json', 'content-encoding': 'nonsense' };
    const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers, body: '{}' });
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: { code: 'invalid_request' } }]);
    expect(refused).toHaveLength(1);
    expect(console.error).not.toHaveBeenCalled();
  });

  it('leaves what the framework can read to the function', async () => {
    const port = await listen(newFramework());
    const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: 'text' });
    expect(await answer.text()).toBe('answered');
    expect([handled, refused]).toEqual([1, []]);
  });

  it.each([
    { name: 'passes a request on', passed: undefined, status: 404, code: 'not_found' },
    { name: 'has an error of its own', passed: new Error('broken'), status: 500, code: 'internal' },
  ])('answers $code for an application that $name', async ({ passed, status, code }) => {
    const one = createServer();
    one.on('request', (...[, , next]: unknown[]) => {
      if (typeof next === 'function') next(passed);
    });
    const port = await listen(one);
    const answer = await fetch(`http://127.0.0.1:${port}/`);
    expect([answer.status, await answer.json()]).toMatchObject([status, { error: { code } }]);
    expect(refused).toMatchObject([{ code }]);
  });
});
