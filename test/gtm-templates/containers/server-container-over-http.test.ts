// The server container that Tilltag ships, over real HTTP: what pages and the function get from it, and what it tells Google.
import { createServer } from 'node:http';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DestinationSettings } from '../../../functions/rules/destination.ts';
import { entryId } from '../../../functions/store/store.ts';
import { newForwardedEvent } from '../../functions/destinations/new-forwarded-event.ts';
import { newClickReport } from '../../functions/public/new-click-report.ts';
import { shopOrigin } from '../../functions/public/start-shop.ts';
import {
  buildShippedTemplates,
  containerSecret,
  loaderText,
  measurementId,
  type ShippedServer,
  type ShippedServerOptions,
  startShippedServer,
} from './start-shipped-server.ts';

const open: ShippedServer[] = [];

beforeAll(buildShippedTemplates);

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function start(options?: ShippedServerOptions): Promise<ShippedServer> {
  const server = await startShippedServer(options);
  open.push(server);
  expect(server.container.records.unsupported).toEqual([]);
  return server;
}

const lookupPath = ({ shop }: ShippedServer, id: string) =>
  `/checkout/sessions.json?property_id=${shop.property.id}&checkout_session_id=${id}&claim=claim_of_the_first_page`;

const post = (body: unknown): RequestInit => ({
  method: 'POST',
  body: JSON.stringify(body),
  headers: { 'content-type': 'text/plain' },
});

const container: DestinationSettings = {
  kind: 'server_container',
  id: 'dst_container',
  mode: 'test',
  url: 'https://sgtm.example.com/checkout',
  secret: 'sealed',
};

/** The session's amount, as somebody sets the variable up. */
const sessionVariable = {
  name: 'Amount',
  template: 'Tilltag Checkout session',
  fields: {
    secret: containerSecret,
    propertyId: '{{Property ID}}',
    functionEndpoint: '{{Tilltag Function Endpoint}}',
    timeoutMs: '3000',
    output: 'ecommerce.value',
  },
};

/** A conversion tag whose value is the session's amount. */
function toAskingTag(index: number) {
  const fields = { conversionId: '1', conversionLabel: 'a', conversionValue: '{{Amount}}' };
  const parameter = Object.entries(fields).map(([key, value]) => ({ type: 'TEMPLATE' as const, key, value }));
  return { name: `Asks ${index}`, type: 'sgtmadsct', firingTriggerId: ['2147479574'], parameter };
}

describe('the shipped server container', () => {
  it('passes a page’s lookup on, and its answer back, without running anything', async () => {
    const server = await start();
    const id = server.shop.buy();
    const response = await server.visit(lookupPath(server, id));
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      event: 'purchase',
      status: 'paid',
      first_view: true,
      sender: 'browser',
    });
    expect(response.headers.get('access-control-allow-origin')).toBe(shopOrigin);
    await server.container.whenIdle(5000);
    expect(server.events()).toEqual([]);
    expect(server.container.records.requests).toMatchObject([{ client: 'Tilltag - Checkout client', status: 200 }]);
  });

  it('speaks for the page that asks: one of another shop is refused', async () => {
    const server = await start();
    const path = lookupPath(server, server.shop.buy());
    const response = await server.visit(path, { headers: { origin: 'https://other.example' } });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ error: { code: 'host_not_allowed' } });
  });

  it('passes reports and clicks on', async () => {
    const server = await start();
    const id = server.shop.buy();
    await server.visit(lookupPath(server, id));
    const report = {
      property_id: server.shop.property.id,
      checkout_session_id: id,
      event_id: `purchase:${id}`,
      claim: 'claim_of_the_first_page',
    };
    expect((await server.visit('/checkout/reports', post(report))).status).toBe(204);
    expect(await (await server.visit(lookupPath(server, id))).json()).toMatchObject({ first_view: false });
    const click = newClickReport(server.shop.property.id);
    expect((await server.visit('/checkout/clicks', post(click))).status).toBe(204);
    expect(server.shop.logs.at(-1)).toMatchObject({ event: expect.stringContaining('click') });
  });

  it('serves the page’s script from its own memory, and 304 to whoever has it', async () => {
    const server = await start();
    const first = await server.visit('/checkout/tilltag.v1.js');
    const etag = first.headers.get('etag') ?? '';
    expect([first.status, await first.text(), etag]).toEqual([200, loaderText, expect.stringMatching(/^W\/"/)]);
    const again = await server.visit('/checkout/tilltag.v1.js', { headers: { 'if-none-match': etag } });
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
    expect(server.front.asked).toMatchObject([{ path: '/checkout/tilltag.v1.js', status: 200 }]);
  });

  it('asks the function an hour later whether the script is still the newest, and does without where it is down', async () => {
    const server = await start();
    await server.visit('/checkout/tilltag.v1.js');
    server.shop.clock.nowMs += 3_600_001;
    expect(await (await server.visit('/checkout/tilltag.v1.js')).text()).toBe(loaderText);
    expect(server.front.asked.map(({ status }) => status)).toEqual([200, 304]);
    server.shop.clock.nowMs += 3_600_001;
    server.front.isDown = true;
    const old = await server.visit('/checkout/tilltag.v1.js');
    expect([old.status, await old.text()]).toEqual([200, loaderText]);
    expect(server.front.asked).toHaveLength(3);
  });

  it('runs its tags for a purchase that the function forwards, and then says that it took it', async () => {
    const server = await start({ baking: { adsConversionId: 'AW-123456789', adsLabel: 'abcDEF' } });
    const event = newForwardedEvent({ livemode: true });
    expect(await server.forward(event)).toEqual({ kind: 'accepted' });
    expect(server.events()).toMatchObject([
      {
        event_name: 'purchase',
        event_id: event.event_id,
        transaction_id: event.transaction_id,
        value: 49.5,
        currency: 'EUR',
      },
    ]);
    expect(server.container.records.requests[0]?.events[0]?.tags).toEqual([
      { name: 'Tilltag - Google Ads - Conversion linker', status: 'success' },
      { name: 'Tilltag - GA4', status: 'success' },
      { name: 'Tilltag - Google Ads - Purchase', status: 'success' },
    ]);
    expect(server.google.hits).toMatchObject([
      {
        eventName: 'purchase',
        measurementId,
        clientId: event.client_id,
        currency: 'EUR',
        items: event.ecommerce?.items,
        parameters: { transaction_id: event.transaction_id, value: 49.5 },
      },
    ]);
    const [analytics, ads] = server.container.records.hits;
    const hit = [analytics, ads].find((url) => url?.includes('/pagead/'));
    expect(Object.fromEntries(new URL(hit ?? '').searchParams)).toMatchObject({
      label: 'abcDEF',
      value: '49.5',
      currency_code: 'EUR',
      oid: event.transaction_id,
    });
    for (const url of server.container.records.hits) {
      expect(decodeURIComponent(url)).not.toContain('@');
    }
  });

  it('sends Google Ads nothing where the buyer did not agree to share user data', async () => {
    const server = await start({ baking: { adsConversionId: 'AW-123456789', adsLabel: 'abcDEF' } });
    const event = newForwardedEvent({ livemode: true });
    const consent = { ...event.consent, ad_user_data: 'denied' } as const;
    const { user_data: _, meta_user_data: __, ...withoutPerson } = event;
    await server.forward({ ...withoutPerson, consent });
    expect(server.container.records.requests[0]?.events[0]?.tags).toEqual([
      { name: 'Tilltag - GA4', status: 'success' },
    ]);
  });

  it('tells GA4 of a refund, positive and under its own name', async () => {
    const server = await start();
    await server.forward(newForwardedEvent({ livemode: true, event: 'refund', event_id: 'refund:re_1' }));
    expect(server.google.hits).toMatchObject([{ eventName: 'refund', parameters: { value: 49.5 } }]);
  });

  it('runs its tags once for an event that comes twice', async () => {
    const server = await start();
    const event = newForwardedEvent({ livemode: true });
    expect([await server.forward(event), await server.forward(event)]).toEqual([
      { kind: 'accepted' },
      { kind: 'accepted' },
    ]);
    expect(server.google.hits).toHaveLength(1);
  });

  it('runs a test under a name that no tag listens to', async () => {
    const server = await start();
    expect(await server.forward(newForwardedEvent({ livemode: false }))).toEqual({ kind: 'accepted' });
    expect(server.events()).toMatchObject([{ event_name: 'purchase_test' }]);
    expect(server.google.hits).toEqual([]);
  });

  it('wants the event again where its tags failed', async () => {
    const server = await start();
    await server.google.close();
    expect(await server.forward(newForwardedEvent({ livemode: true }))).toEqual({
      kind: 'uncertain',
      reason: 'http_500',
    });
    expect(server.container.records.requests[0]?.events[0]?.tags).toMatchObject([{ status: 'failure' }]);
  });

  it('gives one and the same 401 for a wrong secret and for none, and runs nothing', async () => {
    const server = await start();
    expect(await server.forward(newForwardedEvent(), 'wrong')).toEqual({ kind: 'unavailable', reason: 'http_401' });
    const answers = await Promise.all(
      [{}, { authorization: 'Bearer wrong' }, { authorization: containerSecret }].map(async (headers) => {
        const response = await fetch(`${server.container.url}/checkout/events`, {
          method: 'POST',
          body: '{}',
          headers,
        });
        return [response.status, await response.text()];
      }),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.[0]).toBe(401);
    expect(server.events()).toEqual([]);
  });

  it('answers the function’s check of the secret without running anything', async () => {
    const server = await start();
    const response = await fetch(`${server.container.url}/checkout/events`, {
      headers: { authorization: `Bearer ${containerSecret}` },
    });
    expect([response.status, await response.json()]).toEqual([200, { version: 1 }]);
    expect(server.events()).toEqual([]);
  });

  it('leaves every other path to other clients', async () => {
    const server = await start();
    for (const path of ['/', '/checkout', '/checkout/other', '/checkouts/sessions.json', '/g/collect?v=2']) {
      expect((await server.visit(path)).status).toBe(400);
    }
    expect(server.container.records.requests.every(({ client }) => client === undefined)).toBe(true);
    expect(server.container.records.problems).toEqual([]);
  });

  it('listens on the path that was baked in', async () => {
    const server = await start({ baking: { path: '/metrics/checkout' } });
    const path = lookupPath(server, server.shop.buy());
    expect((await server.visit(`/metrics${path}`)).status).toBe(200);
    expect((await server.visit(path)).status).toBe(400);
  });

  it('answers a preflight by itself', async () => {
    const server = await start();
    const response = await server.visit('/checkout/clicks', {
      method: 'OPTIONS',
      headers: { 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-methods')).toContain('POST');
    expect(response.headers.get('access-control-allow-headers')).toBe('Content-Type');
    expect(server.front.asked).toEqual([]);
  });

  it('tells the page where the function is down, and runs nothing', async () => {
    const server = await start();
    server.front.isDown = true;
    const response = await server.visit(lookupPath(server, server.shop.buy()));
    expect(response.status).toBe(503);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect((await server.visit('/checkout/tilltag.v1.js')).status).toBe(503);
    await server.container.whenIdle(5000);
    expect(server.events()).toEqual([]);
  });

  it('passes an error of the function on as it is, and runs nothing', async () => {
    const server = await start({ property: { sender: 'server', destinations: [container] } });
    const id = server.shop.buy();
    await server.shop.stripe.close();
    const response = await server.visit(lookupPath(server, id));
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ error: { code: 'stripe_unavailable' } });
    await server.container.whenIdle(5000);
    expect(server.events()).toEqual([]);
  });

  it('lets no page wait for its tags', async () => {
    const silent = createServer();
    const isAsked = new Promise((resolve) => silent.once('request', resolve));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const server = await start({
      property: { sender: 'server', destinations: [container] },
      fields: { testSessions: 'as_live' },
      googleUrl: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
      closeMs: 1,
    });
    expect((await server.visit(lookupPath(server, server.shop.buy()))).status).toBe(200);
    await isAsked;
    expect(server.container.records.requests[0]?.events[0]?.tags).toMatchObject([{ status: 'running' }]);
    silent.close();
    silent.closeAllConnections();
  });

  it('runs its tags for the page where the server sends, and reports', async () => {
    const server = await start({
      property: { sender: 'server', destinations: [container] },
      fields: { testSessions: 'as_live' },
    });
    const id = server.shop.buy();
    const headers = {
      'user-agent': 'Lamp/1',
      'x-forwarded-for': '203.0.113.7',
      cookie: '_ga=GA1.1.11.22; _fbp=fb.1.1763700000000.1',
    };
    const response = await server.visit(lookupPath(server, id), { headers });
    expect(await response.json()).toMatchObject({ sender: 'server', status: 'paid' });
    expect(await server.container.whenIdle(5000)).toBe(true);
    expect(server.front.asked.map(({ method, path, status }) => [method, path, status])).toEqual([
      ['GET', '/checkout/sessions.json', 200],
      ['GET', '/checkout/sessions.json', 200],
      ['POST', '/checkout/reports', 204],
    ]);
    for (const { headers: told } of server.front.asked) {
      expect(told).toMatchObject({
        authorization: `Bearer ${containerSecret}`,
        'tilltag-visitor-origin': shopOrigin,
        'tilltag-visitor-address': '203.0.113.7',
        'user-agent': 'Lamp/1',
      });
    }
    expect(server.events()).toMatchObject([
      {
        event_name: 'purchase',
        transaction_id: id,
        ip_override: '203.0.113.7',
        user_agent: 'Lamp/1',
        client_id: '11.22',
      },
    ]);
    expect(server.google.hits).toMatchObject([{ eventName: 'purchase', clientId: '11.22' }]);
    const entry = await server.shop.store.findEntry(entryId(server.shop.property.id, id));
    expect(entry?.deliveries['purchase:dst_container']).toMatchObject({ state: 'reported', dueAtMs: null });
    await server.visit(lookupPath(server, id), { headers });
    await server.container.whenIdle(5000);
    expect(server.google.hits).toHaveLength(1);
  });

  it('reports nothing where its tags failed, so that the event comes again', async () => {
    const server = await start({
      property: { sender: 'server', destinations: [container] },
      fields: { testSessions: 'as_live' },
    });
    const id = server.shop.buy();
    await server.google.close();
    await server.visit(lookupPath(server, id));
    await server.container.whenIdle(5000);
    expect(server.container.records.requests[0]?.events[0]?.tags).toMatchObject([{ status: 'failure' }]);
    const entry = await server.shop.store.findEntry(entryId(server.shop.property.id, id));
    expect(entry?.deliveries['purchase:dst_container']).toMatchObject({ state: 'waiting' });
  });

  it('gives any tag the session by the variable, and asks the function once however many tags want it', async () => {
    const server = await start({ variables: [sessionVariable], tags: [1, 2, 3].map(toAskingTag) });
    const id = server.shop.buy();
    const { json } = await server.shop.look(id);
    // The function answers for the shop's hostnames alone, but nobody is on this page any more.
    const click = { landing_page: 'landing.example/lamps' };
    // Without a value of its own, so that it must be the session's.
    const event = newForwardedEvent({ checkout_session_id: id, click, ecommerce: null });
    await server.forward(event);
    const values = server.container.records.hits.map((hit) => new URL(hit).searchParams.get('value'));
    const { value } = Object(json['ecommerce']);
    expect(values.filter((one) => one !== null)).toEqual([String(value), String(value), String(value)]);
    expect(server.front.asked).toMatchObject([{ method: 'GET', path: '/checkout/sessions.json', status: 200 }]);
    expect(server.front.asked[0]?.headers).toMatchObject({ 'tilltag-sends': '1' });
    expect(server.front.asked[0]?.headers).not.toHaveProperty('tilltag-visitor-origin');
  });
});
