// Requests that templates of a simulated server container send, to real servers on this machine.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createNetwork } from '../../../../scripts/simulator/server-container/send-over-network.ts';
import { closeContainers, startContainer } from './make-container.ts';

const servers: Server[] = [];

afterEach(async () => {
  await closeContainers();
  await Promise.all(
    servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve).closeAllConnections())),
  );
});

async function listen(handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(handle);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}

/** A client that answers with what came of one request of its own. */
function asking(request: string) {
  return {
    name: 'Asks',
    code: `require('claimRequest')();
      const sendHttpRequest = require('sendHttpRequest');
      const tell = function(value) {
        require('setResponseBody')(require('JSON').stringify(value));
        require('returnResponse')();
      };
      sendHttpRequest(${request}).then(tell, tell);`,
    permissions: {
      return_response: {},
      access_response: { writeResponseAccess: 'any', writeHeaderAccess: 'any' },
      send_http: { allowedUrls: 'specific', urls: ['https://api.example.test/*'] },
    },
  };
}

async function ask(request: string, hostMap: Readonly<Record<string, string>>) {
  const container = await startContainer({ clients: [asking(request)] }, { hostMap });
  const response = await fetch(container.url);
  const text = await response.text();
  return { status: response.status, answer: text === '' ? undefined : JSON.parse(text), records: container.records };
}

const api = 'https://api.example.test';

describe('createNetwork', () => {
  it('sends method, headers and body to where the host leads, and gives back the answer', async () => {
    const url = await listen(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      response.writeHead(201, { 'X-Answer': 'yes', 'set-cookie': ['a=1', 'b=2'] });
      response.end(`${request.method} ${request.url} ${request.headers['x-shop']} ${body}`);
    });
    const request = `'${api}/orders?a=1', { method: 'post', headers: { 'X-Shop': 'lamps' } }, 'größe'`;
    const { answer } = await ask(request, { [api]: url });
    expect(answer).toMatchObject({
      statusCode: 201,
      headers: { 'x-answer': 'yes', 'set-cookie': 'a=1, b=2' },
      body: 'POST /orders?a=1 lamps größe',
    });
  });

  it('checks permissions on the host as the template knows it, before it is mapped', async () => {
    const { status, records } = await ask("'http://127.0.0.1:9/'", {});
    expect(status).toBe(500);
    expect(records.problems).toEqual([expect.stringContaining('Permission denied: send_http')]);
  });

  it('hands a redirect to the template instead of following it', async () => {
    const url = await listen((_, response) => response.writeHead(302, { location: '/elsewhere' }).end());
    const { answer } = await ask(`'${api}/'`, { [api]: url });
    expect(answer).toMatchObject({ statusCode: 302, headers: { location: '/elsewhere' } });
  });

  it('fails where nothing answers, and after the template’s own limit where the answer takes too long', async () => {
    const silent = await listen(() => undefined);
    expect((await ask(`'${api}/'`, { [api]: 'http://127.0.0.1:9' })).answer).toEqual({ reason: 'failed' });
    expect((await ask(`'${api}/', { timeout: 20 }`, { [api]: silent })).answer).toEqual({ reason: 'timed_out' });
  });

  it('fails for an answer that is too long', async () => {
    const url = await listen((_, response) => response.end('x'.repeat(5_000_001)));
    expect((await ask(`'${api}/'`, { [api]: url })).answer).toEqual({ reason: 'failed' });
  });

  it('frees the connection of a request that nobody waits for any more', async () => {
    const url = await listen(() => undefined);
    const network = createNetwork({});
    await expect(network.send({ method: 'GET', url, headers: {}, body: undefined, timeoutMs: 1 })).rejects.toThrow();
    await network.close();
  });
});
