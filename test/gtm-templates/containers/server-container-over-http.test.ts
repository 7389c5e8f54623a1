// The server container that Tilltag ships, over real HTTP: what pages and the function get from it, and what it tells Google.
import { describe, expect, it } from 'vitest';
import type { DestinationSettings } from '../../../functions/rules/destination.ts';
import { newClickReport } from '../../functions/public/new-click-report.ts';
import { shopOrigin } from '../../functions/public/start-shop.ts';
import { loaderText, type ShippedServer } from './start-shipped-server.ts';
import { useShippedServers } from './use-shipped-servers.ts';

const start = useShippedServers();

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
});
