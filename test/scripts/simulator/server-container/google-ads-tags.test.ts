// Google Ads’ tags of a server container: the conversion and its linker.
import { describe, expect, it } from 'vitest';
import { emailHash, purchase, type Tag, useGoogleTags } from './fire-google-tag.ts';
import { startContainer } from './make-container.ts';

const fire = useGoogleTags();

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
  async function convert(tag: Tag, event: Readonly<Record<string, unknown>>, headers?: Record<string, string>) {
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
    expect((await convert(ads, silent)).sent).toMatchObject({ gclaw: 'Cj0-lamp', em: expect.any(String) });
  });

  it('says whether the customer is new where it is told to', async () => {
    const reporting = {
      ...ads,
      fields: { ...settings, enableNewCustomerReporting: true, newCustomerDataSource: 'EVENT' },
    };
    expect((await convert(reporting, { ...purchase, new_customer: true })).sent['vdnc']).toBe('1');
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
    const denied = await fire(linker, { ...purchase, 'x-ga-gcs': 'G101' });
    expect([without, denied].map(({ response }) => response.headers.getSetCookie())).toEqual([[], []]);
    expect([without.tag?.status, denied.tag?.status]).toEqual(['success', 'success']);
  });
});
