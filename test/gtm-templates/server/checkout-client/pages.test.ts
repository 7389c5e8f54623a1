// Pages on a server: time-outs, cookies as they leave, and a visit that the page does not wait for.
import { describe, expect, test } from 'vitest';
import type { OutgoingRequest, TagOutcome } from '../../../../scripts/simulator/server/server-host.ts';
import { endpoint } from '../../web/built-tpl.ts';
import { forwardedPurchase, sessionId } from './forwarded-event.ts';
import { browser, createTaggingServer, propertyId, secret } from './serve.ts';

const lookup = {
  path: `/checkout/sessions.json?property_id=${propertyId}&checkout_session_id=${sessionId}&claim=claim_of_the_page`,
  headers: browser,
};

const paid = { version: 1, event_id: `purchase:${sessionId}`, sender: 'server', status: 'paid', livemode: true };

/** The function of a property whose server sends. */
function answerAsFunction({ url, headers }: OutgoingRequest) {
  if (url.includes('/checkout/reports')) return { statusCode: 204 };
  const forwarded = headers['Tilltag-Sends'] === '1' ? { forwarded: forwardedPurchase() } : {};
  return { statusCode: 200, body: JSON.stringify({ ...paid, ...forwarded }) };
}

describe('the Checkout client and pages', () => {
  test('a lookup goes to the function with what it judges the caller by', async () => {
    const server = await createTaggingServer().serve(lookup, { onRequest: () => ({ statusCode: 404 }) });
    expect(server.sent).toEqual([
      {
        method: 'GET',
        url: endpoint + lookup.path,
        headers: {
          Authorization: `Bearer ${secret}`,
          'Tilltag-Visitor-Origin': browser.origin,
          'Tilltag-Visitor-Address': '192.0.2.1',
          'User-Agent': 'Browser',
        },
        body: undefined,
        timeoutMs: 4800,
      },
    ]);
    expect(server.response.status).toBe(404);
  });

  test('a function that never answers is given up before GTM gives up the promise', async () => {
    const onRequest = () => new Promise<never>(() => undefined);
    const server = await createTaggingServer().serve(lookup, { onRequest });
    await server.advance(4_799);
    expect(server.response.isReturned).toBe(false);
    await server.advance(1);
    expect([server.response.isReturned, server.response.status]).toEqual([true, 503]);
    expect(JSON.parse(server.responseText()).error.code).toBe('stripe_unavailable');
  });

  test('the page has its answer while the tags of its visit still run, and the report goes out after them', async () => {
    let end: (tags: readonly TagOutcome[]) => void = () => undefined;
    const onEvent = () =>
      new Promise<readonly TagOutcome[]>((resolve) => {
        end = resolve;
      });
    const server = await createTaggingServer().serve(lookup, { onRequest: answerAsFunction, onEvent });
    expect([server.response.isReturned, server.response.status]).toEqual([true, 200]);
    expect(JSON.parse(server.responseText())).toEqual(paid);
    expect([server.events.length, server.sent.length]).toEqual([1, 2]);
    await server.advance(10_000);
    expect(server.sent).toHaveLength(2);
    end([]);
    await server.settle();
    expect(server.sent.at(2)?.url).toBe(`${endpoint}/checkout/reports`);
    expect(server.events[0]?.data).toMatchObject({ ip_override: '192.0.2.1', user_agent: 'Browser' });
  });

  test('every claim of a container is another, of a form that the function takes', async () => {
    const claims = await Promise.all(
      [0.1, 0.9].map(async (random) => {
        const server = await createTaggingServer().serve(lookup, {
          onRequest: answerAsFunction,
          randoms: [random, 0.5],
        });
        return new URL(server.sent[1]?.url ?? '').searchParams.getAll('claim');
      }),
    );
    expect(claims.flat()).toHaveLength(2);
    expect(new Set(claims.flat()).size).toBe(2);
    for (const claim of claims.flat()) expect(claim).toMatch(/^[A-Za-z0-9_-]{32}$/);
  });

  test('the cookie leaves byte for byte as it came, for the whole site, and scripts can read it', async () => {
    const value = '1|1767225599|AAAAAAAAAAAAAAAAAAAAAA|000|1767225599&s=a%20b%2Bc%3D&l=shop.example.com%2F';
    const server = await createTaggingServer().serve(
      { path: '/checkout/tilltag.v1.js', headers: browser, cookies: { _tilltag: value, other: 'x' } },
      { onRequest: () => ({ statusCode: 200, headers: { 'content-type': 'text/javascript' }, body: 'script' }) },
    );
    expect([...server.response.cookies.values()]).toEqual([
      {
        name: '_tilltag',
        value,
        attributes: {
          domain: 'example.co.uk',
          path: '/',
          'max-age': 7_776_000,
          samesite: 'lax',
          secure: true,
          httponly: false,
        },
      },
    ]);
  });

  test('a request that is not its own leaves the response alone', async () => {
    const server = await createTaggingServer().serve({ path: '/g/collect?v=2', headers: browser });
    expect([server.response.isReturned, server.sent, server.logLines]).toEqual([false, [], []]);
  });
});
