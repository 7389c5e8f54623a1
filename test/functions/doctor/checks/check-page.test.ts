// What can be seen of a thank-you page, over real TLS; and that no address leads into the host's own network.
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { checkPage } from '../../../../functions/doctor/checks/check-page.ts';
import { createSendRequest, type OutboundOptions } from '../../../../functions/outbound/create-send-request.ts';
import { type Receiver, receiverHost, startReceiver } from '../../outbound/start-receiver.ts';

const endings: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

const property = { hostnames: [receiverHost] };
const pageUrl = `https://${receiverHost}/thanks`;
const endpoint = 'https://tags.example.com/base';

async function serve(listener: RequestListener): Promise<Receiver> {
  const receiver = await startReceiver({ onRequest: listener });
  endings.push(receiver.close);
  return receiver;
}

async function look(listener: RequestListener, url = pageUrl, hostnames = property.hostnames) {
  const { options } = await serve(listener);
  return await checkPage({ hostnames }, url, { request: createSendRequest(options), endpoint });
}

const html =
  (body: string, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html', ...headers }).end(body);

const codes = (findings: Awaited<ReturnType<typeof look>>) => findings.map(({ code }) => code).sort();

describe('checkPage', () => {
  test('finds nothing to do on a page with the container, whose address can be entered in Stripe', async () => {
    const asked: string[] = [];
    const findings = await look((request, response) => {
      asked.push(request.url ?? '');
      html('<script src="https://www.googletagmanager.com/gtm.js?id=GTM-ABC1234"></script> GTM-ABC1234')(
        request,
        response,
      );
    }, `${pageUrl}?session_id={CHECKOUT_SESSION_ID}`);
    expect(codes(findings)).toEqual(['page_answers', 'page_holds_container', 'page_policy_allows', 'page_url_ready']);
    expect(findings.every(({ verdict }) => verdict === 'green')).toBe(true);
    expect(findings).toContainEqual(expect.objectContaining({ data: { containers: ['GTM-ABC1234'] } }));
    expect(asked).toEqual([expect.stringMatching(/^\/thanks\?session_id=cs_test_\w+$/)]);
  });

  test('says what to enter in Stripe where the address holds no placeholder', async () => {
    const findings = await look(html('GTM-ABC1234'), `${pageUrl}?lang=de`);
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: 'page_url_unready',
        data: { redirectUrl: `${pageUrl}?lang=de&session_id={CHECKOUT_SESSION_ID}` },
      }),
    );
  });

  test('says that no container is there, and whether it saw the whole page', async () => {
    expect(await look(html('<p>Thanks</p>'))).toContainEqual(
      expect.objectContaining({ code: 'page_without_container', verdict: 'yellow', data: { isWhole: true } }),
    );
    expect(await look(html(`${' '.repeat(20_000)}GTM-ABC1234`))).toContainEqual(
      expect.objectContaining({ code: 'page_without_container', data: { isWhole: false } }),
    );
  });

  test('names a host that is not allowed', async () => {
    expect(await look(html('GTM-ABC1234'), pageUrl, ['shop.example.com'])).toContainEqual(
      expect.objectContaining({ code: 'page_host_not_allowed', verdict: 'red', data: { host: receiverHost } }),
    );
  });

  test('names each origin that a policy of the header or the page blocks', async () => {
    const header = { 'content-security-policy': 'script-src https://www.googletagmanager.com' };
    const blocked = (await look(html('GTM-ABC1234', header))).filter(({ code }) => code === 'page_policy_blocks');
    expect(blocked.map(({ data }) => data)).toEqual([{ directive: 'script-src', origin: 'https://tags.example.com' }]);
    const meta = `<meta http-equiv="Content-Security-Policy" content="connect-src 'self'">GTM-ABC1234`;
    const inPage = (await look(html(meta))).filter(({ code }) => code === 'page_policy_blocks');
    expect(inPage.map(({ data }) => data)).toEqual([{ directive: 'connect-src', origin: 'https://tags.example.com' }]);
  });

  test('tells an error and a redirect, which it does not follow', async () => {
    const gone: RequestListener = (_request, response) => response.writeHead(404).end('GTM-ABC1234');
    expect(await look(gone)).toContainEqual(
      expect.objectContaining({ code: 'page_status', verdict: 'red', data: { status: 404 } }),
    );
    const to =
      (location: string): RequestListener =>
      (_request, response) =>
        response.writeHead(302, { location }).end();
    const asked = `${pageUrl}?session_id={CHECKOUT_SESSION_ID}`;
    expect(await look(to('/danke'), asked)).toContainEqual(
      expect.objectContaining({
        code: 'page_redirects',
        verdict: 'red',
        data: { status: 302, host: receiverHost, keepsSession: false },
      }),
    );
    expect(await look(to('/danke?session_id=cs_1'), asked)).toContainEqual(
      expect.objectContaining({ code: 'page_redirects', verdict: 'yellow' }),
    );
  });

  test('answers an unreadable address and a silent host with what is the matter', async () => {
    const request = createSendRequest({ resolve: async () => [] });
    for (const [url, reason] of [
      ['nonsense', 'malformed_url'],
      ['http://shop.example.com/', 'not_https'],
      ['https://shop.example.com/', 'dns_failed'],
    ] as const) {
      expect(await checkPage(property, url, { request, endpoint })).toContainEqual(
        expect.objectContaining({ code: 'page_unreached', verdict: 'red', data: expect.objectContaining({ reason }) }),
      );
    }
  });
});

describe('checkPage and the network behind this host', () => {
  /** A server of this machine that must never be asked. */
  async function startSecretServer() {
    const seen: string[] = [];
    const server = createServer((request, response) => {
      seen.push(request.url ?? '');
      response.end('GTM-SECRET1');
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    endings.push(() => new Promise((resolve) => server.close(() => resolve())));
    const { port } = server.address() as AddressInfo; // A server that listens on TCP has an address with a port.
    return { seen, port };
  }

  const lookWith = (url: string, options: OutboundOptions) =>
    checkPage(property, url, { request: createSendRequest(options), endpoint });

  test.each([
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://169.254.169.254/latest/meta-data/',
    'https://2130706433/',
    'https://localhost/',
    'https://metadata/',
    'https://shop.example.com:8443/',
    'https://admin@shop.example.com/',
  ])('%s is refused before anything is resolved', async (url) => {
    const resolve = () => expect.fail('Nothing may be resolved.');
    expect(codes(await lookWith(url, { resolve }))).toContain('page_unreached');
  });

  test.each([['127.0.0.1'], ['10.0.0.7'], ['169.254.169.254'], ['::1'], ['fd00::1'], ['93.184.215.14', '192.168.1.1']])(
    'a name that resolves to %s is not connected to',
    async (...addresses) => {
      const resolve = async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
      const dial = () => expect.fail('Nobody may connect.');
      expect(await lookWith('https://shop.example.com/', { resolve, dial })).toContainEqual(
        expect.objectContaining({ data: { reason: 'private_address', isPrivate: true } }),
      );
    },
  );

  test('a redirect into it is told and never followed', async () => {
    const { seen, port } = await startSecretServer();
    for (const location of [
      `http://127.0.0.1:${port}/secret`,
      `http://localhost:${port}/secret`,
      '//169.254.169.254/',
    ]) {
      const receiver = await serve((_request, response) => response.writeHead(302, { location }).end());
      const findings = await lookWith(pageUrl, receiver.options);
      expect(codes(findings)).toContain('page_redirects');
      expect(receiver.dialled).toHaveLength(1);
      expect(JSON.stringify(findings)).not.toContain('GTM-');
    }
    expect(seen).toEqual([]);
  });
});
