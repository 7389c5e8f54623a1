// The GA4 stand-in's hit, from what the data layer holds.
import { describe, expect, test } from 'vitest';
import { createContainerServices } from '../../../../scripts/simulator/container/container-services.ts';
import { buildGoogleAnalyticsHit } from '../../../../scripts/simulator/container/google-analytics-hit.ts';
import { createFakePage, type FakePageOptions } from '../../../../scripts/simulator/web/fake-page.ts';

const settings = { measurementId: 'G-TEST', collectorUrl: 'http://127.0.0.1:9/', event: 'purchase' };
const ecommerce = {
  transaction_id: 'cs_1',
  value: 49.5,
  tax: 7.9,
  currency: 'EUR',
  coupon: 'LAUNCH',
  items: [
    { item_id: 'a', item_name: 'Tea ~ green', price: 20, quantity: 2, discount: 1, unknown: 'x' },
    { item_id: 'b', price: 9.5, quantity: 1 },
  ],
};

function build(
  messages: Record<string, unknown>[],
  consent: Record<string, string> = {},
  options: FakePageOptions = {},
) {
  const page = createFakePage({ nowMs: 1_700_000_000_123, ...options });
  const container = createContainerServices({ publicId: 'GTM-TEST', isPreview: false });
  container.consent.apply('update', consent);
  for (const message of messages) {
    container.dataLayer.merge(message);
  }
  const address = buildGoogleAnalyticsHit(settings, page, container);
  return { page, hit: address === undefined ? undefined : new URL(address) };
}

describe('buildGoogleAnalyticsHit', () => {
  test('carries the purchase as GA4’s own tag does', () => {
    const { hit } = build([{ event: 'purchase', ecommerce }]);
    expect(`${hit?.origin}${hit?.pathname}`).toBe('http://127.0.0.1:9/g/collect');
    expect(Object.fromEntries(hit?.searchParams ?? [])).toEqual({
      v: '2',
      tid: 'G-TEST',
      _p: '1700000000123',
      cid: '1073741824.1700000000',
      sid: '1700000000',
      gcs: 'G111',
      dl: 'https://shop.example.test/thank-you',
      dr: '',
      dt: 'Thank you',
      en: 'purchase',
      'ep.transaction_id': 'cs_1',
      'epn.value': '49.5',
      'epn.tax': '7.9',
      cu: 'EUR',
      'ep.coupon': 'LAUNCH',
      pr1: 'ida~nmTea ~~ green~pr20~qt2~ds1',
      pr2: 'idb~pr9.5~qt1',
    });
  });

  test('uses the ids of the cookies that are there', () => {
    const cookies = { _ga: 'GA1.1.12.34', _ga_TEST: 'GS2.1.s1699999999$o2$g1$t1$j60$l0$h0' };
    const { hit, page } = build([], {}, { cookies });
    expect([hit?.searchParams.get('cid'), hit?.searchParams.get('sid')]).toEqual(['12.34', '1699999999']);
    expect(page.cookieLines).toEqual([]);
  });

  test('makes the cookies on a first visit', () => {
    const { page } = build([]);
    expect([...page.cookieJar.keys()]).toEqual(['_ga', '_ga_TEST']);
  });

  test('is nothing, and makes no cookie, while analytics_storage is denied', () => {
    const { hit, page } = build([{ ecommerce }], { analytics_storage: 'denied' });
    expect([hit, page.cookieLines]).toEqual([undefined, []]);
  });

  test('says that ad_storage is denied', () => {
    expect(build([], { ad_storage: 'denied' }).hit?.searchParams.get('gcs')).toBe('G101');
  });

  test('an event without ecommerce has no such parameters', () => {
    const { hit } = build([{ ecommerce }, { ecommerce: null }]);
    expect([...(hit?.searchParams.keys() ?? [])].filter((key) => /^(ep|pr|cu)/.test(key))).toEqual([]);
  });
});
