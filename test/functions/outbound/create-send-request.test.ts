// Requests to typed addresses, over real TLS and TCP: what is never asked, what ends them, and how sure one can be afterwards.
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { OutboundResult } from '../../../functions/outbound/send-request.ts';
import { receiverHost } from './start-receiver.ts';
import { ask, useReceivers } from './use-receivers.ts';

const { endings, receive } = useReceivers();

/** Asks by a resolver that answers with these addresses; nobody may dial. */
async function askResolved(...addresses: string[]): Promise<OutboundResult> {
  return ask({
    resolve: async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    dial: () => {
      throw new Error('Nobody may connect.');
    },
  });
}

describe('createSendRequest', () => {
  test('an ordinary request arrives whole, and its answer comes back', async () => {
    const seen: unknown[] = [];
    const receiver = await receive({
      onRequest: async (request, response) => {
        let body = '';
        for await (const chunk of request) body += chunk;
        seen.push([request.method, request.url, request.headers.host, request.headers['authorization'], body]);
        response.writeHead(202, { 'X-One': '1' }).end('thanks');
      },
    });
    const result = await ask(receiver.options, { headers: { authorization: 'Bearer secret' } });
    expect(result).toMatchObject({ kind: 'answered', status: 202, body: 'thanks', isWhole: true });
    expect(result).toMatchObject({ headers: { 'x-one': '1' } });
    expect(seen).toEqual([['POST', '/checkout/events?a=b', receiverHost, 'Bearer secret', '{"ä":1}']]);
  });

  test('the connection is pinned to the addresses that were checked, and the name is resolved once', async () => {
    const receiver = await receive({ onRequest: (_request, response) => response.end() });
    let asked = 0;
    // Public when it is checked, the metadata server ever after.
    const resolve = async () => [{ address: asked++ === 0 ? '93.184.215.14' : '169.254.169.254', family: 4 }];
    expect(await ask({ ...receiver.options, resolve })).toMatchObject({ kind: 'answered', status: 200 });
    expect(asked).toBe(1);
    expect(receiver.dialled).toEqual([
      { hostname: receiverHost, port: 443, addresses: [{ address: '93.184.215.14', family: 4 }] },
    ]);
  });

  test('the usual dial connects to the pinned address, whatever the name means to the system', async () => {
    const server = createServer((_request, response) => response.end('pinned')).listen(0, '127.0.0.1');
    endings.push(async () => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo; // A server that listens on TCP has an address with a port.
    // The system's resolver says that localhost is ::1, too, where nobody listens.
    const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
    const result = await ask({ allowLocal: true, resolve }, { url: `http://localhost:${port}/` });
    expect(result).toMatchObject({ kind: 'answered', body: 'pinned' });
  });

  test('of several addresses one that cannot be reached is passed over', async () => {
    const server = createServer((_request, response) => response.end('second')).listen(0, '127.0.0.1');
    endings.push(async () => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo; // A server that listens on TCP has an address with a port.
    const resolve = async () => [
      { address: '::1', family: 6 },
      { address: '127.0.0.1', family: 4 },
    ];
    const result = await ask({ allowLocal: true, resolve }, { url: `http://localhost:${port}/` });
    expect(result).toMatchObject({ kind: 'answered', body: 'second' });
  });

  test.each([301, 302, 303, 307, 308])('a redirect %i is an answer and is not followed', async (status) => {
    let requests = 0;
    const receiver = await receive({
      onRequest: (_request, response) => {
        requests += 1;
        response.writeHead(status, { location: 'https://sgtm.example.com/elsewhere' }).end();
      },
    });
    expect(await ask(receiver.options)).toMatchObject({ kind: 'answered', status });
    expect(requests).toBe(1);
  });

  test('an IDN goes out as punycode, in the resolver, the certificate check and the Host header', async () => {
    const hosts: (string | undefined)[] = [];
    const receiver = await receive({
      onRequest: (request, response) => {
        hosts.push(request.headers.host);
        response.end();
      },
    });
    const asked: string[] = [];
    const resolve = async (hostname: string) => {
      asked.push(hostname);
      return [{ address: '93.184.215.14', family: 4 }];
    };
    const options = { ...receiver.options, resolve };
    expect(await ask(options, { url: 'https://ｓｇｔｍ.example.com./a' })).toMatchObject({ kind: 'answered' });
    expect(await ask(options, { url: 'https://bücher.example/' })).toEqual({ kind: 'not_sent', reason: 'tls_failed' });
    expect(asked).toEqual([receiverHost, 'xn--bcher-kva.example']);
    expect(hosts).toEqual([receiverHost]);
  });

  test.each([
    ['loopback', ['127.0.0.1']],
    ['private', ['10.0.0.7']],
    ['link-local', ['fe80::1']],
    ['IPv4-mapped', ['::ffff:10.0.0.7']],
    ['the metadata server', ['169.254.169.254']],
    ['public and private', ['93.184.215.14', '192.168.0.1']],
    ['private and public', ['192.168.0.1', '93.184.215.14']],
  ])('a name that resolves to %s is never connected to', async (_case, addresses) => {
    expect(await askResolved(...addresses)).toEqual({ kind: 'not_sent', reason: 'private_address' });
  });

  test('with the option for this machine, a public name still may not resolve to it', async () => {
    const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
    expect(await ask({ allowLocal: true, resolve })).toEqual({ kind: 'not_sent', reason: 'private_address' });
  });

  test('with the option for this machine, localhost may not resolve to anything else', async () => {
    const resolve = async () => [{ address: '93.184.215.14', family: 4 }];
    const result = await ask({ allowLocal: true, resolve }, { url: 'http://localhost:1/' });
    expect(result).toEqual({ kind: 'not_sent', reason: 'private_address' });
  });

  test('a refused address is not resolved', async () => {
    const resolve = () => Promise.reject(new Error('Nobody may ask.'));
    expect(await ask({ resolve }, { url: 'https://127.0.0.1/' })).toEqual({ kind: 'not_sent', reason: 'ip_address' });
    expect(await ask({ resolve }, { url: 'nonsense' })).toEqual({ kind: 'not_sent', reason: 'malformed_url' });
  });

  test('a name without an address was not sent to', async () => {
    const unknown = () => Promise.reject(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }));
    expect(await ask({ resolve: unknown })).toEqual({ kind: 'not_sent', reason: 'dns_failed' });
    expect(await askResolved()).toEqual({ kind: 'not_sent', reason: 'dns_failed' });
  });

  test('a port where nobody listens was not sent to', async () => {
    const server = createTcpServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo; // A server that listens on TCP has an address with a port.
    await new Promise((resolve) => server.close(resolve));
    const result = await ask({ allowLocal: true }, { url: `http://127.0.0.1:${port}/` });
    expect(result).toEqual({ kind: 'not_sent', reason: 'connection_refused' });
  });

  test('a certificate of another host, or one that nobody vouches for, was not sent to', async () => {
    let requests = 0;
    const receiver = await receive({ onRequest: () => (requests += 1) });
    const tlsFailed = { kind: 'not_sent', reason: 'tls_failed' };
    expect(await ask(receiver.options, { url: 'https://other.example.com/' })).toEqual(tlsFailed);
    expect(await ask({ ...receiver.options, extraCertificates: [] })).toEqual(tlsFailed);
    expect(requests).toBe(0);
  });

  test('a server that speaks no TLS was not sent to', async () => {
    const server = createTcpServer((socket) => socket.on('error', () => undefined).end('SSH-2.0-x\r\n'));
    server.listen(0, '127.0.0.1');
    endings.push(async () => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo; // A server that listens on TCP has an address with a port.
    const result = await ask({ allowLocal: true }, { url: `https://127.0.0.1:${port}/` });
    expect(result).toEqual({ kind: 'not_sent', reason: 'tls_failed' });
  });

  test('a header that HTTP cannot carry is not sent', async () => {
    const receiver = await receive({ onRequest: (_request, response) => response.end() });
    const result = await ask(receiver.options, { headers: { authorization: 'Bearer a\r\nX-Evil: 1' } });
    expect(result).toEqual({ kind: 'not_sent', reason: 'malformed_request' });
  });
});
