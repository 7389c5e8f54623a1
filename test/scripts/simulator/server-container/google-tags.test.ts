// Stand-ins for Google's own tags in a simulated server container, sending to the collector.
import { describe, expect, it } from 'vitest';
import { emailHash, purchase, useGoogleTags } from './fire-google-tag.ts';
import { eventClient, startContainer } from './make-container.ts';

const fire = useGoogleTags();

describe('sgtmgaaw', () => {
  const ga4 = {
    type: 'sgtmgaaw',
    fields: { redactVisitorIp: false, epToIncludeDropdown: 'all', upToIncludeDropdown: 'all' },
  };

  it('sends one hit of the event with its session, consent, visitor and parameters', async () => {
    const { google: collector, tag, hits, unsupported } = await fire(ga4, purchase);
    expect(tag).toEqual({ name: 'Tag', status: 'success' });
    expect(unsupported).toEqual([]);
    expect(collector.hits).toMatchObject([
      {
        eventName: 'purchase',
        measurementId: 'G-SHOP',
        clientId: '11.22',
        sessionId: '1700000000',
        currency: 'EUR',
        pageLocation: purchase.page_location,
        items: purchase.items,
        parameters: { transaction_id: 'cs_test_1', value: 49.9 },
      },
    ]);
    const sent = Object.fromEntries(hits[0]?.searchParams ?? []);
    expect(sent).toMatchObject({
      v: '2',
      gcs: 'G111',
      gcd: '13t3t3t3t5',
      dr: purchase.page_referrer,
      _uip: '203.0.113.7',
    });
    expect(hits[0]?.search).not.toContain('%40');
    expect(sent['em']).toBeUndefined();
  });

  it('takes measurement id and event name of its own over the event’s', async () => {
    const { google: collector } = await fire(
      { ...ga4, fields: { measurementId: 'G-OWN', eventName: 'sale' } },
      purchase,
    );
    expect(collector.hits).toMatchObject([{ measurementId: 'G-OWN', eventName: 'sale' }]);
  });

  it('leaves the visitor’s address out where it is to be redacted', async () => {
    const { hits } = await fire({ ...ga4, fields: { redactVisitorIp: true } }, purchase);
    expect(hits[0]?.searchParams.has('_uip')).toBe(false);
  });

  it('sends user data hashed where it is told to, unless consent to them is denied', async () => {
    const withData = { ...ga4, fields: { enableEuid: true } };
    const granted = await fire(withData, purchase);
    expect(granted.hits[0]?.searchParams.get('em')).toBe(`tv.1~em.${emailHash}`);
    const denied = await fire(withData, { ...purchase, 'x-ga-gcd': '13t3t3q3t5' });
    expect(denied.hits[0]?.searchParams.has('em')).toBe(false);
  });

  it.each([
    ['a measurement id', 'x-ga-measurement_id'],
    ['a client id', 'client_id'],
    ['the name of the event', 'event_name'],
  ])('fails and sends nothing without %s', async (what, key) => {
    const { google: collector, tag } = await fire(ga4, { ...purchase, [key]: undefined });
    expect(tag).toEqual({ name: 'Tag', status: 'failure', error: expect.stringContaining(`GA4 needs ${what}`) });
    expect(collector.hits).toEqual([]);
  });

  it('fails where the collector cannot be reached or refuses', async () => {
    const container = await startContainer({ clients: [eventClient], tags: [{ name: 'Tag', ...ga4 }] });
    await container.push(purchase);
    expect(container.records.requests[0]?.events[0]?.tags).toEqual([
      { name: 'Tag', status: 'failure', error: 'The collector could not be reached.' },
    ]);
    const refusing = await startContainer(
      { clients: [eventClient], tags: [{ name: 'Tag', ...ga4 }] },
      { googleUrl: `${container.url}` },
    );
    const refused = { ...purchase, event_name: 'other' };
    await refusing.push(refused);
    expect(refusing.records.requests[0]?.events[0]?.tags).toMatchObject([{ error: 'The collector answered 500.' }]);
  });

  it('names settings that it does not know', async () => {
    const fields = { epToIncludeDropdown: 'none', apiSecret: '', epToAdd: [] };
    const { unsupported } = await fire({ ...ga4, fields }, purchase);
    expect(unsupported).toEqual(['The tag Tag has the setting epToIncludeDropdown, which is not simulated.']);
  });
});
