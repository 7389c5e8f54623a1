// The shipped server container, and what the function forwards to it.
import { describe, expect, it } from 'vitest';
import { newForwardedEvent } from '../../functions/destinations/new-forwarded-event.ts';
import { containerSecret, measurementId } from './start-shipped-server.ts';
import { useShippedServers } from './use-shipped-servers.ts';

const start = useShippedServers();

describe('the shipped server container', () => {
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
});
