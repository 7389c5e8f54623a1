// Stand-ins for Google's own tags in a simulated server container, sending to the collector.
import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { type GoogleStandIn, startGoogleStandIn } from '../../../../scripts/stand-ins/google/start-google-stand-in.ts';
import { type ContainerParts, closeContainers, eventClient, startContainer } from './make-container.ts';

let google: GoogleStandIn | undefined;

afterEach(async () => {
  await closeContainers();
  await google?.close();
  google = undefined;
});

type Tag = NonNullable<ContainerParts['tags']>[number];

/** What one tag of Google's makes of one event. */
async function fire(
  tag: Omit<Tag, 'name'>,
  event: Readonly<Record<string, unknown>>,
  headers: Record<string, string> = {},
) {
  google = await startGoogleStandIn();
  const container = await startContainer(
    { clients: [eventClient], tags: [{ name: 'Tag', ...tag }] },
    { googleUrl: `${google.url}/`, now: () => Date.UTC(2026, 10, 21) },
  );
  const response = await container.push(event, headers);
  const { records } = container;
  return {
    google,
    response,
    tag: records.requests[0]?.events[0]?.tags[0],
    unsupported: records.unsupported,
    hits: records.hits.map((hit) => new URL(hit)),
  };
}

const purchase = {
  event_name: 'purchase',
  client_id: '11.22',
  ga_session_id: '1700000000',
  transaction_id: 'cs_test_1',
  value: 49.9,
  currency: 'EUR',
  items: [{ item_id: 'lamp', item_name: 'Lamp', price: 49.9, quantity: 1 }],
  page_location: 'https://shop.example.test/lamps?gclid=Cj0-lamp',
  page_referrer: 'https://www.google.com/',
  user_agent: 'Lamp/1',
  ip_override: '203.0.113.7',
  'x-ga-measurement_id': 'G-SHOP',
  'x-ga-gcs': 'G111',
  'x-ga-gcd': '13t3t3t3t5',
  user_data: { email_address: 'Ada@Example.com ' },
};

const emailHash = createHash('sha256').update('ada@example.com').digest('base64url');

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
    await granted.google.close();
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

describe('sgtmadsct', () => {
  const settings = {
    conversionId: '123456',
    conversionLabel: 'abc',
    enableConversionLinker: true,
    enableEnhancedMatch: true,
    rdp: false,
  };
  const ads = { type: 'sgtmadsct', fields: settings };

  /** The conversion's path and parameters. */
  async function convert(
    tag: Omit<Tag, 'name'>,
    event: Readonly<Record<string, unknown>>,
    headers?: Record<string, string>,
  ) {
    const { hits, tag: record, unsupported } = await fire(tag, event, headers);
    expect(unsupported).toEqual([]);
    return { path: hits[0]?.pathname, sent: Object.fromEntries(hits[0]?.searchParams ?? []), record };
  }

  it('sends the conversion with value, order id, click, consent and hashed user data', async () => {
    const { path, sent } = await convert(ads, purchase);
    expect(path).toBe('/pagead/conversion/123456/');
    expect(sent).toMatchObject({
      label: 'abc',
      value: '49.9',
      currency_code: 'EUR',
      oid: 'cs_test_1',
      gcs: 'G111',
      gcd: '13t3t3t3t5',
      gclaw: 'Cj0-lamp',
      em: `tv.1~em.${emailHash}`,
      uip: '203.0.113.7',
    });
  });

  it('takes value and currency of its own over the event’s', async () => {
    const { sent } = await convert(
      { ...ads, fields: { ...settings, conversionValue: '5', currencyCode: 'USD' } },
      purchase,
    );
    expect(sent).toMatchObject({ value: '5', currency_code: 'USD' });
  });

  it('takes the click of the linker’s cookie where the page has none', async () => {
    const event = { ...purchase, page_location: 'https://shop.example.test/' };
    const cookie = { cookie: '_gcl_aw=GCL.1700000000.old; FPGCLAW=2.1.kCj0-cookie$i1700000000' };
    expect((await convert(ads, event, cookie)).sent['gclaw']).toBe('Cj0-cookie');
    await google?.close();
    const unlinked = { ...ads, fields: { ...settings, enableConversionLinker: false } };
    expect((await convert(unlinked, event, cookie)).sent['gclaw']).toBeUndefined();
  });

  it('carries what the page has in place of a gclid under its own name, and asks no cookie then', async () => {
    const event = { ...purchase, page_location: 'https://shop.example.test/?gbraid=0AAA-g&wbraid=Cl8-w' };
    const { sent } = await convert(ads, event, { cookie: 'FPGCLAW=2.1.kCj0-cookie$i1700000000' });
    expect(sent).toMatchObject({ gbraid: '0AAA-g', wbraid: 'Cl8-w' });
    expect(sent['gclaw']).toBeUndefined();
  });

  it('leaves out the click and user data that consent denies, and still sends', async () => {
    const page = 'https://shop.example.test/?gclid=Cj0&gbraid=0AAA&wbraid=Cl8';
    const event = { ...purchase, page_location: page, 'x-ga-gcs': 'G101', 'x-ga-gcd': '13q3t3q3t5' };
    const { sent } = await convert(ads, event, { cookie: 'FPGCLAW=2.1.kCj0$i1700000000' });
    expect(sent).toMatchObject({ gcs: 'G101', oid: 'cs_test_1' });
    expect(sent['gclaw'] ?? sent['gbraid'] ?? sent['wbraid'] ?? sent['em']).toBeUndefined();
  });

  it('takes the event’s own words for consent where it brings no signals', async () => {
    const { 'x-ga-gcs': _, 'x-ga-gcd': __, ...silent } = purchase;
    const consent = { ad_storage: 'denied', ad_user_data: 'denied' };
    const { sent } = await convert(ads, { ...silent, consent });
    expect(sent['gclaw'] ?? sent['em']).toBeUndefined();
    await google?.close();
    expect((await convert(ads, silent)).sent).toMatchObject({ gclaw: 'Cj0-lamp', em: expect.any(String) });
  });

  it('says whether the customer is new where it is told to', async () => {
    const reporting = {
      ...ads,
      fields: { ...settings, enableNewCustomerReporting: true, newCustomerDataSource: 'EVENT' },
    };
    expect((await convert(reporting, { ...purchase, new_customer: true })).sent['vdnc']).toBe('1');
    await google?.close();
    expect((await convert(ads, { ...purchase, new_customer: true })).sent['vdnc']).toBeUndefined();
  });

  it('fails without an id or a label', async () => {
    const { record } = await convert({ ...ads, fields: { conversionId: '123456' } }, purchase);
    expect(record).toEqual({
      name: 'Tag',
      status: 'failure',
      error: expect.stringContaining('needs a conversion id and a label'),
    });
  });
});

describe('sgtmadscl', () => {
  const linker = { type: 'sgtmadscl', fields: { enableLinkerParams: false, enableCookieOverrides: false } };
  const headers = { 'x-forwarded-host': 'tags.shop.example' };

  it('keeps the page’s click in a cookie of the server', async () => {
    const { response, tag } = await fire(linker, purchase, headers);
    expect(tag?.status).toBe('success');
    expect(response.headers.getSetCookie()).toEqual([
      'FPGCLAW=2.1.kCj0-lamp$i1795219200; Domain=shop.example; Path=/; Max-Age=7776000; HttpOnly; Secure',
    ]);
  });

  it('keeps nothing once the response is returned, and is no failure then', async () => {
    const code = `require('claimRequest')();
      require('returnResponse')();
      require('runContainer')({ event_name: 'purchase', page_location: '${purchase.page_location}' });`;
    const container = await startContainer({
      clients: [{ name: 'Early', code }],
      tags: [{ name: 'Tag', ...linker }],
    });
    expect((await fetch(container.url)).headers.getSetCookie()).toEqual([]);
    await container.whenIdle(5000);
    expect(container.records.requests[0]?.events[0]?.tags).toEqual([{ name: 'Tag', status: 'success' }]);
  });

  it('keeps nothing without a click or without consent to ad storage', async () => {
    const without = await fire(linker, { ...purchase, page_location: 'https://shop.example.test/' });
    await without.google.close();
    const denied = await fire(linker, { ...purchase, 'x-ga-gcs': 'G101' });
    expect([without, denied].map(({ response }) => response.headers.getSetCookie())).toEqual([[], []]);
    expect([without.tag?.status, denied.tag?.status]).toEqual(['success', 'success']);
  });
});
