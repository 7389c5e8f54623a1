// The shipped server container under the sender server: its own tags run for the page, and any tag may ask for the session.
import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { DestinationSettings } from '../../../functions/rules/destination.ts';
import { entryId } from '../../../functions/store/store.ts';
import { newForwardedEvent } from '../../functions/destinations/new-forwarded-event.ts';
import { shopOrigin } from '../../functions/public/start-shop.ts';
import { containerSecret, type ShippedServer } from './start-shipped-server.ts';
import { useShippedServers } from './use-shipped-servers.ts';

const start = useShippedServers();

const lookupPath = ({ shop }: ShippedServer, id: string) =>
  `/checkout/sessions.json?property_id=${shop.property.id}&checkout_session_id=${id}&claim=claim_of_the_first_page`;

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
